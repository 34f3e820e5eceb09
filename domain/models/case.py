"""A piece of work about a customer: what they want, where it waits, whose it is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

CHANNELS = ("chat", "phone", "sms", "email", "store")
WRAP_UPS = (
    *("solved", "information_given", "follow_up", "no_answer", "passed_on"),
    *("duplicate", "wrong_number", "spam", "other"),
)
TOPICS = ("order", "delivery", "return", "refund", "payment", "product", "account", "complaint", "other")


class Case(Base):
    """What a customer wants seen to. `queue`, `priority` (1 most urgent to 5), `skills`, `tags`, `service_level` and
    `prefers_owner` (whoever had the customer's last case comes first) are what the routing rules said; `owner_id` who
    works on it. `decision_id` is the decision that put it where it is, `routed_by_id` the version of the routing rules
    that it goes by until it is opened again. Until `snoozed_until` it waits out of sight. `wrap_up` says how it ended.
    `queued_at`: since when it waits in its queue.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_waiting", "queue", "priority", "opened_at", postgresql_where="status IN ('new', 'open')"),
        Index("ix_cases_customer", "customer_id", "opened_at"),
        Index("ix_cases_order", "order_id"),
        Index("ix_cases_owner", "owner_id", "status"),
        Index("ix_cases_snoozed", "snoozed_until", postgresql_where="snoozed_until IS NOT NULL"),
        Index("ix_cases_closed", "owner_id", "closed_at", postgresql_where="closed_at IS NOT NULL"),
        CheckConstraint("status IN ('new', 'open', 'waiting', 'closed')", name="status"),
        CheckConstraint("priority BETWEEN 1 AND 5", name="priority"),
        CheckConstraint(f"channel IN ({', '.join(repr(each) for each in CHANNELS)})", name="channel"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    topic: Mapped[str]
    channel: Mapped[str]
    language: Mapped[str]
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    status: Mapped[str]
    queue: Mapped[str]
    priority: Mapped[int]
    skills: Mapped[list[str]]
    tags: Mapped[list[str]]
    service_level: Mapped[str] = mapped_column(Text, server_default="")
    prefers_owner: Mapped[bool] = mapped_column(server_default="false")
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_members.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    routed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("rule_versions.id"))
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    wrap_up: Mapped[str] = mapped_column(Text, server_default="")
    wrap_up_note: Mapped[str] = mapped_column(Text, server_default="")
    version: Mapped[int] = mapped_column(server_default="1")
