"""Sum an order up again."""

from domain.models.order import Order
from domain.pricing.adjust import DISCOUNTS, FEES, sums_by_kind
from domain.pricing.formula import Given, PricedLine, price
from domain.work.unit import Unit


def reprice(unit: Unit, order: Order) -> None:
    """Compute what a locked order comes to from its lines and adjustments; see `formula` for how.

    Call it once at the end of every change of lines, of the address or of adjustments.
    """
    unit.session.flush()
    sums = sums_by_kind(unit, order)
    for line in order.lines:
        line.total = line.unit_price * line.kept
    order.discount = -sum(sums.get(kind, 0) for kind in DISCOUNTS)
    order.shipping = sums.get("shipping", 0)
    order.fees = sum(sums.get(kind, 0) for kind in FEES)
    priced = price(
        [PricedLine(line.total, line.discount, line.credited, line.tax_millionths) for line in order.lines],
        taxation=order.taxation,  # type: ignore[arg-type]  # the column holds nothing else
        discount=order.discount,
        shipping=order.shipping,
        fees=order.fees,
        given=Given(order.given_tax, order.given_net),
    )
    order.subtotal, order.tax, order.total = priced.subtotal, priced.tax, priced.total
    for line, tax in zip(order.lines, priced.taxes, strict=True):
        line.tax = tax
