"""Send an order elsewhere."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from domain.customers.change import change_customer
from domain.customers.identity import NewAddress
from domain.edits.moved import addresses, places
from domain.edits.too_late import refuse_left, remark_hold
from domain.events.event import Stream
from domain.kernel.address import Address
from domain.kernel.permissions import Permission
from domain.models.customer import CustomerAddress
from domain.models.order import Order, OrderStatus
from domain.orders.load import order_to_change
from domain.orders.source_lines import promise_again, source_again
from domain.payments.settle_difference import settle_difference
from domain.pricing.reprice import reprice
from domain.work.unit import Unit


def change_address(
    unit: Unit,
    *,
    order: str | UUID,
    address: Address | Mapping[str, object],
    save_to_customer: bool = False,
    expected_version: int | None = None,
) -> None:
    """Change where an order goes before anything of it has left: taxed, sourced and promised anew.

    What is being picked stays with its nodes. What the order costs less is given back, what it costs more stays open.
    `save_to_customer` makes it the customer's first address too (and needs the right to change customers). The address
    that it goes to already changes nothing. Records `order.address_changed` with the places; the addresses are erasable
    texts. Refuses with `Conflict` "too_late" an order of which something has left.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    to = address if isinstance(address, Address) else Address.parse(address)
    found = order_to_change(unit, order, expected_version)
    refuse_left(found)
    if to.as_dict() == Address.parse(found.shipping_address).as_dict():
        unit.remark("same_address", en="It goes there already.", fr="Elle y est déjà envoyée.")
    else:
        remark_hold(unit, found)
        _send_to(unit, found, to)
    if save_to_customer:
        _save(unit, found.customer_id, to)


def _send_to(unit: Unit, order: Order, to: Address) -> None:
    old, order.shipping_address = order.shipping_address, to.as_dict()
    order.version += 1
    unit.record(
        "order.address_changed",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"number": order.number, **places(old, to.as_dict())},
        texts=addresses(old, to.as_dict()),
    )
    if order.status == OrderStatus.PICKING:
        promise_again(unit, order, at=unit.now)
    elif order.pickup_node_id is None:
        source_again(unit, order, order.lines, at=unit.now, reason="address changed")
    reprice(unit, order)
    settle_difference(unit, order, reason="address changed")


def _save(unit: Unit, customer_id: UUID, to: Address) -> None:
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    rows = unit.session.execute(query.order_by(CustomerAddress.position)).scalars().all()
    known = [NewAddress(_address(row), label=row.label) for row in rows]
    label = next((each.label for each in known if each.address == to), "")
    others = [each for each in known if each.address != to]
    if known[:1] != [NewAddress(to, label=label)]:
        change_customer(unit, customer_id=customer_id, addresses=[NewAddress(to, label=label), *others])


def _address(row: CustomerAddress) -> Address:
    return Address(
        line1=row.line1,
        line2=row.line2,
        city=row.city,
        region=row.region,
        postal_code=row.postal_code,
        country=row.country,
    )
