"""Which means paid how much of an order."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, select

from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentEntry, PaymentIntent
from domain.payments.sums import payment_sums
from domain.work.unit import Unit

_SIGNS = {"captured": 1, "refunded": -1}


def paid_by_others(unit: Unit, order: Order, method: PaymentMethod) -> list[tuple[PaymentMethod | None, int]]:
    """What every other means than `method` has paid, net of what went (or is on its way) back to it.

    None: by no known means; it comes last. All together never more than may still be given back.
    """
    left = payment_sums(unit, order.id).refundable
    found: list[tuple[PaymentMethod | None, int]] = []
    for method_id, net in sorted(_net(unit, order.id).items(), key=lambda each: each[0] is None):
        part = min(net, left)
        if method_id != method.id and part > 0:
            found.append((unit.session.get(PaymentMethod, method_id) if method_id else None, part))
            left -= part
    return found


def payment_is_waiting(unit: Unit, order: Order) -> bool:
    """Whether money for the order has been asked of the gateway and is not answered."""
    query = select(PaymentIntent.id).where(
        PaymentIntent.order_id == order.id,
        PaymentIntent.status == "pending",
        PaymentIntent.kind.in_(("captured", "authorised")),
    )
    return unit.session.execute(query.limit(1)).first() is not None


def _net(unit: Unit, order_id: UUID) -> dict[UUID | None, int]:
    net: dict[UUID | None, int] = defaultdict(int)
    booked = select(PaymentEntry.payment_method_id, PaymentEntry.kind, func.sum(PaymentEntry.amount))
    booked = booked.where(PaymentEntry.order_id == order_id).group_by(PaymentEntry.payment_method_id, PaymentEntry.kind)
    asked = select(PaymentIntent.payment_method_id, PaymentIntent.kind, func.sum(PaymentIntent.amount))
    asked = asked.where(PaymentIntent.order_id == order_id, PaymentIntent.status == "pending")
    asked = asked.group_by(PaymentIntent.payment_method_id, PaymentIntent.kind)
    for query in (booked, asked):
        for method_id, kind, amount in unit.session.execute(query):
            net[method_id] += _SIGNS.get(kind, 0) * int(amount)
    return net
