"""Rules as drafts and versions, decisions, and cases; the rights that come with them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "5b7e2d94c1f6"
down_revision = "3d5c1a7e9b20"
branch_labels = None
depends_on = None

_FAMILY = "family IN ('routing', 'alerting', 'policy', 'sourcing')"
_AGENT = ["cases.read", "cases.write", "rules.read"]
_RIGHTS = {
    "agent": _AGENT,
    "associate": _AGENT,
    "merchandiser": [
        "rules.read",
        "rules.routing.draft",
        "rules.alerting.draft",
        "rules.policy.draft",
        "rules.sourcing.draft",
        "rules.sourcing.review",
        "rules.sourcing.publish",
    ],
    "supervisor": [
        *_AGENT,
        *(f"rules.{family}.{verb}" for family in ("routing", "alerting", "policy") for verb in ("draft", "review")),
        *(f"rules.{family}.publish" for family in ("routing", "alerting", "policy")),
        "rules.sourcing.draft",
        "rules.sourcing.review",
    ],
}
_FINAL = ("rule_versions", "rule_activations")  # decisions hold facts about people, which can be erased


def _uuid(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, JSONB(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.BigInteger(), server_default="1", nullable=False)


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    _rules()
    _decisions()
    _cases()
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
        op.execute(
            f"CREATE TRIGGER {table}_are_never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _rules() -> None:
    op.create_table(
        "rule_versions",
        _uuid("id", nullable=False),
        _text("family"),
        sa.Column("number", sa.BigInteger(), nullable=False),
        _text("title"),
        _json("document"),
        _json("examples"),
        *map(_text, ("digest", "written_by", "reviewed_by")),
        _uuid("published_by_id"),
        _text("published_by"),
        _time("published_at"),
        _key("rule_versions"),
        sa.UniqueConstraint("family", "number", name=op.f("uq_rule_versions_family_number")),
        _check("rule_versions", "family", _FAMILY),
    )
    op.create_table(
        "rule_activations",
        _uuid("id", nullable=False),
        _text("family"),
        _uuid("version_id", nullable=False),
        _text("kind"),
        _time("starts_at"),
        _text("reason", ""),
        _uuid("actor_id"),
        _text("actor_name"),
        _time("at"),
        _key("rule_activations"),
        _belongs("rule_activations", "version_id", "rule_versions"),
        _check("rule_activations", "family", _FAMILY),
        _check("rule_activations", "kind", "kind IN ('publish', 'rollback')"),
    )
    op.create_index("ix_rule_activations_family", "rule_activations", ["family", "starts_at", "id"])
    op.create_table(
        "rule_drafts",
        _uuid("id", nullable=False),
        *map(_text, ("family", "title")),
        _uuid("base_version_id"),
        *map(_json, ("document", "examples")),
        _text("status", "open"),
        _json("writers"),
        _time("made_at"),
        _text("changed_by"),
        _time("changed_at"),
        _text("submitted_by", ""),
        _time("submitted_at", nullable=True),
        _uuid("reviewed_by_id"),
        _text("reviewed_by", ""),
        _time("reviewed_at", nullable=True),
        _text("review_note", ""),
        _version(),
        _key("rule_drafts"),
        _belongs("rule_drafts", "base_version_id", "rule_versions"),
        _check("rule_drafts", "family", _FAMILY),
        _check("rule_drafts", "status", "status IN ('open', 'in_review', 'approved', 'published', 'discarded')"),
    )
    op.create_index("ix_rule_drafts_family", "rule_drafts", ["family", "changed_at"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        _uuid("id", nullable=False),
        _text("family"),
        _uuid("version_id"),
        *map(_text, ("version_name", "subject_kind")),
        *map(_uuid, ("subject_id", "customer_id", "order_id")),
        *map(_json, ("facts", "fired", "effects")),
        _text("answered_by"),
        sa.Column("microseconds", sa.BigInteger(), nullable=False),
        _time("at"),
        _key("decisions"),
        _belongs("decisions", "version_id", "rule_versions"),
        _belongs("decisions", "customer_id", "customers"),
        _belongs("decisions", "order_id", "orders"),
        _check("decisions", "family", _FAMILY),
    )
    op.create_index("ix_decisions_subject", "decisions", ["subject_kind", "subject_id", "at"])
    op.create_index("ix_decisions_family", "decisions", ["family", "at"])
    op.create_index("ix_decisions_customer", "decisions", ["customer_id", "at"])


def _cases() -> None:
    op.create_table(
        "cases",
        _uuid("id", nullable=False),
        *map(_text, ("number", "subject", "topic", "channel", "language")),
        *map(_uuid, ("customer_id", "order_id")),
        *map(_text, ("status", "queue")),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        *map(_json, ("skills", "tags")),
        _text("service_level", ""),
        *map(_uuid, ("owner_id", "decision_id")),
        _text("opened_by"),
        _time("opened_at"),
        _time("closed_at", nullable=True),
        _version(),
        _key("cases"),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
        _belongs("cases", "customer_id", "customers"),
        _belongs("cases", "order_id", "orders"),
        _belongs("cases", "owner_id", "staff_members"),
        _belongs("cases", "decision_id", "decisions"),
        _check("cases", "status", "status IN ('new', 'open', 'waiting', 'closed')"),
        _check("cases", "priority", "priority BETWEEN 1 AND 5"),
        _check("cases", "channel", "channel IN ('chat', 'phone', 'sms', 'email', 'store')"),
    )
    waiting = sa.text("status IN ('new', 'open')")
    op.create_index("ix_cases_waiting", "cases", ["queue", "priority", "opened_at"], postgresql_where=waiting)
    op.create_index("ix_cases_customer", "cases", ["customer_id", "opened_at"])
    op.create_index("ix_cases_order", "cases", ["order_id"])
    op.execute("CREATE SEQUENCE case_numbers START 1001")


def downgrade() -> None:
    for role, rights in _RIGHTS.items():
        taken = " ".join(f"- '{right}'" for right in rights)
        op.execute(f"UPDATE roles SET permissions = permissions {taken} WHERE role = '{role}'")
    op.execute("DROP SEQUENCE case_numbers")
    for table in ("cases", "decisions", "rule_drafts", "rule_activations", "rule_versions"):
        op.drop_table(table)
