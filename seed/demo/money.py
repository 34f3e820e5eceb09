"""How money moves in the demo: what the shop and the payment gateway would do, each in one step."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.orders.load import load_order
from domain.orders.place import place_order
from domain.orders.record_payment import record_payment
from domain.payments.settle import settle_intent
from domain.ports.gateway import GatewayAnswer
from domain.pricing.adjust import adjust
from domain.pricing.reprice import reprice
from domain.work import Unit


def place_and_pay(unit: Unit, /, *, paying: str, method: UUID | None, **order: Any) -> UUID:
    """Place an order and book its total as captured or authorised (`paying`); tells its id."""
    id = place_order(unit, **order)
    total = unit.session.get_one(Order, id).total
    amount = Money(total, order["currency"])
    record_payment(unit, order=id, kind=paying, amount=amount, payment_method_id=method)
    return id


def refund_in_part(unit: Unit, *, order: UUID, amount: Money, method: UUID | None) -> None:
    """Give money back for no goods: the order comes to so much less. Records `payment.refunded`."""
    unit.actor.require(Permission.REFUNDS_WRITE)
    found = load_order(unit, order)
    adjust(unit, found, kind="refund", amount=-amount, label="refund")
    reprice(unit, found)
    unit.session.flush()
    record_payment(unit, order=order, kind="refunded", amount=amount, payment_method_id=method)


def settle_what_was_asked(unit: Unit, *, order: UUID) -> None:
    """Answer everything that the gateway was asked for an order: it is done."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    query = select(PaymentIntent.id).where(PaymentIntent.order_id == order, PaymentIntent.status == "pending")
    for id in unit.session.execute(query.order_by(PaymentIntent.id)).scalars().all():
        settle_intent(unit, intent_id=id, answer=GatewayAnswer(settled=True, vendor_ref=f"demo-{id}"))
