"""The telephone: who wants no SMS, which lines people are reached on, and calls with everything that is asked for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

CALL_STAGES = ("menu", "waiting", "offered", "dialling", "talking", "message", "over")
CALL_OUTCOMES = ("answered", "abandoned", "voicemail", "served", "failed", "unanswered")
DIRECTIONS = ("in", "out")
LEG_STATUSES = ("asked", "ringing", "answered", "joined", "over")
ORDER_KINDS = ("ring", "dial", "join", "hold", "unhold", "mute", "unmute", "wait", "drop", "hang_up")
ORDER_STATUSES = ("asked", "trying", "done", "failed", "dropped")


class StoppedNumber(Base):
    """A number that wrote STOP: nothing is sent to it by SMS until it writes START, whosever it is."""

    __tablename__ = "stopped_numbers"

    number: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[datetime]


class StaffLine(Base):
    """Where somebody of staff is called: a number in E.164. Without a row it is their browser."""

    __tablename__ = "staff_lines"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"), primary_key=True)
    number: Mapped[str]
    changed_at: Mapped[datetime]


class Call(Base):
    """A call that came in, or (`direction` out) that we made. `vendor_ref` is the vendor's id of the customer's side,
    `room` where they meet an agent. Of one that we make, the agent is rung first (offered), then the customer
    (dialling), who has an id of the vendor from then on; `reason` is why.

    `stage` is where the caller is; `outcome` how it ended, "" until then. `tries` counts wrong answers at the menu,
    `check_id` the code that was sent, `order_id` the order that they were told of. `agent_id` talks with them, or is
    being rung.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_running", "stage", "started_at", postgresql_where="stage <> 'over'"),
        Index("ix_calls_agent", "agent_id", "started_at"),
        Index("ix_calls_customer", "customer_id", "started_at"),
        Index("ix_calls_number", "number", "started_at"),
        Index("ix_calls_conversation", "conversation_id"),
        Index(
            "ix_calls_not_wrapped_up",
            "ended_at",
            postgresql_where="stage = 'over' AND answered_at IS NOT NULL AND wrapped_up_at IS NULL",
        ),
        CheckConstraint(f"direction IN ({', '.join(repr(each) for each in DIRECTIONS)})", name="direction"),
        CheckConstraint(f"stage IN ({', '.join(repr(each) for each in CALL_STAGES)})", name="stage"),
        CheckConstraint(f"outcome IN ('', {', '.join(repr(each) for each in CALL_OUTCOMES)})", name="outcome"),
    )

    id: Mapped[Key]
    vendor_ref: Mapped[str] = mapped_column(unique=True)
    direction: Mapped[str] = mapped_column(server_default="in")
    number: Mapped[str]
    language: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id"))
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversation_entries.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_members.id"))
    stage: Mapped[str]
    outcome: Mapped[str] = mapped_column(Text, server_default="")
    held: Mapped[bool]
    muted: Mapped[bool] = mapped_column(server_default=text("false"))
    tries: Mapped[int] = mapped_column(server_default="0")
    check_id: Mapped[UUID | None]
    room_ref: Mapped[str] = mapped_column(Text, server_default="")
    recording_ref: Mapped[str] = mapped_column(Text, server_default="")
    recording_url: Mapped[str] = mapped_column(Text, server_default="")
    recording_seconds: Mapped[int] = mapped_column(server_default="0")
    started_at: Mapped[datetime]
    waiting_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    wrapped_up_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")

    @property
    def room(self) -> str:
        """The name of the conference that they meet in."""
        return f"call-{self.id.hex}"

    @property
    def is_out(self) -> bool:
        """Whether we call."""
        return self.direction == "out"

    @property
    def is_dialled(self) -> bool:
        """Whether the customer has a side of their own at the vendor."""
        return self.vendor_ref != undialled(self.id)


def undialled(call_id: UUID) -> str:
    """What stands for the vendor's id of a customer who was not dialled yet."""
    return f"undialled-{call_id.hex}"


class CallLeg(Base):
    """An agent's telephone that is rung for a call."""

    __tablename__ = "call_legs"
    __table_args__ = (
        Index("ix_call_legs_call", "call_id"),
        Index("ix_call_legs_vendor_ref", "vendor_ref", unique=True, postgresql_where="vendor_ref <> ''"),
        CheckConstraint(f"status IN ({', '.join(repr(each) for each in LEG_STATUSES)})", name="status"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("staff_members.id"))
    line: Mapped[str]
    vendor_ref: Mapped[str] = mapped_column(Text, server_default="")
    status: Mapped[str]
    at: Mapped[datetime]


class CallOrder(Base):
    """What the vendor is to do with a call: written first, then done by a job. `status` dropped: it is too late."""

    __tablename__ = "call_orders"
    __table_args__ = (
        Index("ix_call_orders_call", "call_id"),
        Index("ix_call_orders_open", "at", postgresql_where="status IN ('asked', 'trying')"),
        CheckConstraint(f"kind IN ({', '.join(repr(each) for each in ORDER_KINDS)})", name="kind"),
        CheckConstraint(f"status IN ({', '.join(repr(each) for each in ORDER_STATUSES)})", name="status"),
    )

    id: Mapped[Key]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id"))
    leg_id: Mapped[UUID | None] = mapped_column(ForeignKey("call_legs.id"))
    kind: Mapped[str]
    args: Mapped[dict[str, Any]]
    status: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default="0")
    problem: Mapped[str] = mapped_column(Text, server_default="")
    at: Mapped[datetime]
