"""Capture what was authorised once the goods have left."""

from uuid import UUID

from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.order import Order
from domain.payments.ask import Why
from domain.payments.authorisations import capture_authorised, open_authorisations, release_authorisations
from domain.payments.sums import payment_sums
from domain.pricing.drop_pieces import worth_of_pieces
from domain.work.lock_order import lock_order
from domain.work.unit import Unit


def capture_shipped(unit: Unit, *, order_id: UUID) -> None:
    """Capture, from the open authorisations, what has left and is not paid: the total less what is yet to leave.

    Once nothing is left to ship, the rest of the authorisations is released. A second run finds nothing to do.
    """
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    order = lock_order(unit, order_id)
    authorisations = open_authorisations(unit, order)
    if not authorisations or not any(line.shipped for line in order.lines):
        return
    why = Why("shipped")
    due = order.total - _worth_of_the_rest(order) - payment_sums(unit, order.id).paid
    for one in authorisations:
        part = min(one.left, due)
        if part > 0:
            capture_authorised(unit, order, one, amount=Money(part, order.currency), why=why)
            due -= part
    if not any(line.unshipped for line in order.lines):
        release_authorisations(unit, order, why=why)


def _worth_of_the_rest(order: Order) -> int:
    """What the customer gets only later: the kept pieces that have not left."""
    rest = [(line, min(line.kept, line.unshipped)) for line in order.lines if line.kept and line.unshipped]
    return worth_of_pieces(order, rest).minor if rest else 0
