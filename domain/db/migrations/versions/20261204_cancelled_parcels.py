"""Parcels that were announced and did not leave after all."""

from alembic import op

revision = "d3b80a5f61c7"
down_revision = "c91d4e07b2a8"
branch_labels = None
depends_on = None

_STATES = ("shipped", "in_transit", "out_for_delivery", "delivered", "fetched", "exception", "returned")


def upgrade() -> None:
    _states((*_STATES, "cancelled"))


def downgrade() -> None:
    # A parcel that did not leave is no parcel to what knows no cancelled ones.
    for table in ("shipment_lines", "shipment_scans"):
        op.execute(
            f"DELETE FROM {table} AS held USING shipments WHERE shipments.id = held.shipment_id AND shipments.status = 'cancelled'"
        )
    op.execute("DELETE FROM shipments WHERE status = 'cancelled'")
    _states(_STATES)


def _states(states: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_shipments_status"), "shipments", type_="check")
    op.create_check_constraint(op.f("ck_shipments_status"), "shipments", f"status IN {states!r}")
