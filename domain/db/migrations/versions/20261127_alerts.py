"""Alerts, who has seen them, what rules have fired on; and the version that a running case is routed by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "9a3f5c7d2e18"
down_revision = "9c3f6a0d72e5"
branch_labels = None
depends_on = None

_RIGHTS = {
    "agent": ["alerts.read"],
    "associate": ["alerts.read"],
    "merchandiser": ["alerts.read"],
    "supervisor": ["alerts.read", "alerts.oversee"],
}


def upgrade() -> None:
    _alerts()
    _readers()
    _firings()
    op.add_column("cases", sa.Column("routed_by_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_cases_routed_by_id"), "cases", "rule_versions", ["routed_by_id"], ["id"])
    op.execute(
        "UPDATE cases SET routed_by_id = decisions.version_id FROM decisions WHERE decisions.id = cases.decision_id"
    )
    for role, rights in _RIGHTS.items():
        names = ", ".join(f"'{right}'" for right in rights)
        op.execute(
            f"UPDATE roles SET permissions = permissions || to_jsonb(ARRAY[{names}]), version = version + 1 "
            f"WHERE role = '{role}'"
        )


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_name", JSONB(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("words", JSONB(), nullable=False),
        sa.Column("roles", JSONB(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in ("customer_id", "order_id", "case_id", "decision_id")),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_by_id", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), server_default="", nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_alerts_{column}"))
            for column, table in (
                ("customer_id", "customers"),
                ("order_id", "orders"),
                ("case_id", "cases"),
                ("decision_id", "decisions"),
            )
        ),
        sa.CheckConstraint("severity IN ('info', 'warning', 'critical')", name=op.f("ck_alerts_severity")),
    )
    unseen = sa.text("acknowledged_at IS NULL")
    op.create_index("ix_alerts_open", "alerts", ["made_at", "id"], postgresql_where=unseen)
    op.create_index("ix_alerts_made", "alerts", ["made_at", "id"])
    op.create_index("ix_alerts_customer", "alerts", ["customer_id", "made_at"])


def _readers() -> None:
    op.create_table(
        "alert_readers",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("alert_id", "staff_id", name=op.f("pk_alert_readers")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_readers_alert_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_members.id"], name=op.f("fk_alert_readers_staff_id")),
    )
    op.create_index("ix_alert_readers_staff", "alert_readers", ["staff_id", "alert_id"])


def _firings() -> None:
    op.create_table(
        "alert_firings",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject_kind", "subject_id", name=op.f("pk_alert_firings")),
    )
    standing = sa.text("subject_kind <> 'event'")
    op.create_index(
        "ix_alert_firings_standing", "alert_firings", ["subject_kind", "subject_id"], postgresql_where=standing
    )


def downgrade() -> None:
    for role, rights in _RIGHTS.items():
        taken = " ".join(f"- '{right}'" for right in rights)
        op.execute(f"UPDATE roles SET permissions = permissions {taken} WHERE role = '{role}'")
    op.drop_column("cases", "routed_by_id")
    for table in ("alert_firings", "alert_readers", "alerts"):
        op.drop_table(table)
