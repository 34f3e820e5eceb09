"""When messages may go and where nothing arrives; how people are alerted who are away; what rules say of events."""

import sqlalchemy as sa
from alembic import op

revision = "f4a81c6d20b9"
down_revision = "e4b1d7c83a50"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_TROUBLED = sa.text("status IN ('failed', 'unknown')")


def upgrade() -> None:
    _messages()
    _settings()
    op.create_table(
        "event_reactions",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_reactions")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_event_reactions_decision_id")),
    )
    _preferences()
    _notices()


def _messages() -> None:
    op.add_column("outbound_messages", sa.Column("fall_back_of", sa.Uuid(), nullable=True))
    op.add_column("outbound_messages", sa.Column("not_before", _TIME, nullable=True))
    op.create_foreign_key(
        op.f("fk_outbound_messages_fall_back_of"),
        "outbound_messages",
        "outbound_messages",
        ["fall_back_of"],
        ["id"],
    )
    op.create_index("ix_outbound_messages_fall_back", "outbound_messages", ["fall_back_of"], unique=True)
    held = sa.text("not_before IS NOT NULL")
    op.create_index("ix_outbound_messages_held", "outbound_messages", ["not_before"], postgresql_where=held)
    op.create_index("ix_outbound_messages_listed", "outbound_messages", ["queued_at", "id"])
    op.create_index(
        "ix_outbound_messages_troubled", "outbound_messages", ["queued_at", "id"], postgresql_where=_TROUBLED
    )
    op.create_table(
        "unreachable_addresses",
        _text("channel"),
        _text("address"),
        _text("problem"),
        sa.Column("since", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_unreachable_addresses")),
    )


def _settings() -> None:
    op.create_table(
        "delivery_settings",
        _number("id", "1"),
        _number("quiet_from", "1260"),
        _number("quiet_until", "480"),
        sa.Column("quiet_email", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _number("cap_sms", "6"),
        _number("cap_email", "12"),
        _number("cap_hours", "24"),
        _number("version", "1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_settings")),
        sa.CheckConstraint("id = 1", name=op.f("ck_delivery_settings_one")),
    )
    op.execute("INSERT INTO delivery_settings DEFAULT VALUES")


def _preferences() -> None:
    op.create_table(
        "alert_preferences",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        _text("channel"),
        _text("phone"),
        _text("least"),
        *(_number(name) for name in ("away_after", "quiet_from", "quiet_until", "gather")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_alert_preferences")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_members.id"], name=op.f("fk_alert_preferences_staff_id")),
        sa.CheckConstraint("channel IN ('', 'email', 'sms')", name=op.f("ck_alert_preferences_channel")),
        sa.CheckConstraint("least IN ('info', 'warning', 'critical')", name=op.f("ck_alert_preferences_least")),
        sa.CheckConstraint("channel <> 'sms' OR phone <> ''", name=op.f("ck_alert_preferences_phone")),
    )


def _notices() -> None:
    op.create_table(
        "staff_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        _text("channel"),
        _text("status"),
        *(_text(name, "") for name in ("address", "subject", "body")),
        _number("attempts", "0"),
        _text("problem", ""),
        sa.Column("vendor_ref", sa.Text(), nullable=True),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("tried_at", _TIME, nullable=True),
        sa.Column("sent_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_notices")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_members.id"], name=op.f("fk_staff_notices_staff_id")),
        sa.CheckConstraint("channel IN ('email', 'sms')", name=op.f("ck_staff_notices_channel")),
        sa.CheckConstraint(
            "status IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')",
            name=op.f("ck_staff_notices_status"),
        ),
    )
    waiting, open_ = sa.text("status = 'waiting'"), sa.text("status IN ('waiting', 'sending', 'unknown')")
    op.create_index("uq_staff_notices_waiting", "staff_notices", ["staff_id"], unique=True, postgresql_where=waiting)
    op.create_index("ix_staff_notices_staff", "staff_notices", ["staff_id", "due_at"])
    op.create_index("ix_staff_notices_open", "staff_notices", ["due_at"], postgresql_where=open_)
    op.create_table(
        "staff_notice_alerts",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("staff_id", "alert_id", "notice_id")),
        sa.PrimaryKeyConstraint("staff_id", "alert_id", name=op.f("pk_staff_notice_alerts")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_members.id"], name=op.f("fk_staff_notice_alerts_staff_id")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_staff_notice_alerts_alert_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["staff_notices.id"], name=op.f("fk_staff_notice_alerts_notice_id")),
    )
    op.create_index("ix_staff_notice_alerts_notice", "staff_notice_alerts", ["notice_id"])


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _number(name: str, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), server_default=default, nullable=False)


def downgrade() -> None:
    for table in ("staff_notice_alerts", "staff_notices", "alert_preferences", "event_reactions"):
        op.drop_table(table)
    op.drop_table("delivery_settings")
    op.drop_table("unreachable_addresses")
    for index in ("troubled", "listed", "held", "fall_back"):
        op.drop_index(f"ix_outbound_messages_{index}", table_name="outbound_messages")
    op.drop_constraint(op.f("fk_outbound_messages_fall_back_of"), "outbound_messages", type_="foreignkey")
    op.drop_column("outbound_messages", "not_before")
    op.drop_column("outbound_messages", "fall_back_of")
