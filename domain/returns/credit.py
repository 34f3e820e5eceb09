"""Credit goods that came back, once."""

from collections.abc import Sequence

from domain.events.event import Stream
from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order, OrderLine
from domain.models.returns import Return, ReturnLine
from domain.payments.settle_difference import settle_difference
from domain.pricing.adjust import adjust
from domain.pricing.reprice import reprice
from domain.returns.worth import give_up, value_of
from domain.work.unit import Unit

Accepted = Sequence[tuple[ReturnLine, OrderLine, int]]


def credit(unit: Unit, order: Order, back: Return, accepted: Accepted, *, method: PaymentMethod | None) -> None:
    """Take `accepted` pieces off a locked order, keep the restocking fee, and give back what is then too much.

    The return says what it came to. Records `return.refunded` and what the payments record.
    """
    before = order.total
    values = value_of(order, [(line, quantity, row.fee_millionths) for row, line, quantity in accepted])
    for (row, line, quantity), value in zip(accepted, values, strict=True):
        give_up(unit, order, line, quantity)
        row.credited += quantity
        row.amount = value.net
    fee = sum(value.fee for value in values)
    if fee:
        adjust(unit, order, kind="fee", amount=Money(fee, order.currency), label="Restocking fee", reason="return")
    reprice(unit, order)
    back.amount, back.fee, back.credited_at = before - order.total, fee, unit.now
    settle_difference(unit, order, method=method, reason="return", subject_kind="return", subject_id=back.id)
    unit.record(
        "return.refunded",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "return_id": str(back.id),
            "number": back.number,
            "amount": back.amount,
            "fee": fee,
            "currency": order.currency,
            "refund_to": str(method.id) if method else None,
            "lines": [{"sku": line.sku, "quantity": quantity} for _, line, quantity in accepted],
        },
    )
