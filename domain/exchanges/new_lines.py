"""The lines of the goods that go out in an exchange."""

from collections.abc import Sequence
from uuid import UUID

from domain.exchanges.chosen import Pair
from domain.fulfilment.held_pieces import paid_line
from domain.kernel.ids import new_id
from domain.models.order import Order, OrderLine
from domain.pricing.order_price import price_of
from domain.work.unit import Unit


def add_waiting_lines(unit: Unit, order: Order, pairs: Sequence[Pair], *, exchange_id: UUID) -> list[OrderLine]:
    """A line for the new goods of each of `pairs`, which waits until the old ones are back and costs nothing yet."""
    first = max(line.position for line in order.lines) + 1
    lines = [_line(order, pair, first + i, exchange_id) for i, pair in enumerate(pairs)]
    order.lines.extend(lines)
    unit.session.flush()
    return lines


def difference(order: Order, pairs: Sequence[Pair], lines: Sequence[OrderLine]) -> int:
    """What the order costs more once the old goods of `pairs` are off it and the new `lines` on, in minor units.

    `order` must be priced, with the waiting lines on it; it is left as it was.
    """
    without: dict[UUID, int] = {}
    for pair in pairs:
        paid = paid_line(order, pair.old.line).id
        without[paid] = without.get(paid, 0) + pair.old.quantity
    for line in lines:
        line.status = "open"
    try:
        return price_of(order, without=without).total - order.total
    finally:
        for line in lines:
            line.status = "awaiting"


def _line(order: Order, pair: Pair, position: int, exchange_id: UUID) -> OrderLine:
    variant = pair.new.variant
    return OrderLine(
        id=new_id(),
        order_id=order.id,
        position=position,
        sku=variant.sku,
        product_external_ref=pair.new.product.external_ref,
        title=pair.new.product.name,
        options=variant.options,
        quantity=pair.old.quantity,
        unit_price=pair.new.price,
        total=0,
        discount=0,
        credited=0,
        tax=0,
        tax_millionths=0,
        kind="exchange",
        exchange_id=exchange_id,
        shipped=0,
        cancelled=0,
        returned=0,
        status="awaiting",
    )
