"""Messages that are switched off; consent to surveys; parcels that wait to be fetched; a right for connectors."""

import sqlalchemy as sa
from alembic import op

revision = "b7d02e95c1f4"
down_revision = "f4a81c6d20b9"
branch_labels = None
depends_on = None

_WAITS = "status = 'delivered' AND reminded_at IS NULL"
_STATES = ("shipped", "in_transit", "out_for_delivery", "delivered", "exception", "returned")


def upgrade() -> None:
    op.create_table(
        "template_switches",
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("template", name=op.f("pk_template_switches")),
    )
    _consents("'service', 'survey', 'marketing'")
    days = sa.Column("pickup_days", sa.BigInteger(), server_default="0", nullable=False)
    op.add_column("delivery_settings", days)
    op.add_column("shipments", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_shipments_arrived", "shipments", ["delivered_at"], postgresql_where=sa.text(_WAITS))
    _states((*_STATES, "fetched"))
    # Whoever managed connectors until now goes on to do so.
    op.execute(
        "UPDATE roles SET permissions = permissions || to_jsonb(ARRAY['connectors.manage']), version = version + 1 "
        "WHERE permissions ? 'webhooks.manage' AND NOT permissions ? 'connectors.manage'"
    )
    op.execute(
        "UPDATE api_keys SET scopes = scopes || to_jsonb(ARRAY['connectors.manage']) "
        "WHERE scopes ? 'webhooks.manage' AND NOT scopes ? 'connectors.manage'"
    )


def _consents(purposes: str) -> None:
    op.drop_constraint(op.f("ck_consents_purpose"), "consents", type_="check")
    op.create_check_constraint(op.f("ck_consents_purpose"), "consents", f"purpose IN ({purposes})")


def _states(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in states)
    op.drop_constraint(op.f("ck_shipments_status"), "shipments", type_="check")
    op.create_check_constraint(op.f("ck_shipments_status"), "shipments", f"status IN ({listed})")


def downgrade() -> None:
    op.execute("UPDATE roles SET permissions = permissions - 'connectors.manage'")
    op.execute("UPDATE api_keys SET scopes = scopes - 'connectors.manage'")
    op.execute("UPDATE shipments SET status = 'delivered' WHERE status = 'fetched'")
    _states(_STATES)
    op.drop_index("ix_shipments_arrived", table_name="shipments")
    op.drop_column("shipments", "reminded_at")
    op.drop_column("delivery_settings", "pickup_days")
    op.execute("DELETE FROM consents WHERE purpose = 'survey'")
    _consents("'service', 'marketing'")
    op.drop_table("template_switches")
