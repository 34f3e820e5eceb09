"""What must not go unnoticed: alerts, who has seen them, and what stands so that nobody is told twice."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

SEVERITIES = ("info", "warning", "critical")
SUBJECTS = ("event", "case", "order", "customer", "dispute", "approval", "return", "sku", "engine")


class Alert(Base):
    """Something that people are told, in both languages. It is for everybody of `roles`, and for its readers by name.

    `rule` is the rule that said so, `decision_id` how that came about; "engine" subjects are the product's own.
    `acknowledged_at`: somebody sees to it.
    """

    __tablename__ = "alerts"
    __table_args__ = (
        Index("ix_alerts_open", "made_at", "id", postgresql_where="acknowledged_at IS NULL"),
        Index("ix_alerts_made", "made_at", "id"),
        Index("ix_alerts_customer", "customer_id", "made_at"),
        CheckConstraint("severity IN ('info', 'warning', 'critical')", name="severity"),
    )

    id: Mapped[Key]
    rule: Mapped[str]
    rule_name: Mapped[dict[str, str]]
    severity: Mapped[str]
    words: Mapped[dict[str, str]]
    roles: Mapped[list[str]]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    made_at: Mapped[datetime]
    acknowledged_by_id: Mapped[UUID | None]
    acknowledged_by: Mapped[str] = mapped_column(Text, server_default="")
    acknowledged_at: Mapped[datetime | None]


class AlertReader(Base):
    """Somebody whom an alert is for by name (`named`), or who has seen it: since `seen_at`."""

    __tablename__ = "alert_readers"
    __table_args__ = (Index("ix_alert_readers_staff", "staff_id", "alert_id"),)

    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alerts.id"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"), primary_key=True)
    named: Mapped[bool]
    seen_at: Mapped[datetime | None]


class AlertFiring(Base):
    """A rule has fired on a subject, and what it says was done. On an event that is for good; on anything else it
    stands `since` then until the rule no longer holds, so that it acts once each time.
    """

    __tablename__ = "alert_firings"
    __table_args__ = (
        Index("ix_alert_firings_standing", "subject_kind", "subject_id", postgresql_where="subject_kind <> 'event'"),
    )

    rule: Mapped[str] = mapped_column(Text, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(Text, primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class EventReaction(Base):
    """The alerting rules were asked about an event. `silent`: the customer is told nothing of it, as `decision_id`
    says.
    """

    __tablename__ = "event_reactions"

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    silent: Mapped[bool]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    at: Mapped[datetime]


class AlertPreferences(Base):
    """How somebody of staff is alerted: with a `sound` at the screen; by `channel` ("": not at all) once they have been
    away for `away_after` minutes, from `least` on, outside quiet hours (minutes of their day), and at most once in
    `gather` minutes.
    """

    __tablename__ = "alert_preferences"
    __table_args__ = (
        CheckConstraint("channel IN ('', 'email', 'sms')", name="channel"),
        CheckConstraint("least IN ('info', 'warning', 'critical')", name="least"),
        CheckConstraint("channel <> 'sms' OR phone <> ''", name="phone"),
    )

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"), primary_key=True)
    sound: Mapped[bool]
    channel: Mapped[str]
    phone: Mapped[str]
    least: Mapped[str]
    away_after: Mapped[int]
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]
    gather: Mapped[int]


class StaffNotice(Base):
    """A message to somebody of staff about alerts that they have not seen, sent at `due_at`. `status` as of messages
    to customers; of one that waits there is at most one for each person, and alerts are added to it until it goes.
    """

    __tablename__ = "staff_notices"
    __table_args__ = (
        Index("uq_staff_notices_waiting", "staff_id", unique=True, postgresql_where="status = 'waiting'"),
        Index("ix_staff_notices_staff", "staff_id", "due_at"),
        Index("ix_staff_notices_open", "due_at", postgresql_where="status IN ('waiting', 'sending', 'unknown')"),
        CheckConstraint("channel IN ('email', 'sms')", name="channel"),
        CheckConstraint("status IN ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')", name="status"),
    )

    id: Mapped[Key]
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"))
    channel: Mapped[str]
    status: Mapped[str]
    address: Mapped[str] = mapped_column(Text, server_default="")
    subject: Mapped[str] = mapped_column(Text, server_default="")
    body: Mapped[str] = mapped_column(Text, server_default="")
    attempts: Mapped[int] = mapped_column(server_default="0")
    problem: Mapped[str] = mapped_column(Text, server_default="")
    vendor_ref: Mapped[str | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class StaffNoticeAlert(Base):
    """An alert stands in one notice to a person, and in no other."""

    __tablename__ = "staff_notice_alerts"
    __table_args__ = (Index("ix_staff_notice_alerts_notice", "notice_id"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"), primary_key=True)
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alerts.id"), primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("staff_notices.id"))
