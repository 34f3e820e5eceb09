"""More was given back than was captured: the gateway and the bank have both paid."""

from domain.events.event import Stream
from domain.kernel.money import Money
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.payments.sums import payment_sums
from domain.work.unit import Unit


def note_if_given_back_twice(unit: Unit, order: Order, refund: PaymentIntent) -> None:
    """Where a refund that was just booked makes it so: record `payment.given_back_twice` with the amount that is too
    much because of it; who sees to payments is alerted after it. The books keep what has really happened.
    """
    sums = payment_sums(unit, order.id)
    too_much = min(sums.refunded - sums.captured, refund.amount)
    if too_much <= 0:
        return
    amount = Money(too_much, order.currency)
    unit.record(
        "payment.given_back_twice",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"payment_id": str(refund.id), "amount": amount.minor, "currency": amount.currency},
    )
