"""Why each line comes from where it comes from; what a node was given today is counted by an index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "8e3b6f12d0a4"
down_revision = "9a3f5c7d2e18"
branch_labels = None
depends_on = None


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _belongs(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_line_sourcings_{column}"))


def upgrade() -> None:
    op.create_table(
        "line_sourcings",
        *map(_uuid, ("id", "order_id", "order_line_id")),
        _uuid("node_id", nullable=True),
        _uuid("decision_id", nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("answer", JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_sourcings")),
        _belongs("order_id", "orders"),
        _belongs("order_line_id", "order_lines"),
        _belongs("node_id", "nodes"),
        _belongs("decision_id", "decisions"),
    )
    op.create_index("ix_line_sourcings_line", "line_sourcings", ["order_line_id", "at"])
    op.create_index("ix_line_sourcings_order", "line_sourcings", ["order_id", "at"])
    op.add_column("reservations", _uuid("sourcing_id", nullable=True))
    op.create_foreign_key(
        op.f("fk_reservations_sourcing_id"), "reservations", "line_sourcings", ["sourcing_id"], ["id"]
    )
    op.create_index("ix_reservations_made", "reservations", ["node_id", "made_at"])


def downgrade() -> None:
    op.drop_index("ix_reservations_made", "reservations")
    op.drop_column("reservations", "sourcing_id")
    op.drop_table("line_sourcings")
