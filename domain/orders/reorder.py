"""Order the goods of an old order again."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.catalogue.goods import Goods, known_goods
from domain.kernel.actor import ActorKind
from domain.kernel.address import Address
from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.order import Order, OrderAdjustment, OrderLine
from domain.orders.load import order_to_change
from domain.orders.new_order import NewLine
from domain.orders.pay_new_order import pay_new_order
from domain.orders.place import place_order
from domain.work.unit import Unit

_SOLD: Final = ("sold", "exchange")  # what was sent again free of charge is not sold again


def reorder(
    unit: Unit,
    *,
    order: str | UUID,
    payment_method: str | None = None,
    address: Address | Mapping[str, object] | None = None,
) -> UUID:
    """Place a new order of what the customer kept of an old one, and tell its id; of all they had ordered if nothing.

    At today's prices and with the shipping of the old order, to its address or to `address`. Goods that are not sold
    any more are left out, with a remark. It is paid with `payment_method`; without one it stays unpaid. Records what
    placing and paying an order record. Refuses with `Conflict` "nothing_to_reorder" where no goods are left.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    old = order_to_change(unit, order)
    pieces = _pieces(old)
    goods = known_goods(unit, old.currency, {line.sku for line, _ in pieces})
    sold = [(line, quantity) for line, quantity in pieces if _is_sold(goods.get(line.sku))]
    _remark_left_out(unit, {line.sku for line, _ in pieces} - {line.sku for line, _ in sold})
    if not sold:
        raise Conflict(
            code="nothing_to_reorder",
            en=f"Nothing of order {old.number} is sold any more.",
            fr=f"Plus rien de la commande {old.number} n’est vendu.",
        )
    placed = place_order(
        unit,
        customer_id=old.customer_id,
        currency=old.currency,
        lines=[NewLine(line.sku, quantity) for line, quantity in sold],
        shipping_address=old.shipping_address if address is None else address,
        channel="phone" if unit.actor.kind == ActorKind.STAFF else "web",
        shipping=_shipping(unit, old),
    )
    if payment_method is not None:
        pay_new_order(unit, placed, payment_method)
    return placed


def _pieces(order: Order) -> list[tuple[OrderLine, int]]:
    own = [line for line in order.lines if line.kind in _SOLD]
    kept = [(line, line.kept) for line in own if line.kept]
    return kept or [(line, line.quantity) for line in own if line.kind == "sold"]


def _is_sold(goods: Goods | None) -> bool:
    return goods is not None and goods.available and goods.price is not None


def _shipping(unit: Unit, order: Order) -> Money:
    """What the old order cost to ship at first, whatever became of it."""
    query = select(OrderAdjustment.amount).where(
        OrderAdjustment.order_id == order.id, OrderAdjustment.kind == "shipping", OrderAdjustment.amount > 0
    )
    first = unit.session.execute(query.order_by(OrderAdjustment.at, OrderAdjustment.id).limit(1)).scalar_one_or_none()
    return Money(first or 0, order.currency)


def _remark_left_out(unit: Unit, skus: Iterable[str]) -> None:
    if gone := ", ".join(sorted(skus)):
        unit.remark("left_out", en=f"No longer sold, left out: {gone}.", fr=f"Plus vendu, laissé de côté : {gone}.")
