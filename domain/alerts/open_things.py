"""What is open, so that time alone can make a rule fire on it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select

from domain.alerts.about import About
from domain.models.alert import AlertFiring
from domain.models.approval import Approval
from domain.models.case import Case
from domain.models.customer import Customer
from domain.models.dispute import Dispute
from domain.models.order import Order
from domain.models.returns import Return
from domain.work.unit import Unit

FORGOTTEN_AFTER: Final = timedelta(days=180)  # an order that is still open after that is not worked on


def open_things(unit: Unit, kind: str, *, after: UUID | None, limit: int) -> tuple[Sequence[About], UUID | None]:
    """Some of `KINDS[kind]` that are open, or on which a rule stands, and after which id to go on (None: no more)."""
    columns, is_open, about = _KINDS[kind]
    id = columns[0]
    stands = id.in_(select(AlertFiring.subject_id).where(AlertFiring.subject_kind == kind))
    query: Select[Any] = select(*columns).where(is_open(unit) | stands).order_by(id).limit(limit)
    rows = unit.session.execute(query.where(id > after) if after else query).all()
    return [about(unit, row) for row in rows], (rows[-1][0] if len(rows) == limit else None)


def _of_case(unit: Unit, row: Any) -> About:
    return About(case_id=row.id, customer_id=row.customer_id, order_id=row.order_id)


def _of_order(unit: Unit, row: Any) -> About:
    return About(order_id=row.id, customer_id=row.customer_id)


def _of_customer(unit: Unit, row: Any) -> About:
    return About(customer_id=row.id)


def _of_dispute(unit: Unit, row: Any) -> About:
    due = {"dispute_due_at": row.respond_by if row.status == "open" else None}
    return About(dispute_id=row.id, customer_id=row.customer_id, order_id=row.order_id, facts=due)


def _of_approval(unit: Unit, row: Any) -> About:
    waits = {"approval_waiting_for": _seconds(unit, row.asked_at) if row.status == "pending" else None}
    return About(approval_id=row.id, customer_id=row.customer_id, order_id=row.order_id, facts=waits)


def _of_return(unit: Unit, row: Any) -> About:
    waits = {"return_waiting_for": _seconds(unit, row.requested_at) if row.status == "requested" else None}
    return About(return_id=row.id, customer_id=row.customer_id, order_id=row.order_id, facts=waits)


def _seconds(unit: Unit, since: Any) -> int:
    return max(int((unit.now - since).total_seconds()), 0)


_KINDS: Final[Mapping[str, tuple[tuple[Any, ...], Callable[[Unit], Any], Callable[[Unit, Any], About]]]] = {
    "case": ((Case.id, Case.customer_id, Case.order_id), lambda _: Case.status != "closed", _of_case),
    "approval": (
        (Approval.id, Approval.customer_id, Approval.order_id, Approval.asked_at, Approval.status),
        lambda _: Approval.status == "pending",
        _of_approval,
    ),
    "dispute": (
        (Dispute.id, Dispute.customer_id, Dispute.order_id, Dispute.respond_by, Dispute.status),
        lambda _: Dispute.status == "open",
        _of_dispute,
    ),
    "return": (
        (Return.id, Return.customer_id, Return.order_id, Return.requested_at, Return.status),
        lambda _: Return.status == "requested",
        _of_return,
    ),
    "order": (
        (Order.id, Order.customer_id),
        lambda unit: Order.status.not_in(("delivered", "cancelled")) & (Order.placed_at > unit.now - FORGOTTEN_AFTER),
        _of_order,
    ),
    "customer": ((Customer.id,), lambda _: Customer.id.is_(None), _of_customer),
}
KINDS: Final = tuple(_KINDS)
