"""Pay an order that was placed on behalf of a customer."""

from uuid import UUID

from domain.kernel.money import Money
from domain.payments.collect import collect
from domain.payments.methods import method_of
from domain.payments.sums import payment_sums
from domain.work.lock_order import lock_order
from domain.work.unit import Unit


def pay_new_order(unit: Unit, order_id: UUID, payment_method: str) -> None:
    """Collect what is due on a new order with a payment method of its customer.

    Refuses with `NotFound` naming "payment_method" one of somebody else, with `Conflict` a balance that does not
    suffice.
    """
    order = lock_order(unit, order_id)
    field = "payment_method"
    method = method_of(unit, order.customer_id, payment_method, field=field, currency=order.currency)
    sums = payment_sums(unit, order.id)
    due = Money(order.total - sums.paid - sums.authorised, order.currency)
    if due.minor > 0:
        collect(unit, order, amount=due, method=method, reason="order placed", field=field)
