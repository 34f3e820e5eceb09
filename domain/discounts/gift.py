"""What every gift on an order does: it is counted, taken off, given back where it is paid already, and recorded."""

from uuid import UUID

from domain.allowances.count import count_allowance
from domain.allowances.reasons import Reason
from domain.events.event import Stream
from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order, OrderLine
from domain.payments.ask import Why
from domain.payments.authorisations import release_authorisations
from domain.payments.give_back import give_back
from domain.payments.methods import method_of
from domain.payments.sums import payment_sums
from domain.pricing.adjust import adjust
from domain.pricing.reprice import reprice
from domain.work.unit import Unit

ORIGINAL = "original"  # back to where the money came from


def give(
    unit: Unit,
    order: Order,
    *,
    kind: str,
    amount: Money,
    reason: Reason,
    event: str,
    back_to: PaymentMethod | None,
    line: OrderLine | None = None,
    field: str = "settle_with",
    **told: str | None,
) -> UUID:
    """Take `amount` (above zero) off a locked order and tell the id of the adjustment. Records `event` with `told`.

    What is still due becomes less; what is paid already is given back to `back_to`, or without one to where it came
    from: at most what the order comes to less, with the tax that falls with the price.
    """
    decision_id = count_allowance(
        unit, order.customer_id, kind=kind, amount=amount, reason=reason.code, order_id=order.id
    )
    before = order.total
    adjustment = adjust(unit, order, kind=kind, amount=-amount, label=kind, reason=reason.code, line=line)
    reprice(unit, order)
    order.version += 1
    unit.record(
        event,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "adjustment_id": str(adjustment.id),
            "amount": amount.minor,
            "currency": amount.currency,
            "reason": reason.code,
            "line_id": str(line.id) if line else None,
            "sku": line.sku if line else None,
            "approval_id": str(unit.granted_by) if unit.granted_by else None,
            "decision_id": str(decision_id) if decision_id else None,
            **told,
        },
        texts={"note": reason.note} if reason.note else None,
    )
    _give_back(unit, order, before - order.total, back_to, Why(kind, "adjustment", adjustment.id, field))
    return adjustment.id


def named_method(unit: Unit, order: Order, named: str | None, *, field: str) -> PaymentMethod | None:
    """The customer's means of payment; None for "original" and for nothing named."""
    if named is None or named == ORIGINAL:
        return None
    return method_of(unit, order.customer_id, named, field=field, currency=order.currency)


def _give_back(unit: Unit, order: Order, less: int, method: PaymentMethod | None, why: Why) -> None:
    sums = payment_sums(unit, order.id)
    owed = sums.paid - order.total
    if owed < 0:
        _tell_still_due(unit, method)
        return
    release_authorisations(unit, order, why=why)
    part = min(less, owed - sums.refused_refunds, sums.refundable)
    if part > 0:
        give_back(
            unit,
            order,
            amount=Money(part, order.currency),
            method=method,
            reason=why.reason,
            subject_kind=why.subject_kind,
            subject_id=why.subject_id,
            field=why.field,
        )


def _tell_still_due(unit: Unit, method: PaymentMethod | None) -> None:
    if method is not None:
        unit.remark(
            "gift_off_what_is_due",
            en="The order is not paid yet: the amount comes off what is still due, nothing is paid out.",
            fr="La commande n’est pas encore payée : le montant réduit ce qui reste dû, rien n’est versé.",
        )
