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
    """An order. Amounts are minor units of `currency`, of what is kept now: see `pricing.reprice` for the formula.

    `placed_total` is what it came to when it was placed. `taxation` says where `tax` comes from: "given" by whoever
    sent the order (`given_tax` on goods of `given_net`), or the table of rates, added to the prices or "included" in
    them. `number_key` is the number as people type it, folded; `shipping_address` has the keys of
    `kernel.address.Address`. `pickup_node_id` is the store where the customer fetches it, `locker` the locker that it
    is sent to.
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
        CheckConstraint("taxation IN ('given', 'included', 'added')", name="taxation"),
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
    fees: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int]
    placed_total: Mapped[int] = mapped_column(server_default="0")
    taxation: Mapped[str] = mapped_column(Text, server_default="given")
    given_tax: Mapped[int] = mapped_column(server_default="0")
    given_net: Mapped[int] = mapped_column(server_default="0")
    shipping_address: Mapped[dict[str, str]]
    fulfilment: Mapped[str] = mapped_column(Text, server_default="ship")
    pickup_node_id: Mapped[UUID | None] = mapped_column(ForeignKey("nodes.id"))
    locker: Mapped[str] = mapped_column(Text, server_default="")
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
            raise self._illegal(status)
        self.status = str(status)

    def come_back(self) -> None:
        """The one way back: it counted as shipped, but its parcel did not leave. Its nodes have it again."""
        if self.status != OrderStatus.SHIPPED:
            raise self._illegal(OrderStatus.RELEASED)
        self.status = str(OrderStatus.RELEASED)

    def _illegal(self, status: OrderStatus) -> Conflict:
        return Conflict(
            code="illegal_order_move",
            en=f"Order {self.number} is {self.status} and cannot become {status}.",
            fr=f"La commande {self.number} est à l’état « {self.status} » et ne peut pas passer à « {status} ».",
            details={"status": self.status, "wanted": str(status)},
        )


# The end of a number finds it as well as its beginning.
Index(
    "ix_orders_number_reversed",
    func.reverse(Order.number_key).label("number_reversed"),
    postgresql_ops={"number_reversed": "text_pattern_ops"},
)


class OrderLine(Base):
    """A line. `quantity` is what was ordered; what was shipped, cancelled and returned of it is counted beside it.

    `total` = unit price × what is kept; `discount` is its share of the order's discounts and `tax` its share of the
    tax, both for what is kept. `credited` is the part of `discount` that gives money back without lowering the
    price (goodwill, refunds, chargebacks); `tax_millionths` the rate that was applied, 0 where the tax is given.
    `kind` is "sold", or "exchange" or "replacement" for what was added later; a line of an exchange waits (`status`
    "awaiting") until the old goods are back.
    """

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
        CheckConstraint("kind IN ('sold', 'exchange', 'replacement')", name="kind"),
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
    discount: Mapped[int] = mapped_column(server_default="0")
    credited: Mapped[int] = mapped_column(server_default="0")
    tax: Mapped[int] = mapped_column(server_default="0")
    tax_millionths: Mapped[int] = mapped_column(server_default="0")
    kind: Mapped[str] = mapped_column(Text, server_default="sold")
    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"))
    replaces_line_id: Mapped[UUID | None] = mapped_column(ForeignKey("order_lines.id"))
    shipped: Mapped[int] = mapped_column(server_default="0")
    cancelled: Mapped[int] = mapped_column(server_default="0")
    returned: Mapped[int] = mapped_column(server_default="0")
    status: Mapped[str]
    source_node_id: Mapped[UUID | None] = mapped_column(ForeignKey("nodes.id"))
    promised_on: Mapped[date | None]

    @property
    def kept(self) -> int:
        """Pieces that the customer pays for: ordered, neither cancelled nor credited as returned."""
        return 0 if self.status == "awaiting" else self.quantity - self.cancelled - self.returned

    @property
    def unshipped(self) -> int:
        """Pieces that are still to leave."""
        return self.quantity - self.cancelled - self.shipped


class OrderAdjustment(Base):
    """What changes an order's total beside its lines. Signed minor units: what makes it cheaper is negative.

    "discount" and "price_match" lower prices, and so the tax; "goodwill", "refund" (money given back for no goods) and
    "chargeback" do not; "fee" is kept back for restocking. A later row takes back what a cancelled or returned piece
    had got. `line_id`: what concerns one line only.
    """

    __tablename__ = "order_adjustments"
    __table_args__ = (
        Index("ix_order_adjustments_order", "order_id"),
        CheckConstraint(
            "kind IN ('shipping', 'discount', 'price_match', 'goodwill', 'refund', 'chargeback', 'fee', 'tax', "
            "'manual')",
            name="kind",
        ),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    line_id: Mapped[UUID | None] = mapped_column(ForeignKey("order_lines.id"))
    kind: Mapped[str]
    label: Mapped[str]
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Text, server_default="")
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
