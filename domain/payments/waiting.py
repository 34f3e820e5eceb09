"""Payments that wait: for the gateway's answer, or for a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.customer import Customer, PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.payments.ask import queue_settlement
from domain.work.unit import Unit

WAITS_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WaitingPayment:
    """`status` is pending, refused, or what the gateway later contradicted; `problem` its last word.

    `customer_name` is empty for who may not read customers.
    """

    id: UUID
    order_id: UUID
    order_number: str
    customer_id: UUID
    customer_name: str
    kind: str
    amount: Money
    method_kind: str
    method_brand: str
    method_last_four: str
    status: str
    problem: str
    reason: str
    attempts: int
    asked_by: str
    created_at: datetime
    tried_at: datetime | None


def waiting_payments(unit: Unit, *, limit: int = 200) -> list[WaitingPayment]:
    """Payments pending for more than `WAITS_AFTER`, refused and not dropped, or contradicted; the oldest first."""
    unit.actor.require(Permission.OPERATIONS_READ)
    query = (
        select(PaymentIntent, Order.number, PaymentMethod, Customer)
        .join(Order, Order.id == PaymentIntent.order_id)
        .join(PaymentMethod, PaymentMethod.id == PaymentIntent.payment_method_id)
        .join(Customer, Customer.id == PaymentIntent.customer_id)
        .where(
            or_(PaymentIntent.status.in_(("pending", "refused")), PaymentIntent.problem != ""),  # as the index has it
            or_(
                and_(PaymentIntent.status == "pending", PaymentIntent.created_at < unit.now - WAITS_AFTER),
                PaymentIntent.status == "refused",
                PaymentIntent.problem.startswith("contradicted"),
            ),
        )
        .order_by(PaymentIntent.created_at, PaymentIntent.id)
        .limit(limit)
    )
    named = unit.actor.can(Permission.CUSTOMERS_READ)
    return [
        _row(intent, number, method, f"{owner.first_name} {owner.last_name}".strip() if named else "")
        for intent, number, method, owner in unit.session.execute(query)
    ]


def requeue_payments(unit: Unit, *, alive: Collection[UUID]) -> int:
    """Queue the settlement of payments that are pending and have no job (`alive` have one); how many."""
    unit.actor.require(Permission.PAYMENTS_SETTLE)
    query = select(PaymentIntent.id).where(
        PaymentIntent.status == "pending",
        PaymentIntent.created_at < unit.now - WAITS_AFTER,
        PaymentIntent.id.not_in(alive),
    )
    orphans = unit.session.execute(query.order_by(PaymentIntent.created_at).limit(1000)).scalars().all()
    for id in orphans:
        queue_settlement(unit, id)
    return len(orphans)


def _row(intent: PaymentIntent, number: str, method: PaymentMethod, customer_name: str) -> WaitingPayment:
    return WaitingPayment(
        id=intent.id,
        order_id=intent.order_id,
        order_number=number,
        customer_id=intent.customer_id,
        customer_name=customer_name,
        kind=intent.kind,
        amount=Money(intent.amount, intent.currency),
        method_kind=method.kind,
        method_brand=method.brand,
        method_last_four=method.last_four,
        status=intent.status,
        problem=intent.problem,
        reason=intent.reason,
        attempts=intent.attempts,
        asked_by=intent.asked_by,
        created_at=intent.created_at,
        tried_at=intent.tried_at,
    )
