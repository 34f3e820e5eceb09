"""Place an order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.address import Address
from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.money import Money, check_currency
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order, OrderLine, OrderStatus
from domain.orders.new_order import (
    CHANNELS,
    FULFILMENTS,
    PAYMENT_KINDS,
    CheckedLine,
    NewLine,
    NewPayment,
    check_amount,
    check_choice,
    check_lines,
    check_past,
)
from domain.orders.numbers import check_number, next_number, number_key
from domain.orders.record_payment import write_payment
from domain.orders.source_lines import source_lines
from domain.pricing.first_price import first_price
from domain.work.unit import Unit

_SUMS: Final = ("subtotal", "discount", "shipping", "tax", "fees", "total", "placed_total", "given_tax", "given_net")


def place_order(
    unit: Unit,
    *,
    customer_id: UUID,
    currency: str,
    lines: Sequence[NewLine],
    shipping_address: Address | Mapping[str, object],
    number: str | None = None,
    source: str | None = None,
    external_ref: str | None = None,
    channel: str = "web",
    placed_at: datetime | None = None,
    shipping: Money | None = None,
    discount: Money | None = None,
    tax: Money | None = None,
    payments: Sequence[NewPayment] = (),
    fulfilment: str = "ship",
) -> UUID:
    """Place an order, keep its pieces where they are, and tell its id.

    Lines without a price take the list price. Each line is reserved at a node that has it; a line that no node can
    give in full stays without a source. `placed_at` must not be in the future. With a `tax` the order keeps it
    (`pricing.reprice`); without one it is taxed by the table of rates for where it goes.

    Records `order.placed`, then `order.sourced` or `order.line_unsourced`, and one event per payment. Refuses with
    `Invalid` naming the field, and with `Conflict` a number or external reference that is taken.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    code = check_currency(currency)
    checked = check_lines(unit, lines, code)
    address = shipping_address if isinstance(shipping_address, Address) else _parse(shipping_address)
    customer = load_customer(unit, customer_id)
    order = _order(unit, customer.id, code, address, _number(unit, number), _reference(unit, source, external_ref))
    order.channel = check_choice(channel, CHANNELS, field="channel")
    order.fulfilment = check_choice(fulfilment, FULFILMENTS, field="fulfilment")
    order.placed_at = check_past(placed_at or unit.now, unit.now, field="placed_at")
    order.lines = [_line(order, i, line) for i, line in enumerate(checked)]
    unit.session.add(order)
    unit.session.flush()
    first_price(
        unit,
        order,
        shipping=check_amount(shipping, code, field="shipping"),
        discount=check_amount(discount, code, field="discount"),
        tax=None if tax is None else check_amount(tax, code, field="tax"),
    )
    customer.order_count += 1
    customer.last_order_at = max(order.placed_at, customer.last_order_at or order.placed_at)
    unit.record(
        "order.placed",
        stream=Stream.of_order(order.id),
        customer_id=customer.id,
        order_id=order.id,
        occurred_at=order.placed_at,
        data={
            "number": order.number,
            "channel": order.channel,
            "total": order.total,
            "currency": code,
            "lines": [{"sku": line.sku, "quantity": line.quantity} for line in order.lines],
        },
    )
    for i, payment in enumerate(payments):
        check_choice(payment.kind, PAYMENT_KINDS, field=f"payments[{i}].kind")
        write_payment(unit, order, payment, field=f"payments[{i}]")
    source_lines(unit, order, at=order.placed_at)
    return order.id


def _order(
    unit: Unit,
    customer_id: UUID,
    currency: str,
    address: Address,
    number: str,
    reference: tuple[str | None, str | None],
) -> Order:
    return Order(
        id=new_id(at=unit.now),
        number=number,
        number_key=number_key(number),
        source=reference[0],
        external_ref=reference[1],
        customer_id=customer_id,
        status=OrderStatus.PENDING,
        currency=currency,
        **dict.fromkeys(_SUMS, 0),
        shipping_address=address.as_dict(),
        version=1,
    )


def _line(order: Order, position: int, line: CheckedLine) -> OrderLine:
    return OrderLine(
        id=new_id(),
        order_id=order.id,
        position=position,
        sku=line.sku,
        product_external_ref=line.product_external_ref,
        title=line.title,
        options=line.options,
        quantity=line.quantity,
        unit_price=line.unit_price.minor,
        total=line.total.minor,
        shipped=0,
        cancelled=0,
        returned=0,
        status="open",
    )


def _parse(address: Mapping[str, object]) -> Address:
    return Address.parse(address, field="shipping_address")


def _number(unit: Unit, number: str | None) -> str:
    if number is None:
        return next_number(unit)
    checked = check_number(number)
    if unit.session.execute(select(Order.id).where(Order.number_key == number_key(checked))).scalar_one_or_none():
        raise Conflict(
            code="duplicate_order_number",
            field="number",
            en=f"There is already an order “{checked}”.",
            fr=f"Il existe déjà une commande « {checked} ».",
        )
    return checked


def _reference(unit: Unit, source: str | None, external_ref: str | None) -> tuple[str | None, str | None]:
    origin = clean_text(source, field="source", most=60) if source else None
    reference = clean_text(external_ref, field="external_ref", most=200) if external_ref else None
    taken = select(Order.number).where(Order.source == origin, Order.external_ref == reference)
    if origin and reference and (standing := unit.session.execute(taken).scalar_one_or_none()):
        raise Conflict(
            code="duplicate_external_ref",
            field="external_ref",
            en=f"“{reference}” of {origin} is already order {standing}.",
            fr=f"« {reference} » de {origin} est déjà la commande {standing}.",
        )
    return origin, reference
