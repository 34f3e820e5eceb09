"""After a change of an order: collect what is still due, or give back what is too much."""

from uuid import UUID

from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.payments.ask import Why
from domain.payments.authorisations import open_authorisations, release_authorisations
from domain.payments.collect import collect
from domain.payments.give_back import give_back
from domain.payments.intents import drop_refused_captures
from domain.payments.sums import payment_sums
from domain.work.unit import Unit


def settle_difference(
    unit: Unit,
    order: Order,
    *,
    method: PaymentMethod | None = None,
    reason: str,
    subject_kind: str = "",
    subject_id: UUID | None = None,
) -> None:
    """Settle what is due on a locked, repriced order: its total less what is paid and what is on its way.

    What exceeds the authorisations too, given or asked for, is collected with `method`; without one it stays as the
    order's balance.
    What is too much is given back to `method`, or without one to where it came from. Once nothing is due, what is
    still authorised is released. A refund that the gateway refused counts as given back until a person has dropped it.
    """
    sums = payment_sums(unit, order.id)
    due = order.total - sums.paid
    if due > 0:
        kept_ready = sums.pending_authorised + sum(one.left for one in open_authorisations(unit, order))
        missing = due - kept_ready
        if missing > 0 and method is not None:
            drop_refused_captures(unit, order, reason="collected anew")
            collect(
                unit,
                order,
                amount=Money(missing, order.currency),
                method=method,
                reason=reason,
                subject_kind=subject_kind,
                subject_id=subject_id,
            )
        return
    release_authorisations(unit, order, why=Why(reason, subject_kind, subject_id))
    too_much = min(-due - sums.refused_refunds, sums.refundable)
    if too_much > 0:
        give_back(
            unit,
            order,
            amount=Money(too_much, order.currency),
            method=method,
            reason=reason,
            subject_kind=subject_kind,
            subject_id=subject_id,
        )
