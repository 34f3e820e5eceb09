"""Goods that come back, and goods that go out in their place."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key
from domain.kernel.errors import Conflict

RETURN_CHANNELS = ("store", "mail", "drop_off", "digital")
RETURN_STATES = ("requested", "received", "refunded", "rejected", "cancelled")
EXCHANGE_STATES = ("requested", "received", "completed", "rejected", "cancelled")
RETURN_REASONS = (
    *("not_needed", "ordered_by_mistake", "defective", "damaged", "wrong_item", "not_as_described"),
    *("too_late", "other"),
)
OUR_FAULT = ("defective", "damaged", "wrong_item", "not_as_described")  # reasons that are not the customer's doing
CONDITIONS = ("sellable", "damaged", "missing", "wrong")  # of pieces that came back, or did not

# From each state, the states that may follow.
RETURN_MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"received", "refunded", "rejected", "cancelled"}),
    "received": frozenset({"refunded", "rejected"}),
    "refunded": frozenset(),
    "rejected": frozenset(),
    "cancelled": frozenset(),
}
EXCHANGE_MOVES: dict[str, frozenset[str]] = {
    "requested": frozenset({"received", "rejected", "cancelled"}),
    "received": frozenset({"completed"}),
    "completed": frozenset(),
    "rejected": frozenset(),
    "cancelled": frozenset(),
}


class Return(Base):
    """Goods that came back, or are to (RMA). `amount` is what is given back for them, in minor units.

    `refund_at` is "receipt" or "once": when the goods are credited. `credited_at` is when they were. `refund_to` is
    the payment method asked for; None: back to where the money came from. `exchange_id`: they are exchanged.
    """

    __tablename__ = "returns"
    __table_args__ = (
        UniqueConstraint("order_id", "external_ref"),
        Index("ix_returns_customer", "customer_id", "requested_at"),
        CheckConstraint("channel IN ('store', 'mail', 'drop_off', 'digital')", name="channel"),
        CheckConstraint("status IN ('requested', 'received', 'refunded', 'rejected', 'cancelled')", name="status"),
        CheckConstraint("refund_at IN ('receipt', 'once')", name="refund_at"),
    )

    id: Mapped[Key]
    number: Mapped[str | None] = mapped_column(unique=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"))
    external_ref: Mapped[str | None]
    status: Mapped[str]
    channel: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    amount: Mapped[int]
    fee: Mapped[int] = mapped_column(server_default="0")
    currency: Mapped[str]
    refund_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_methods.id"))
    refund_at: Mapped[str] = mapped_column(Text, server_default="receipt")
    node_id: Mapped[UUID | None] = mapped_column(ForeignKey("nodes.id"))
    drop_off: Mapped[str] = mapped_column(Text, server_default="")
    carrier: Mapped[str] = mapped_column(Text, server_default="")
    tracking_number: Mapped[str] = mapped_column(Text, server_default="")
    requested_at: Mapped[datetime]
    requested_by: Mapped[str] = mapped_column(Text, server_default="")
    expires_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    credited_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")

    def refuse_move_to(self, status: str) -> None:
        """Refuse with `Conflict` a state that may not follow the one it is in."""
        if status not in RETURN_MOVES[self.status]:
            raise Conflict(
                code="illegal_return_move",
                en=f"Return {self.number or self.id} is {self.status} and cannot become {status}.",
                fr=f"Le retour {self.number or self.id} est à l’état « {self.status} » et ne peut pas devenir "
                f"« {status} ».",
                details={"status": self.status, "wanted": status},
            )

    def move_to(self, status: str, *, at: datetime) -> None:
        """Change state, or refuse as `refuse_move_to` does; `closed_at` is when nothing more can follow."""
        self.refuse_move_to(status)
        self.status = status
        self.version += 1
        if not RETURN_MOVES[status]:
            self.closed_at = at


class ReturnLine(Base):
    """Pieces of an order line: asked for, and what arrived in which condition.

    `amount` is what is given back for them, minor units, the fee kept off; `fee_millionths` of their worth is the fee.
    `received` counts what arrived, `accepted` what was taken back of it, `credited` what was paid for.
    """

    __tablename__ = "return_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("received >= 0 AND received <= quantity AND accepted >= 0 AND accepted <= quantity", name="in"),
    )

    return_id: Mapped[UUID] = mapped_column(ForeignKey("returns.id"), primary_key=True)
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"), primary_key=True)
    quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    amount: Mapped[int] = mapped_column(server_default="0")
    fee_millionths: Mapped[int] = mapped_column(server_default="0")
    received: Mapped[int] = mapped_column(server_default="0")
    accepted: Mapped[int] = mapped_column(server_default="0")
    condition: Mapped[str] = mapped_column(Text, server_default="")
    credited: Mapped[int] = mapped_column(server_default="0")


class Exchange(Base):
    """Goods of an order for others: the old ones are a return of its own, the new ones are lines of the order.

    `amount` is signed minor units: positive is what the customer pays, negative what they get back.
    """

    __tablename__ = "exchanges"
    __table_args__ = (
        Index("ix_exchanges_order", "order_id"),
        CheckConstraint("channel IN ('store', 'mail', 'drop_off', 'digital')", name="channel"),
        CheckConstraint("status IN ('requested', 'received', 'completed', 'rejected', 'cancelled')", name="status"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[str]
    channel: Mapped[str]
    settle_with_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_methods.id"))
    amount: Mapped[int]
    currency: Mapped[str]
    lines: Mapped[list[dict[str, Any]]]
    requested_at: Mapped[datetime]
    requested_by: Mapped[str] = mapped_column(Text, server_default="")
    closed_at: Mapped[datetime | None]

    def move_to(self, status: str, *, at: datetime) -> None:
        """Change state, or refuse with `Conflict` where the table of moves does not allow it."""
        if status not in EXCHANGE_MOVES[self.status]:
            raise Conflict(
                code="illegal_exchange_move",
                en=f"This exchange is {self.status} and cannot become {status}.",
                fr=f"Cet échange est à l’état « {self.status} » et ne peut pas devenir « {status} ».",
                details={"status": self.status, "wanted": status},
            )
        self.status = status
        if not EXCHANGE_MOVES[status]:
            self.closed_at = at
