"""Sum an order up again."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final

from sqlalchemy import select

from domain.kernel.errors import Conflict, Invalid
from domain.kernel.money import LARGEST_AMOUNT
from domain.models.catalogue import Product, Variant
from domain.models.inventory import Node
from domain.models.order import Order
from domain.pricing.adjust import CREDITS, DISCOUNTS, FEES, PRICE_CUTS, SHIPPING, on_no_line, payable_tax, sums_by_kind
from domain.pricing.formula import Taxation
from domain.pricing.order_price import price_of
from domain.pricing.rates import Rate, rates_for
from domain.pricing.take_back import take_back
from domain.work.unit import Unit

_NO_CATEGORY: Final = ""


def reprice(unit: Unit, order: Order) -> None:
    """Compute what a locked order comes to from its lines and adjustments; see `formula` for how.

    Call it once at the end of every change of lines, of the address or of adjustments. An order whose tax was given
    keeps its own rate wherever it goes; any other is taxed by the table of rates for where it goes to (the node, when
    it is picked up there) on the day it was placed. Unit prices never change, tax in them or not. A discount that has
    nothing left to lower is taken back. Refuses with `Conflict` "total_below_zero" what would make the shop owe more
    than was paid, and with `Invalid` a total beyond `LARGEST_AMOUNT`.
    """
    unit.session.flush()
    before = order.total
    for line in order.lines:
        line.total = line.unit_price * line.kept
    if order.taxation != Taxation.GIVEN:
        _find_rates(unit, order)
    _take_back_cuts(unit, order)
    _sum_up(unit, order)
    if order.total < 0:
        _take_back_beside(unit, order)
        _take_back_credits(unit, order)
        _sum_up(unit, order)
    _check(order, before)


def _find_rates(unit: Unit, order: Order) -> None:
    categories = _categories(unit, order)
    day = order.placed_at.astimezone(UTC).date()
    rates = rates_for(unit, _place(unit, order), {_NO_CATEGORY, *categories.values()}, day)
    for line in order.lines:
        rate = rates[categories.get(line.sku, _NO_CATEGORY)]
        line.tax_millionths = rate.millionths if rate else 0
    order.taxation = _taxation(rates)


def _taxation(rates: Mapping[str, Rate | None]) -> Taxation:
    """One country does not mix; where nothing is known, nothing is inside the prices."""
    included = any(rate.included for rate in rates.values() if rate)
    return Taxation.INCLUDED if included else Taxation.ADDED


def _categories(unit: Unit, order: Order) -> Mapping[str, str]:
    query = select(Variant.sku, Product.category).join(Product, Product.id == Variant.product_id)
    rows = unit.session.execute(query.where(Variant.sku.in_({line.sku for line in order.lines})))
    return {sku: category for sku, category in rows}


def _place(unit: Unit, order: Order) -> Mapping[str, str]:
    if order.pickup_node_id is None:
        return order.shipping_address
    return unit.session.execute(select(Node.address).where(Node.id == order.pickup_node_id)).scalar_one()


def _take_back_cuts(unit: Unit, order: Order) -> None:
    """A line that became cheaper than its discounts gives the excess back."""
    for line in order.lines:
        excess = line.discount - line.credited - line.total
        if excess > 0:
            line.discount -= excess
            take_back(unit, order, excess, PRICE_CUTS, line=line)


def _sum_up(unit: Unit, order: Order) -> None:
    sums = sums_by_kind(unit, order)
    order.discount = -sum(sums.get(kind, 0) for kind in DISCOUNTS)
    order.shipping = sums.get(SHIPPING, 0)
    order.fees = sum(sums.get(kind, 0) for kind in FEES)
    priced = price_of(order)
    order.subtotal, order.tax, order.total = priced.subtotal, priced.tax, priced.total
    for line, tax in zip(order.lines, priced.taxes, strict=True):
        line.tax = tax


def _take_back_beside(unit: Unit, order: Order) -> None:
    """What was taken off shipping or tax that are no more is taken back, until nothing is below zero."""
    for kinds in (PRICE_CUTS, CREDITS):
        beside = on_no_line(sums_by_kind(unit, order), order, kinds)
        order.total += take_back(unit, order, min(beside, -order.total), kinds)


def _take_back_credits(unit: Unit, order: Order) -> None:
    """A line whose tax fell below what was given back on it gives the excess back."""
    for line in order.lines:
        excess = min(line.credited, line.discount - line.total - payable_tax(order, line), -order.total)
        if excess > 0:
            line.discount -= excess
            line.credited -= excess
            order.total += take_back(unit, order, excess, CREDITS, line=line)


def _check(order: Order, before: int) -> None:
    if order.total < min(0, before):
        raise Conflict(
            code="total_below_zero",
            field="amount",
            en=f"Order {order.number} would come to less than nothing.",
            fr=f"La commande {order.number} tomberait en dessous de zéro.",
        )
    check_largest(max(order.subtotal, order.total))


def check_largest(amount: int) -> None:
    """Refuse with `Invalid` a sum that no column should hold."""
    if amount > LARGEST_AMOUNT:
        raise Invalid(
            field="lines", code="amount_too_large", en="The total is too large.", fr="Le total est trop grand."
        )
