"""The order, its lines and its states."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.db.base import Base, Key
from domain.kernel.errors import Conflict


class OrderStatus(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    RELEASED = "released"
    PICKING = "picking"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


# From each state, the states that may follow. Holding is a row of its own and leaves the state as it is.
MOVES: dict[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.DRAFT: frozenset({OrderStatus.PENDING, OrderStatus.CANCELLED}),
    OrderStatus.PENDING: frozenset({OrderStatus.RELEASED, OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.RELEASED: frozenset({OrderStatus.PICKING, OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.PICKING: frozenset({OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.SHIPPED: frozenset({OrderStatus.DELIVERED}),
    OrderStatus.DELIVERED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}


class Order(Base):
    """An order. Amounts are minor units of `currency`; `total` = subtotal - discount + shipping + tax (+ other).

    `number_key` is the number as people type it, folded; `shipping_address` has the keys of `kernel.address.Address`.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("source", "external_ref"),
        Index("ix_orders_customer", "customer_id", "placed_at", "id"),
        Index("ix_orders_number_key", "number_key", unique=True, postgresql_ops={"number_key": "text_pattern_ops"}),
        Index("ix_orders_status", "status", "placed_at", "id"),
        Index("ix_orders_placed", "placed_at", "id"),
        CheckConstraint(
            "status IN ('draft', 'pending', 'released', 'picking', 'shipped', 'delivered', 'cancelled')",
            name="status",
        ),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    number_key: Mapped[str]
    source: Mapped[str | None]
    external_ref: Mapped[str | None]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[str]
    channel: Mapped[str]
    currency: Mapped[str]
    subtotal: Mapped[int]
    discount: Mapped[int]
    shipping: Mapped[int]
    tax: Mapped[int]
    total: Mapped[int]
    shipping_address: Mapped[dict[str, str]]
    fulfilment: Mapped[str] = mapped_column(Text, server_default="ship")
    placed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(Text, server_default="")
    version: Mapped[int] = mapped_column(server_default="1")

    lines: Mapped[list["OrderLine"]] = relationship(
        lazy="raise", order_by="OrderLine.position", cascade="all, delete-orphan"
    )

    def move_to(self, status: OrderStatus) -> None:
        """Change state, or refuse with `Conflict` where the table of moves does not allow it."""
        if status not in MOVES[OrderStatus(self.status)]:
            raise Conflict(
                code="illegal_order_move",
                en=f"Order {self.number} is {self.status} and cannot become {status}.",
                fr=f"La commande {self.number} est à l’état « {self.status} » et ne peut pas passer à « {status} ».",
                details={"status": self.status, "wanted": str(status)},
            )
        self.status = str(status)


# The end of a number finds it as well as its beginning.
Index(
    "ix_orders_number_reversed",
    func.reverse(Order.number_key).label("number_reversed"),
    postgresql_ops={"number_reversed": "text_pattern_ops"},
)


class OrderLine(Base):
    """A line. `quantity` is what was ordered; what was shipped, cancelled and returned of it is counted beside it."""

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        Index("ix_order_lines_sku", "sku", "order_id"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(
            "shipped >= 0 AND cancelled >= 0 AND returned >= 0 "
            "AND shipped + cancelled <= quantity AND returned <= quantity",
            name="progress",
        ),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int]
    sku: Mapped[str]
    product_external_ref: Mapped[str | None]
    title: Mapped[str]
    options: Mapped[dict[str, str]]
    quantity: Mapped[int]
    unit_price: Mapped[int]
    total: Mapped[int]
    shipped: Mapped[int] = mapped_column(server_default="0")
    cancelled: Mapped[int] = mapped_column(server_default="0")
    returned: Mapped[int] = mapped_column(server_default="0")
    status: Mapped[str]
    source_node_id: Mapped[UUID | None] = mapped_column(ForeignKey("nodes.id"))
    promised_on: Mapped[date | None]


class OrderAdjustment(Base):
    """What changes an order's total beside its lines: shipping, discount, tax, manual. Signed minor units."""

    __tablename__ = "order_adjustments"
    __table_args__ = (
        Index("ix_order_adjustments_order", "order_id"),
        CheckConstraint("kind IN ('shipping', 'discount', 'goodwill', 'tax', 'manual')", name="kind"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    kind: Mapped[str]
    label: Mapped[str]
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    at: Mapped[datetime]


class OrderHold(Base):
    """A reason to keep an order back. The order is held while one is not released."""

    __tablename__ = "order_holds"
    __table_args__ = (Index("ix_order_holds_order", "order_id"),)

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    reason: Mapped[str]
    placed_at: Mapped[datetime]
    placed_by: Mapped[str]
    released_at: Mapped[datetime | None]


class OrderTag(Base):
    """A word that people put on an order."""

    __tablename__ = "order_tags"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(Text, primary_key=True)


class PaymentEntry(Base):
    """One entry of an order's payment ledger; `amount` is positive minor units. Never changed once written.

    The order's balance is total - captured + refunded; authorised and voided entries move nothing.
    """

    __tablename__ = "payment_entries"
    __table_args__ = (
        Index("ix_payment_entries_order", "order_id", "at"),
        CheckConstraint("kind IN ('authorised', 'captured', 'refunded', 'voided')", name="kind"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    payment_method_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_methods.id"))
    kind: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str] = mapped_column(Text, server_default="settled")
    external_ref: Mapped[str | None]
    at: Mapped[datetime]


class Return(Base):
    """Goods that came back, or are to. Filled by history for now; the actions on it come with the return flow."""

    __tablename__ = "returns"
    __table_args__ = (
        UniqueConstraint("order_id", "external_ref"),
        Index("ix_returns_customer", "customer_id", "requested_at"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    external_ref: Mapped[str | None]
    status: Mapped[str]
    channel: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    amount: Mapped[int]
    currency: Mapped[str]
    requested_at: Mapped[datetime]


class ReturnLine(Base):
    __tablename__ = "return_lines"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    return_id: Mapped[UUID] = mapped_column(ForeignKey("returns.id"), primary_key=True)
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"), primary_key=True)
    quantity: Mapped[int]
