"""Pay an order with another means."""

from dataclasses import dataclass
from uuid import UUID

from domain.edits.paid_with import paid_by_others, payment_is_waiting
from domain.edits.too_late import refuse_left
from domain.events.event import Stream
from domain.kernel.errors import Conflict
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.orders.load import order_to_change
from domain.payments.ask import Why, move_money
from domain.payments.authorisations import open_authorisations, release_authorisations
from domain.payments.collect import collect
from domain.payments.give_back import give_back
from domain.payments.methods import SETTLED_AT_ONCE, method_of
from domain.payments.sums import payment_sums
from domain.work.unit import Unit

_REASON = "payment changed"


@dataclass(frozen=True, slots=True)
class _Plan:
    """In minor units: what goes back to whom, what the new means is to pay now, and what it is to authorise.

    `release`: what is authorised now is to be released.
    """

    back: list[tuple[PaymentMethod | None, int]]
    collect: int
    authorise: int
    release: bool

    @property
    def is_empty(self) -> bool:
        return not (self.back or self.collect or self.authorise or self.release)


def change_payment(unit: Unit, *, order: str | UUID, payment_method: str, expected_version: int | None = None) -> None:
    """Have an order that has not left paid by another payment method of the customer.

    What others paid is given back to them and collected with it; what they only authorised is released and authorised
    with it (a gift card, credit or invoice pays at once). What was still open is collected as well. Records
    `order.payment_changed`, and what happens to the money. Refuses with `Conflict` "same_method" where it has paid
    everything, "insufficient_balance" for a gift card that does not cover all of it, "payment_pending" while a payment
    waits for the gateway, and "too_late".
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    found = order_to_change(unit, order, expected_version)
    refuse_left(found)
    method = method_of(unit, found.customer_id, payment_method, field="payment_method", currency=found.currency)
    if payment_is_waiting(unit, found):
        raise _pending(found)
    plan = _plan(unit, found, method)
    if plan.is_empty:
        raise _same(found)
    found.version += 1
    _record(unit, found, method, plan.collect + plan.authorise)
    _carry_out(unit, found, method, plan)


def _plan(unit: Unit, order: Order, method: PaymentMethod) -> _Plan:
    back = paid_by_others(unit, order, method)
    kept = payment_sums(unit, order.id).paid - sum(amount for _, amount in back)
    authorised = open_authorisations(unit, order)
    covered = sum(one.left for one in authorised)
    release = any(one.method is None or one.method.id != method.id for one in authorised)
    missing = max(0, order.total - kept)
    # What was captured before is captured again; what was only promised is only promised.
    authorise = min(covered, max(0, order.total - kept - sum(amount for _, amount in back)))
    if release and method.kind in SETTLED_AT_ONCE:
        return _Plan(back, missing, 0, release)
    return _Plan(back, missing - authorise, authorise if release else 0, release)


def _carry_out(unit: Unit, order: Order, method: PaymentMethod, plan: _Plan) -> None:
    why = Why(_REASON, field="payment_method")
    if plan.release:
        release_authorisations(unit, order, why=why)
    for to, paid in plan.back:
        give_back(unit, order, amount=Money(paid, order.currency), method=to, reason=_REASON)
    if plan.collect:
        due = Money(plan.collect, order.currency)
        collect(unit, order, amount=due, method=method, reason=_REASON, field="payment_method")
    if plan.authorise:
        promised = Money(plan.authorise, order.currency)
        move_money(unit, order, method, kind="authorised", amount=promised, why=why)


def _record(unit: Unit, order: Order, method: PaymentMethod, amount: int) -> None:
    unit.record(
        "order.payment_changed",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "number": order.number,
            "payment_method_id": str(method.id),
            "kind": method.kind,
            "brand": method.brand,
            "last_four": method.last_four,
            "amount": amount,
            "currency": order.currency,
        },
    )


def _pending(order: Order) -> Conflict:
    return Conflict(
        code="payment_pending",
        en=f"A payment of {order.number} is still on its way; wait until it is settled.",
        fr=f"Un paiement de {order.number} est encore en cours ; attendez qu’il soit réglé.",
    )


def _same(order: Order) -> Conflict:
    return Conflict(
        code="same_method",
        field="payment_method",
        en=f"Order {order.number} is paid with it already, or has nothing to pay.",
        fr=f"La commande {order.number} est déjà payée ainsi, ou n’a rien à payer.",
    )
