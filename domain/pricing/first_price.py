"""Price an order that is being placed."""

from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.models.order import Order
from domain.pricing.adjust import share_out, write_adjustment
from domain.pricing.formula import Taxation
from domain.pricing.reprice import check_largest, reprice
from domain.work.unit import Unit


def first_price(unit: Unit, order: Order, *, shipping: Money, discount: Money, tax: Money | None) -> None:
    """Write what was asked for beside the lines as adjustments, and sum the order up.

    With a `tax` the order is taxed by what was given, for good; without one by the table of rates. The discount is
    shared by the lines; what is beyond them lowers shipping and a given tax. `order` is written already, with its
    lines and without sums. Refuses with `Invalid` "discount_too_large" a discount above all of that.
    """
    subtotal = sum(line.unit_price * line.quantity for line in order.lines)
    check_largest(subtotal)
    if discount.minor > subtotal + shipping.minor + (tax.minor if tax else 0):
        raise Invalid(
            field="discount",
            code="discount_too_large",
            en="The discount is larger than the order.",
            fr="La remise dépasse le montant de la commande.",
        )
    on_lines = min(discount.minor, subtotal)
    share_out(order.lines, on_lines, [line.unit_price * line.quantity for line in order.lines])
    order.taxation = Taxation.ADDED if tax is None else Taxation.GIVEN
    order.given_tax = tax.minor if tax else 0
    order.given_net = subtotal - on_lines if tax else 0
    for kind, amount in (("shipping", shipping.minor), ("discount", -discount.minor), ("tax", order.given_tax)):
        if amount:
            write_adjustment(unit, order, kind=kind, amount=amount, label=kind, at=order.placed_at)
    reprice(unit, order)
    order.placed_total = order.total
