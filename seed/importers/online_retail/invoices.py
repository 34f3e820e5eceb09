"""Make an order of an invoice's lines and of what was given back on it later.

The file knows no parcels: an invoice counts as delivered when it was written. It is paid in full by invoice. Goods
that came back cost nothing any more; where another amount was given back for them, the difference is an adjustment, so
that nothing is owed.
"""

import json
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from domain.kernel.address import Address
from domain.kernel.ids import new_id
from seed.history.past_order import PastAdjustment, PastLine, PastOrder, PastPayment, PastReturn, PastStep
from seed.importers.online_retail.lines import CURRENCY, Line
from seed.importers.online_retail.matching import GivenBack

SOURCE: Final = "online-retail"
UNKNOWN: Final = "—"  # an address has a street and a city; the file tells neither


@cache
def address_in(country: str) -> Address:
    """An address of which only the country is known."""
    return Address(line1=UNKNOWN, city=UNKNOWN, country=country)


def order_of(
    lines: list[Line], given: list[GivenBack], *, customer_id: UUID, method_id: UUID, titles: dict[str, str]
) -> PastOrder:
    """The order of one invoice; `titles` names goods whose line has no description."""
    first = lines[0]
    goods = {line.number: _line(line, titles) for line in lines if not line.charge}
    order = PastOrder(
        id=new_id(at=first.at),
        number=first.invoice,
        source=SOURCE,
        customer_id=customer_id,
        status="delivered",
        currency=CURRENCY,
        placed_at=first.at,
        shipping_address=_address_json(first.country),
        lines=list(goods.values()),
        adjustments=[
            PastAdjustment(line.charge[0], line.charge[1], line.amount, first.at) for line in lines if line.charge
        ],
        steps=[PastStep("order.delivered", first.at)],
    )
    if order.total:
        order.payments.append(PastPayment("captured", order.total, first.at, method_id))
    _give_back(order, given, goods, method_id)
    return order


def _line(line: Line, titles: dict[str, str]) -> PastLine:
    return PastLine(
        sku=line.sku,
        title=line.title or titles[line.sku],
        quantity=line.quantity,
        unit_price=line.price,
        product_external_ref=line.sku,
    )


def _give_back(order: PastOrder, given: list[GivenBack], goods: dict[int, PastLine], method_id: UUID) -> None:
    by_number: dict[str, list[GivenBack]] = {}
    for part in given:
        by_number.setdefault(part.line.invoice, []).append(part)
    for number, parts in by_number.items():
        at = parts[0].line.at
        pieces = [part for part in parts if not part.line.charge]
        if pieces:
            back = _return(number, pieces, goods)
            order.returns.append(back)
            price = {line.id: line.unit_price for line in order.lines}
            worth = sum(quantity * price[line_id] for line_id, quantity in back.lines.items())
            if worth != back.amount:
                order.adjustments.append(_later("manual", f"Return {number}", worth - back.amount, at))
        for part in parts:
            if part.line.charge and part.amount:
                kind, label = part.line.charge
                order.adjustments.append(_later(kind, f"{label} {number}", -part.amount, at))
        if refund := sum(part.amount for part in parts):
            order.payments.append(PastPayment("refunded", refund, at, method_id, external_ref=number))
    _end_discount(order)


def _end_discount(order: PastOrder) -> None:
    """A discount on goods that came back since lowers nothing: its excess becomes the difference it made."""
    excess = -order.adjusted("discount") - order.subtotal
    if order.returns and excess > 0:
        at = order.returns[-1].at
        order.adjustments.append(_later("discount", "discount", excess, at))
        order.adjustments.append(_later("manual", "discount", -excess, at))


def _later(kind: str, label: str, amount: int, at: datetime) -> PastAdjustment:
    return PastAdjustment(kind, label, amount, at, later=True)


def _return(number: str, parts: list[GivenBack], goods: dict[int, PastLine]) -> PastReturn:
    back = PastReturn(number, parts[0].line.at, sum(part.amount for part in parts), {}, {})
    for part in parts:
        assert part.sold_line is not None
        line = goods[part.sold_line]
        line.returned += part.quantity
        back.lines[line.id] = back.lines.get(line.id, 0) + part.quantity
        back.amounts[line.id] = back.amounts.get(line.id, 0) + part.amount
    return back


@cache
def _address_json(country: str) -> str:
    return json.dumps(address_in(country).as_dict(), ensure_ascii=False)
