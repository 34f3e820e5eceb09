"""Agents and what is offered to them, queues, business calendars, service levels and their clocks."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "6c1d9e4b7a35"
down_revision = "7a4e2c9b51d8"
branch_labels = None
depends_on = None

_RIGHTS = {"supervisor": ["agents.manage", "queues.manage"]}
_DAY = ["08:00-20:00"]
_HOURS = {"mon": _DAY, "tue": _DAY, "wed": _DAY, "thu": _DAY, "fri": _DAY, "sat": ["09:00-18:00"]}
_HOLIDAYS = ["2026-12-25", "2027-01-01", "2027-12-25", "2028-01-01"]
# Name, English, French, minutes to the first answer, the next ones and the end.
_LEVELS = (
    ("urgent", "Urgent", "Urgent", 15, 30, 240),
    ("gold", "Gold", "Or", 60, 60, 480),
    ("standard", "Standard", "Standard", 240, 240, 1440),
    ("next day", "Next day", "Lendemain", 720, 720, 2160),
)
_QUEUES = (
    ("general", "General", "Général", "standard", None),
    ("orders", "Orders", "Commandes", "standard", "general"),
    ("delivery", "Delivery", "Livraison", "standard", "general"),
    ("returns", "Returns", "Retours", "standard", "general"),
    ("payments", "Payments", "Paiements", "standard", None),
    ("care", "Customer care", "Service clients", "standard", None),
    ("vip", "VIP", "VIP", "gold", None),
    ("senior", "Senior agents", "Agents confirmés", "standard", None),
)


def upgrade() -> None:
    _calendars()
    _levels()
    _queues()
    _clocks()
    _agents()
    _offers()
    _settings()
    op.add_column("cases", sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE cases SET queued_at = opened_at")
    op.alter_column("cases", "queued_at", nullable=False)
    closed = sa.text("closed_at IS NOT NULL")
    op.create_index("ix_cases_closed", "cases", ["owner_id", "closed_at"], postgresql_where=closed)
    for role, rights in _RIGHTS.items():
        names = ", ".join(f"'{right}'" for right in rights)
        op.execute(
            f"UPDATE roles SET permissions = permissions || to_jsonb(ARRAY[{names}]), version = version + 1 "
            f"WHERE role = '{role}'"
        )


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.BigInteger(), server_default="1", nullable=False)


def _calendars() -> None:
    op.create_table(
        "business_calendars",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", JSONB(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("hours", JSONB(), nullable=False),
        sa.Column("holidays", JSONB(), nullable=False),
        _version(),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_business_calendars")),
    )
    write = sa.text(
        "INSERT INTO business_calendars (name, label, time_zone, hours, holidays)"
        " VALUES ('desk', CAST(:label AS jsonb), 'Europe/Paris', CAST(:hours AS jsonb), CAST(:holidays AS jsonb))"
    )
    label = json.dumps({"en": "Service desk", "fr": "Service clients"})
    op.execute(write.bindparams(label=label, hours=json.dumps(_HOURS), holidays=json.dumps(_HOLIDAYS)))


def _levels() -> None:
    op.create_table(
        "service_levels",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", JSONB(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        *(sa.Column(kind, sa.BigInteger(), nullable=True) for kind in ("first_answer", "next_answer", "resolution")),
        sa.Column("warn_at", sa.BigInteger(), server_default="80", nullable=False),
        _version(),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_levels")),
        sa.ForeignKeyConstraint(["calendar"], ["business_calendars.name"], name=op.f("fk_service_levels_calendar")),
        sa.CheckConstraint(
            "first_answer > 0 AND next_answer > 0 AND resolution > 0", name=op.f("ck_service_levels_minutes")
        ),
        sa.CheckConstraint("warn_at BETWEEN 1 AND 99", name=op.f("ck_service_levels_warn_at")),
    )
    write = sa.text(
        "INSERT INTO service_levels (name, label, calendar, first_answer, next_answer, resolution)"
        " VALUES (:name, CAST(:label AS jsonb), 'desk', :first, :next, :resolution)"
    )
    for name, en, fr, first, next_, resolution in _LEVELS:
        label = json.dumps({"en": en, "fr": fr})
        op.execute(write.bindparams(name=name, label=label, first=first, next=next_, resolution=resolution))


def _queues() -> None:
    op.create_table(
        "queues",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", JSONB(), nullable=False),
        sa.Column("service_level", sa.Text(), server_default="", nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.Column("relax_after", sa.BigInteger(), nullable=True),
        sa.Column("overflow_after", sa.BigInteger(), nullable=True),
        sa.Column("overflow_queue", sa.Text(), nullable=True),
        _version(),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_queues")),
        sa.ForeignKeyConstraint(["calendar"], ["business_calendars.name"], name=op.f("fk_queues_calendar")),
        sa.ForeignKeyConstraint(["overflow_queue"], ["queues.name"], name=op.f("fk_queues_overflow_queue")),
        sa.CheckConstraint("relax_after > 0 AND overflow_after > 0", name=op.f("ck_queues_seconds")),
        sa.CheckConstraint("(overflow_after IS NULL) = (overflow_queue IS NULL)", name=op.f("ck_queues_overflow")),
    )
    write = sa.text(
        "INSERT INTO queues (name, label, service_level, calendar, relax_after, overflow_after, overflow_queue)"
        " VALUES (:name, CAST(:label AS jsonb), :level, 'desk', 300, :after, :overflow)"
    )
    for name, en, fr, level, overflow in _QUEUES:
        label, after = json.dumps({"en": en, "fr": fr}), 3600 if overflow else None
        op.execute(write.bindparams(name=name, label=label, level=level, after=after, overflow=overflow))


def _clocks() -> None:
    op.create_table(
        "case_clocks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("service_level", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        *(
            sa.Column(f"{name}_at", sa.DateTime(timezone=True), nullable=False)
            for name in ("started", "due", "warn", "changed")
        ),
        sa.Column("left", sa.BigInteger(), nullable=True),
        *(
            sa.Column(f"{name}_at", sa.DateTime(timezone=True), nullable=True)
            for name in ("paused", "warned", "breached", "met", "cancelled")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clocks")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_clocks_case_id")),
        sa.CheckConstraint("kind IN ('first_answer', 'next_answer', 'resolution')", name=op.f("ck_case_clocks_kind")),
    )
    running = "met_at IS NULL AND cancelled_at IS NULL"
    op.create_index(
        "uq_case_clocks_running", "case_clocks", ["case_id", "kind"], unique=True, postgresql_where=sa.text(running)
    )
    op.create_index("ix_case_clocks_case", "case_clocks", ["case_id"])
    due = sa.text(f"{running} AND paused_at IS NULL AND breached_at IS NULL")
    op.create_index("ix_case_clocks_due", "case_clocks", ["due_at"], postgresql_where=due)
    op.create_index("ix_case_clocks_kind", "case_clocks", ["kind", "due_at"])


def _agents() -> None:
    op.create_table(
        "agents",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("skills", JSONB(), server_default="[]", nullable=False),
        sa.Column("languages", JSONB(), server_default="[]", nullable=False),
        sa.Column("capacity", JSONB(), server_default="{}", nullable=False),
        sa.Column("calls_alone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("wrap_up", sa.BigInteger(), server_default="30", nullable=False),
        sa.Column("presence", sa.Text(), server_default="offline", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("online_at", "heartbeat_at", "last_offer_at", "wrapped_up_at")
        ),
        sa.Column("unanswered", sa.BigInteger(), server_default="0", nullable=False),
        _version(),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_agents")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_members.id"], name=op.f("fk_agents_staff_id")),
        sa.CheckConstraint("presence IN ('online', 'away', 'offline')", name=op.f("ck_agents_presence")),
        sa.CheckConstraint("reason IN ('', 'silent', 'unanswered', 'signed_out')", name=op.f("ck_agents_reason")),
        sa.CheckConstraint("wrap_up BETWEEN 0 AND 3600", name=op.f("ck_agents_wrap_up")),
    )


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("without", JSONB(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_offers_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["agents.staff_id"], name=op.f("fk_offers_staff_id")),
        sa.CheckConstraint(
            "status IN ('offered', 'accepted', 'declined', 'expired', 'withdrawn')", name=op.f("ck_offers_status")
        ),
    )
    live = sa.text("status = 'offered'")
    op.create_index("uq_offers_live", "offers", ["case_id"], unique=True, postgresql_where=live)
    op.create_index("uq_offers_live_of_agent", "offers", ["staff_id"], unique=True, postgresql_where=live)
    op.create_index("ix_offers_case", "offers", ["case_id", "offered_at"])


def _settings() -> None:
    seconds = {
        "accept_live": 20,
        "accept": 60,
        "unanswered_most": 3,
        "silent_after": 45,
        "grace_live": 30,
        "grace": 900,
    }
    op.create_table(
        "assignment_settings",
        sa.Column("id", sa.BigInteger(), server_default="1", nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), server_default=str(value), nullable=False)
            for name, value in seconds.items()
        ),
        _version(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_settings")),
        sa.CheckConstraint("id = 1", name=op.f("ck_assignment_settings_one")),
    )
    op.execute("INSERT INTO assignment_settings DEFAULT VALUES")


def downgrade() -> None:
    for role, rights in _RIGHTS.items():
        taken = " ".join(f"- '{right}'" for right in rights)
        op.execute(f"UPDATE roles SET permissions = permissions {taken} WHERE role = '{role}'")
    op.drop_index("ix_cases_closed", "cases")
    op.drop_column("cases", "queued_at")
    tables = (
        "assignment_settings",
        "offers",
        "agents",
        "case_clocks",
        "queues",
        "service_levels",
        "business_calendars",
    )
    for table in tables:
        op.drop_table(table)
