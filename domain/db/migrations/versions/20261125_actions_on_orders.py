"""What actions on orders need: pricing and tax, payment intents, returns, exchanges, approvals, disputes, documents, messages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "3d5c1a7e9b20"
down_revision = "8b1f0c6f2d34"
branch_labels = None
depends_on = None

# The rights that come with the actions, by role; administrators have every right as it is.
_AGENT = [
    "refunds.write",
    "discounts.write",
    "returns.write",
    "disputes.write",
    "messages.send",
]
_RIGHTS = {
    "agent": _AGENT,
    "associate": [*_AGENT, "returns.receive"],
    "merchandiser": ["pricing.write"],
    "supervisor": [
        *_AGENT,
        "returns.receive",
        "approvals.decide",
        "customers.merge",
        "customers.export",
    ],
}
_CHECKS = {
    ("orders", "taxation"): "taxation IN ('given', 'included', 'added')",
    ("order_lines", "kind"): "kind IN ('sold', 'exchange', 'replacement')",
    ("order_adjustments", "kind"): "kind IN ('shipping', 'discount', 'price_match', 'goodwill', 'refund', "
    "'chargeback', 'fee', 'tax', 'manual')",
    ("returns", "channel"): "channel IN ('store', 'mail', 'drop_off', 'digital')",
    ("returns", "status"): "status IN ('requested', 'received', 'refunded', 'rejected', 'cancelled')",
    ("returns", "refund_at"): "refund_at IN ('receipt', 'once')",
    ("return_lines", "in"): "received >= 0 AND received <= quantity AND accepted >= 0 AND accepted <= quantity",
}
_KINDS_BEFORE = "kind IN ('shipping', 'discount', 'goodwill', 'tax', 'manual')"
_FINAL = ("credit_entries", "allowances", "signed_heads")
_NEVER_EMPTIED = ("events", "payment_entries", "stock_movements", *_FINAL)


def _spread(column: str, amount: str, weight: str) -> str:
    """Each line's share of an order's amount by largest remainder, as `pricing.formula.spread` has it."""
    return f"""
        UPDATE order_lines SET {column} = whole + CASE WHEN rank <= amount - wholes THEN 1 ELSE 0 END
        FROM (
            SELECT *, sum(whole) OVER (PARTITION BY order_id) AS wholes,
                row_number() OVER (PARTITION BY order_id ORDER BY rest DESC, position) AS rank
            FROM (
                SELECT id, order_id, position, amount,
                    div(amount * weight, weights) AS whole, mod(amount * weight, weights) AS rest
                FROM (
                    SELECT l.id, l.order_id, l.position, ({amount})::numeric AS amount, ({weight})::numeric AS weight,
                        sum({weight}) OVER (PARTITION BY l.order_id) AS weights
                    FROM order_lines l JOIN orders o ON o.id = l.order_id
                ) AS weighed WHERE weights > 0
            ) AS shared
        ) AS ranked WHERE ranked.id = order_lines.id AND (whole > 0 OR amount > 0)
    """


# Orders that stand already follow the new rule: what is kept now counts. Those that were cancelled come to nothing;
# where pieces came back, an adjustment keeps the total as it is.
_PRICES = (
    "UPDATE orders SET placed_total = total, given_tax = tax, given_net = subtotal - LEAST(discount, subtotal)",
    """
        INSERT INTO order_adjustments (id, order_id, kind, label, amount, at)
        SELECT gen_random_uuid(), o.id, a.kind, a.kind, -sum(a.amount), max(coalesce(o.cancelled_at, o.placed_at))
        FROM order_adjustments a JOIN orders o ON o.id = a.order_id
        WHERE o.status = 'cancelled' GROUP BY o.id, a.kind HAVING sum(a.amount) <> 0
    """,
    "UPDATE order_lines SET total = unit_price * (quantity - cancelled - returned) WHERE cancelled + returned > 0",
    """
        INSERT INTO order_adjustments (id, order_id, kind, label, amount, at)
        SELECT gen_random_uuid(), o.id, kind, 'returned', amount, now()
        FROM orders o
        JOIN (SELECT order_id, sum(total)::bigint AS kept FROM order_lines GROUP BY 1) l ON l.order_id = o.id
        CROSS JOIN LATERAL (
            VALUES ('manual', o.subtotal - l.kept - greatest(o.discount - l.kept, 0)),
                ('discount', greatest(o.discount - l.kept, 0))
        ) AS written (kind, amount)
        WHERE o.status <> 'cancelled' AND l.kept <> o.subtotal AND amount <> 0
    """,
    """
        UPDATE orders SET subtotal = l.kept, tax = CASE status WHEN 'cancelled' THEN 0 ELSE tax END,
            shipping = coalesce(a.shipping, 0), discount = -coalesce(a.discount, 0), fees = coalesce(a.fees, 0)
        FROM (SELECT order_id, sum(total)::bigint AS kept FROM order_lines GROUP BY 1) l
        LEFT JOIN (
            SELECT order_id, sum(amount) FILTER (WHERE kind = 'shipping') AS shipping,
                sum(amount) FILTER (WHERE kind IN ('discount', 'goodwill')) AS discount,
                sum(amount) FILTER (WHERE kind = 'manual') AS fees
            FROM order_adjustments GROUP BY 1
        ) a ON a.order_id = l.order_id
        WHERE l.order_id = orders.id
    """,
    "UPDATE orders SET total = subtotal - discount + shipping + fees + tax",
    _spread("discount", "least(o.discount, o.subtotal)", "l.total"),
    _spread("tax", "o.tax", "l.total - l.discount"),
)


def upgrade() -> None:
    op.create_table(
        "signed_heads",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "sequence", name=op.f("pk_signed_heads")),
    )
    op.create_table(
        "tax_rates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("postal_prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("category", sa.Text(), server_default="", nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("millionths", sa.BigInteger(), nullable=False),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to > effective_from", name=op.f("ck_tax_rates_effective")
        ),
        sa.CheckConstraint("millionths >= 0 AND millionths < 1000000", name=op.f("ck_tax_rates_millionths")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_rates")),
    )
    op.create_index(
        "ix_tax_rates_place",
        "tax_rates",
        ["country", "region", "postal_prefix", "category", "effective_from"],
        unique=True,
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worked_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("vendor", "delivery_id", name=op.f("pk_webhook_deliveries")),
    )
    op.create_index("ix_webhook_deliveries_received", "webhook_deliveries", ["received_at"], unique=False)
    op.create_table(
        "identity_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("code_digest", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("asked", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("failures", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("method IN ('code', 'facts')", name=op.f("ck_identity_checks_method")),
        sa.CheckConstraint("status IN ('open', 'passed', 'failed', 'expired')", name=op.f("ck_identity_checks_status")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_identity_checks_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_checks")),
    )
    op.create_index("ix_identity_checks_customer", "identity_checks", ["customer_id", "begun_at"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("preview", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("needs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_kind", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("asked_by_role", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('pending', 'granted', 'refused', 'changed', 'withdrawn')", name=op.f("ck_approvals_status")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_approvals_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_approvals_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index("ix_approvals_asked_by", "approvals", ["asked_by_id", "asked_at"], unique=False)
    op.create_index("ix_approvals_order", "approvals", ["order_id"], unique=False)
    op.create_index(
        "ix_approvals_pending", "approvals", ["asked_at"], unique=False, postgresql_where="status = 'pending'"
    )
    op.create_table(
        "credit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payment_method_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_credit_entries_order_id")),
        sa.ForeignKeyConstraint(
            ["payment_method_id"], ["payment_methods.id"], name=op.f("fk_credit_entries_payment_method_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_entries")),
    )
    op.create_index("ix_credit_entries_method", "credit_entries", ["payment_method_id", "at"], unique=False)
    op.create_table(
        "disputes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("payment_method_id", sa.Uuid(), nullable=True),
        sa.Column("vendor", sa.Text(), nullable=True),
        sa.Column("external_ref", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Text(), server_default="", nullable=False),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'answered', 'won', 'lost', 'accepted')", name=op.f("ck_disputes_status")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_disputes_amount")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_disputes_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_disputes_order_id")),
        sa.ForeignKeyConstraint(
            ["payment_method_id"], ["payment_methods.id"], name=op.f("fk_disputes_payment_method_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("vendor", "external_ref", name=op.f("uq_disputes_vendor_external_ref")),
    )
    op.create_index("ix_disputes_customer", "disputes", ["customer_id", "opened_at"], unique=False)
    op.create_index(
        "ix_disputes_open", "disputes", ["respond_by"], unique=False, postgresql_where="status IN ('open', 'answered')"
    )
    op.create_index("ix_disputes_order", "disputes", ["order_id"], unique=False)
    op.create_table(
        "exchanges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("settle_with_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('store', 'mail', 'drop_off', 'digital')", name=op.f("ck_exchanges_channel")),
        sa.CheckConstraint(
            "status IN ('requested', 'received', 'completed', 'rejected', 'cancelled')",
            name=op.f("ck_exchanges_status"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_exchanges_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_exchanges_order_id")),
        sa.ForeignKeyConstraint(["settle_with_id"], ["payment_methods.id"], name=op.f("fk_exchanges_settle_with_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchanges")),
    )
    op.create_index("ix_exchanges_order", "exchanges", ["order_id"], unique=False)
    op.create_table(
        "identity_levels",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 2", name=op.f("ck_identity_levels_level")),
        sa.ForeignKeyConstraint(["check_id"], ["identity_checks.id"], name=op.f("fk_identity_levels_check_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_identity_levels_customer_id")),
        sa.PrimaryKeyConstraint("session_id", "customer_id", name=op.f("pk_identity_levels")),
    )
    op.create_table(
        "outbound_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), server_default="", nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("vendor_ref", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("channel IN ('email', 'sms')", name=op.f("ck_outbound_messages_channel")),
        sa.CheckConstraint(
            "status IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'unknown', 'skipped')",
            name=op.f("ck_outbound_messages_status"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_outbound_messages_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_outbound_messages_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbound_messages")),
    )
    op.create_index("ix_outbound_messages_customer", "outbound_messages", ["customer_id", "queued_at"], unique=False)
    op.create_index("ix_outbound_messages_once", "outbound_messages", ["event_id", "template", "channel"], unique=True)
    op.create_index("ix_outbound_messages_vendor_ref", "outbound_messages", ["vendor_ref"], unique=False)
    op.create_index(
        "ix_outbound_messages_waiting",
        "outbound_messages",
        ["queued_at"],
        unique=False,
        postgresql_where="status IN ('queued', 'sending')",
    )
    op.create_table(
        "payment_intents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("payment_method_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("original", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("vendor_ref", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('authorised', 'captured', 'refunded', 'voided')", name=op.f("ck_payment_intents_kind")
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'settled', 'refused', 'dropped')", name=op.f("ck_payment_intents_status")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_intents_amount")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_payment_intents_customer_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["payment_entries.id"], name=op.f("fk_payment_intents_follows_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payment_intents_order_id")),
        sa.ForeignKeyConstraint(
            ["payment_method_id"], ["payment_methods.id"], name=op.f("fk_payment_intents_payment_method_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_intents")),
    )
    op.create_index("ix_payment_intents_order", "payment_intents", ["order_id", "created_at"], unique=False)
    op.create_index(
        "ix_payment_intents_open",
        "payment_intents",
        ["created_at"],
        unique=False,
        postgresql_where="status IN ('pending', 'refused') OR problem <> ''",
    )
    op.create_index("ix_payment_intents_vendor_ref", "payment_intents", ["vendor_ref"], unique=False)
    op.create_table(
        "quotes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("status IN ('open', 'ordered', 'withdrawn')", name=op.f("ck_quotes_status")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_quotes_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_quotes_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("number", name=op.f("uq_quotes_number")),
    )
    op.create_index("ix_quotes_customer", "quotes", ["customer_id", "made_at"], unique=False)
    op.create_table(
        "watchers",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("subject_kind IN ('customer', 'order')", name=op.f("ck_watchers_subject_kind")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_members.id"], name=op.f("fk_watchers_staff_id")),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", "staff_id", name=op.f("pk_watchers")),
    )
    op.create_table(
        "allowances",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("approval_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_allowances_amount")),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_allowances_approval_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_allowances_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_allowances_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowances")),
    )
    op.create_index("ix_allowances_actor", "allowances", ["actor_id", "currency", "at"], unique=False)
    op.create_index("ix_allowances_customer", "allowances", ["customer_id", "currency", "at"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("return_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('attachment', 'return_label', 'evidence', 'export')", name=op.f("ck_documents_kind")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_documents_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_documents_order_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_documents_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index("ix_documents_customer", "documents", ["customer_id", "made_at"], unique=False)
    op.create_index("ix_documents_order", "documents", ["order_id"], unique=False)
    op.create_table(
        "dispute_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.Text(), server_default="", nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("pdf_document_id", sa.Uuid(), nullable=True),
        sa.Column("json_document_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_evidence_dispute_id")),
        sa.ForeignKeyConstraint(
            ["json_document_id"], ["documents.id"], name=op.f("fk_dispute_evidence_json_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["pdf_document_id"], ["documents.id"], name=op.f("fk_dispute_evidence_pdf_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_evidence")),
    )
    op.create_index("ix_dispute_evidence_dispute", "dispute_evidence", ["dispute_id"], unique=False)
    op.add_column("customers", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.add_column("customers", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_customers_merged_into",
        "customers",
        ["merged_into_id"],
        unique=False,
        postgresql_where="merged_into_id IS NOT NULL",
    )
    op.create_foreign_key(op.f("fk_customers_merged_into_id"), "customers", "customers", ["merged_into_id"], ["id"])
    op.add_column("order_adjustments", sa.Column("line_id", sa.Uuid(), nullable=True))
    op.add_column("order_adjustments", sa.Column("actor_id", sa.Uuid(), nullable=True))
    op.add_column("order_adjustments", sa.Column("actor_name", sa.Text(), server_default="", nullable=False))
    op.create_foreign_key(op.f("fk_order_adjustments_line_id"), "order_adjustments", "order_lines", ["line_id"], ["id"])
    op.add_column("order_lines", sa.Column("discount", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("order_lines", sa.Column("credited", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("order_lines", sa.Column("tax", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("order_lines", sa.Column("tax_millionths", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("order_lines", sa.Column("kind", sa.Text(), server_default="sold", nullable=False))
    op.add_column("order_lines", sa.Column("exchange_id", sa.Uuid(), nullable=True))
    op.add_column("order_lines", sa.Column("replaces_line_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_order_lines_replaces_line_id"), "order_lines", "order_lines", ["replaces_line_id"], ["id"]
    )
    op.create_foreign_key(op.f("fk_order_lines_exchange_id"), "order_lines", "exchanges", ["exchange_id"], ["id"])
    op.add_column("payment_entries", sa.Column("follows_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_payment_entries_follows_id"), "payment_entries", "payment_entries", ["follows_id"], ["id"]
    )
    op.add_column("orders", sa.Column("fees", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("orders", sa.Column("placed_total", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("orders", sa.Column("taxation", sa.Text(), server_default="given", nullable=False))
    op.add_column("orders", sa.Column("given_tax", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("orders", sa.Column("given_net", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("orders", sa.Column("pickup_node_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_orders_pickup_node_id"), "orders", "nodes", ["pickup_node_id"], ["id"])
    op.add_column("orders", sa.Column("locker", sa.Text(), server_default="", nullable=False))
    op.add_column("return_lines", sa.Column("reason", sa.Text(), server_default="", nullable=False))
    op.add_column("return_lines", sa.Column("amount", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("return_lines", sa.Column("fee_millionths", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("return_lines", sa.Column("received", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("return_lines", sa.Column("accepted", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("return_lines", sa.Column("condition", sa.Text(), server_default="", nullable=False))
    op.add_column("return_lines", sa.Column("credited", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("returns", sa.Column("number", sa.Text(), nullable=True))
    op.add_column("returns", sa.Column("exchange_id", sa.Uuid(), nullable=True))
    op.add_column("returns", sa.Column("fee", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("returns", sa.Column("refund_to_id", sa.Uuid(), nullable=True))
    op.add_column("returns", sa.Column("refund_at", sa.Text(), server_default="receipt", nullable=False))
    op.add_column("returns", sa.Column("node_id", sa.Uuid(), nullable=True))
    op.add_column("returns", sa.Column("drop_off", sa.Text(), server_default="", nullable=False))
    op.add_column("returns", sa.Column("carrier", sa.Text(), server_default="", nullable=False))
    op.add_column("returns", sa.Column("tracking_number", sa.Text(), server_default="", nullable=False))
    op.add_column("returns", sa.Column("requested_by", sa.Text(), server_default="", nullable=False))
    op.add_column("returns", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("returns", sa.Column("received_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("returns", sa.Column("credited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("returns", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("returns", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    op.create_unique_constraint(op.f("uq_returns_number"), "returns", ["number"])
    op.create_foreign_key(op.f("fk_returns_exchange_id"), "returns", "exchanges", ["exchange_id"], ["id"])
    op.create_foreign_key(op.f("fk_returns_refund_to_id"), "returns", "payment_methods", ["refund_to_id"], ["id"])
    op.create_foreign_key(op.f("fk_returns_node_id"), "returns", "nodes", ["node_id"], ["id"])
    op.execute("CREATE SEQUENCE return_numbers START 1001")
    op.execute("CREATE SEQUENCE quote_numbers START 1001")
    op.execute(
        "INSERT INTO credit_entries (id, payment_method_id, amount, currency, reason, at) "
        "SELECT gen_random_uuid(), id, balance, balance_currency, 'opening', now() FROM payment_methods WHERE balance > 0"
    )
    for statement in _PRICES:
        op.execute(statement)
    op.drop_constraint(op.f("ck_order_adjustments_kind"), "order_adjustments", type_="check")
    for (table, name), condition in _CHECKS.items():
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)
    for role, rights in _RIGHTS.items():
        names = ", ".join(f"'{right}'" for right in rights)
        op.execute(
            f"UPDATE roles SET permissions = permissions || to_jsonb(ARRAY[{names}]), version = version + 1 "
            f"WHERE role = '{role}'"
        )
    for table in _FINAL:
        op.execute(
            f"CREATE TRIGGER {table}_are_final BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    for table in _NEVER_EMPTIED:
        op.execute(
            f"CREATE TRIGGER {table}_are_never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in _NEVER_EMPTIED:
        op.execute(f"DROP TRIGGER {table}_are_never_emptied ON {table}")
    for table in _FINAL:
        op.execute(f"DROP TRIGGER {table}_are_final ON {table}")
    for role, rights in _RIGHTS.items():
        taken = " ".join(f"- '{right}'" for right in rights)
        op.execute(f"UPDATE roles SET permissions = permissions {taken} WHERE role = '{role}'")
    for table, name in _CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.execute(f"UPDATE order_adjustments SET kind = 'manual' WHERE NOT ({_KINDS_BEFORE})")
    op.create_check_constraint(op.f("ck_order_adjustments_kind"), "order_adjustments", _KINDS_BEFORE)
    op.execute("DROP SEQUENCE quote_numbers")
    op.execute("DROP SEQUENCE return_numbers")
    op.drop_constraint(op.f("fk_payment_entries_follows_id"), "payment_entries", type_="foreignkey")
    op.drop_column("payment_entries", "follows_id")
    op.drop_constraint(op.f("fk_returns_node_id"), "returns", type_="foreignkey")
    op.drop_constraint(op.f("fk_returns_refund_to_id"), "returns", type_="foreignkey")
    op.drop_constraint(op.f("fk_returns_exchange_id"), "returns", type_="foreignkey")
    op.drop_constraint(op.f("uq_returns_number"), "returns", type_="unique")
    op.drop_column("returns", "version")
    op.drop_column("returns", "closed_at")
    op.drop_column("returns", "credited_at")
    op.drop_column("returns", "received_at")
    op.drop_column("returns", "expires_at")
    op.drop_column("returns", "requested_by")
    op.drop_column("returns", "tracking_number")
    op.drop_column("returns", "carrier")
    op.drop_column("returns", "drop_off")
    op.drop_column("returns", "node_id")
    op.drop_column("returns", "refund_at")
    op.drop_column("returns", "refund_to_id")
    op.drop_column("returns", "fee")
    op.drop_column("returns", "exchange_id")
    op.drop_column("returns", "number")
    op.drop_column("return_lines", "credited")
    op.drop_column("return_lines", "condition")
    op.drop_column("return_lines", "accepted")
    op.drop_column("return_lines", "received")
    op.drop_column("return_lines", "fee_millionths")
    op.drop_column("return_lines", "amount")
    op.drop_column("return_lines", "reason")
    op.drop_constraint(op.f("fk_orders_pickup_node_id"), "orders", type_="foreignkey")
    op.drop_column("orders", "pickup_node_id")
    op.drop_column("orders", "locker")
    op.drop_column("orders", "given_net")
    op.drop_column("orders", "given_tax")
    op.drop_column("orders", "taxation")
    op.drop_column("orders", "placed_total")
    op.drop_column("orders", "fees")
    op.drop_constraint(op.f("fk_order_lines_exchange_id"), "order_lines", type_="foreignkey")
    op.drop_constraint(op.f("fk_order_lines_replaces_line_id"), "order_lines", type_="foreignkey")
    op.drop_column("order_lines", "replaces_line_id")
    op.drop_column("order_lines", "exchange_id")
    op.drop_column("order_lines", "kind")
    op.drop_column("order_lines", "tax_millionths")
    op.drop_column("order_lines", "tax")
    op.drop_column("order_lines", "credited")
    op.drop_column("order_lines", "discount")
    op.drop_constraint(op.f("fk_order_adjustments_line_id"), "order_adjustments", type_="foreignkey")
    op.drop_column("order_adjustments", "actor_name")
    op.drop_column("order_adjustments", "actor_id")
    op.drop_column("order_adjustments", "line_id")
    op.drop_constraint(op.f("fk_customers_merged_into_id"), "customers", type_="foreignkey")
    op.drop_index("ix_customers_merged_into", table_name="customers", postgresql_where="merged_into_id IS NOT NULL")
    op.drop_column("customers", "erased_at")
    op.drop_column("customers", "merged_into_id")
    op.drop_index("ix_dispute_evidence_dispute", table_name="dispute_evidence")
    op.drop_table("dispute_evidence")
    op.drop_index("ix_documents_order", table_name="documents")
    op.drop_index("ix_documents_customer", table_name="documents")
    op.drop_table("documents")
    op.drop_index("ix_allowances_customer", table_name="allowances")
    op.drop_index("ix_allowances_actor", table_name="allowances")
    op.drop_table("allowances")
    op.drop_table("watchers")
    op.drop_index("ix_quotes_customer", table_name="quotes")
    op.drop_table("quotes")
    op.drop_index("ix_payment_intents_vendor_ref", table_name="payment_intents")
    op.drop_index("ix_payment_intents_open", table_name="payment_intents")
    op.drop_index("ix_payment_intents_order", table_name="payment_intents")
    op.drop_table("payment_intents")
    op.drop_index(
        "ix_outbound_messages_waiting",
        table_name="outbound_messages",
        postgresql_where="status IN ('queued', 'sending')",
    )
    op.drop_index("ix_outbound_messages_vendor_ref", table_name="outbound_messages")
    op.drop_index("ix_outbound_messages_once", table_name="outbound_messages")
    op.drop_index("ix_outbound_messages_customer", table_name="outbound_messages")
    op.drop_table("outbound_messages")
    op.drop_table("identity_levels")
    op.drop_index("ix_exchanges_order", table_name="exchanges")
    op.drop_table("exchanges")
    op.drop_index("ix_disputes_order", table_name="disputes")
    op.drop_index("ix_disputes_open", table_name="disputes", postgresql_where="status IN ('open', 'answered')")
    op.drop_index("ix_disputes_customer", table_name="disputes")
    op.drop_table("disputes")
    op.drop_index("ix_credit_entries_method", table_name="credit_entries")
    op.drop_table("credit_entries")
    op.drop_index("ix_approvals_pending", table_name="approvals", postgresql_where="status = 'pending'")
    op.drop_index("ix_approvals_order", table_name="approvals")
    op.drop_index("ix_approvals_asked_by", table_name="approvals")
    op.drop_table("approvals")
    op.drop_index("ix_identity_checks_customer", table_name="identity_checks")
    op.drop_table("identity_checks")
    op.drop_index("ix_webhook_deliveries_received", table_name="webhook_deliveries")
    op.drop_table("webhook_deliveries")
    op.drop_index("ix_tax_rates_place", table_name="tax_rates")
    op.drop_table("tax_rates")
    op.drop_table("signed_heads")
