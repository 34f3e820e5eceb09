"""Take an order as it stands in another system: placed when it is new, brought up to date when it is known."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from uuid import UUID

from domain.connectors.known import known_record
from domain.connectors.load import source_of
from domain.connectors.match_customer import match_customer
from domain.connectors.particulars import at
from domain.connectors.records import OrderedLine, ToldOrder
from domain.connectors.update_order import cancel_pieces, give_back_rest, update_order
from domain.kernel.address import Address
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.money import Money, check_currency, check_money
from domain.models.connector import Connector
from domain.models.order import Order
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.place import place_order
from domain.pricing.rates import rates_for
from domain.work.unit import Unit


def take_order(unit: Unit, connector: Connector, told: ToldOrder) -> bool:
    """Place the order or change what changed since it was told last; whether anything was done.

    What was told is compared with what was told before, part by part: what people changed here meanwhile stays.
    """
    record = known_record(unit, connector.id, "order", told.external_ref)
    if record.told_at and told.told_at < record.told_at:
        return False
    lines = sorted(told.lines, key=lambda line: (line.reference, line.sku))
    parts = _parts(told, lines)
    before, record.told_at = dict(record.parts), told.told_at
    if record.value and before == parts:
        return False
    if record.value:
        update_order(unit, UUID(record.value), told, lines, before, parts, why=_why(connector))
    else:
        record.value = str(_place(unit, connector, told, lines))
    record.parts = parts
    return True


def _place(unit: Unit, connector: Connector, told: ToldOrder, lines: Sequence[OrderedLine]) -> UUID:
    currency = check_currency(told.currency)
    for name in ("shipping", "discount", "tax", "total"):
        check_money(getattr(told, name), field=name)
    address, source = Address.parse(told.shipping_address, field="shipping_address"), source_of(connector.id)
    new = [_new_line(line) for line in lines]
    rounded = sum(line.unit_price.minor * line.quantity for line in new if line.unit_price) - _amount(lines)
    try:
        placed = place_order(
            unit,
            customer_id=match_customer(unit, told.buyer, address, source=source),
            currency=currency,
            lines=new,
            shipping_address=address,
            number=f"{connector.number_prefix}{told.number}",
            source=source,
            external_ref=told.external_ref,
            channel=told.channel,
            placed_at=told.placed_at,
            shipping=told.shipping,
            discount=told.discount + Money(rounded, currency),
            tax=_tax(unit, told, address),
            payments=[NewPayment("captured", told.paid)] if told.paid else (),
        )
    except DomainError as refusal:
        raise _as_told(refusal, told, lines) from refusal
    total = Money(unit.session.get_one(Order, placed).total, currency)
    if total != told.total:
        raise _total_differs(told.total, total)
    _finish(unit, placed, told, lines, why=_why(connector))
    return placed


def _finish(unit: Unit, placed: UUID, told: ToldOrder, lines: Sequence[OrderedLine], *, why: str) -> None:
    """What happened to it there before it was told of for the first time."""
    if told.cancelled or not any(line.kept for line in lines):
        cancel_order(unit, order=placed, reason=why)
    else:
        cancel_pieces(unit, placed, told, lines, [line.quantity for line in lines], why=why)
    give_back_rest(unit, placed, told)


def _total_differs(told: Money, due: Money) -> Invalid:
    return Invalid(
        field="total",
        code="total_differs",
        en=f"The total is {told}, but lines, discount, shipping and tax come to {due}.",
        fr=f"Le total est de {told}, mais lignes, remise, livraison et taxes donnent {due}.",
    )


def _new_line(line: OrderedLine) -> NewLine:
    """The price of a piece is rounded up where the amount cannot be divided; the discount makes up for it."""
    price = -(-line.amount.minor // line.quantity) if line.quantity > 0 else 0
    return NewLine(sku=line.sku, quantity=line.quantity, unit_price=Money(price, line.amount.currency))


def _amount(lines: Sequence[OrderedLine]) -> int:
    return sum(line.amount.minor for line in lines)


def _tax(unit: Unit, told: ToldOrder, address: Address) -> Money | None:
    """Inside the prices it is worked out by our table where that says so too, else it is not told apart."""
    if not told.tax_included:
        return told.tax
    rates = rates_for(unit, address.as_dict(), [""], told.placed_at.astimezone(UTC).date())
    return None if any(rate and rate.included for rate in rates.values()) else Money.zero(told.currency)


def _as_told(refusal: DomainError, told: ToldOrder, lines: Sequence[OrderedLine]) -> DomainError:
    """The refusal about the place where the line stands in what was told; a price was told as an amount."""
    field = refusal.field or ""
    if not field.startswith("lines["):
        return refusal
    number, _, rest = field.removeprefix("lines[").partition("]")
    place = told.lines.index(lines[int(number)])
    return at(refusal, f"lines[{place}]{rest.replace('unit_price', 'amount')}")


def _why(connector: Connector) -> str:
    return f"cancelled at {connector.name}"


def _parts(told: ToldOrder, lines: Sequence[OrderedLine]) -> dict[str, str]:
    sums = [told.currency, told.tax_included, *(m.minor for m in (told.total, told.shipping, told.discount, told.tax))]
    return {
        "lines": _digest([[line.reference, line.sku, line.quantity, line.amount.minor] for line in lines]),
        "kept": ",".join(str(line.kept) for line in lines),
        "sums": _digest(sums),
        "address": _digest(sorted(told.shipping_address.items())),
        "paid": str(told.paid.minor if told.paid else 0),
        "refunded": str(told.refunded.minor if told.refunded else 0),
        "cancelled": "yes" if told.cancelled else "",
    }


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
