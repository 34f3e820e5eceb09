"""Read requests for an approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from domain.kernel.approval import Need
from domain.kernel.errors import NotFound
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.approval import Approval
from domain.models.customer import Customer
from domain.models.order import Order
from domain.orders.new_order import check_choice
from domain.work.family import members_of
from domain.work.unit import Unit

DECIDED: Final = "decided"  # every status but pending
CAME_BACK: Final = ("refused", "changed")  # it was decided, and nothing was done
REMEMBERED_FOR: Final = timedelta(days=7)  # so long it is told on the customer's record, unless somebody has read it
STATUSES: Final = ("pending", "granted", "refused", "changed", "withdrawn", DECIDED)


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A request: `args` is the stored action, `preview` (see `preview_json`) what was shown, `digest` stands for it.

    A request that came back ("changed") has the new preview and digest; where the action was refused, the preview holds
    `refusal` (code, en, fr). `own`: the reader asked for it. `acknowledged_at`: somebody has read that it came back.
    """

    id: UUID
    status: str
    action: str
    args: Mapping[str, Any]
    preview: Mapping[str, Any]
    digest: str
    needs: tuple[Need, ...]
    note: str
    order_id: UUID | None
    order_number: str | None
    customer_id: UUID | None
    customer_name: str | None
    asked_by_kind: str
    asked_by_id: UUID | None
    asked_by_name: str
    asked_by_role: str
    asked_at: datetime
    own: bool
    decided_by_name: str
    decided_at: datetime | None
    reason: str
    version: int
    acknowledged_at: datetime | None
    acknowledged_by_name: str


def approvals(
    unit: Unit, *, status: str | None = "pending", mine: bool = False, cursor: str | None = None, limit: int = 50
) -> Page[ApprovalRow]:
    """Requests with a status of `STATUSES` (None: any): those that wait oldest first, all others newest first.

    Who may decide sees everybody's, unless `mine`; anybody else only their own.
    """
    unit.actor.require(Permission.ORDERS_READ)
    place = func.row(Approval.asked_at, Approval.id)
    oldest_first = status == "pending"
    query = _rows().where(*_with_status(status)).limit(check_limit(limit) + 1)
    query = query.order_by(*(each if oldest_first else each.desc() for each in (Approval.asked_at, Approval.id)))
    if mine or not unit.actor.can(Permission.APPROVALS_DECIDE):
        query = query.where(_own(unit))
    if cursor:
        last = func.row(*decode_cursor(cursor, parse_instant, UUID))
        query = query.where(place > last if oldest_first else place < last)
    rows = unit.session.execute(query).all()
    return page_of(rows, limit=limit, item=lambda row: _row(unit, row), cursor=lambda row: (row[0].asked_at, row[0].id))


def approval(unit: Unit, *, approval_id: UUID) -> ApprovalRow:
    """One request, or `NotFound`; somebody else's is for who may decide."""
    unit.actor.require(Permission.ORDERS_READ)
    query = _rows().where(Approval.id == approval_id)
    if not unit.actor.can(Permission.APPROVALS_DECIDE):
        query = query.where(_own(unit))
    found = unit.session.execute(query).one_or_none()
    if found is None:
        raise NotFound.of("approval", "accord", approval_id)
    return _row(unit, found)


def requests_of_customer(unit: Unit, *, customer_id: UUID) -> tuple[ApprovalRow, ...]:
    """What waits for a word about a customer, their orders and those still to be placed, and what came back within
    `REMEMBERED_FOR` and nobody has acknowledged; newest first, at most 50.
    """
    unit.actor.require(Permission.ORDERS_READ)
    lately = (Approval.decided_at > unit.now - REMEMBERED_FOR) & Approval.acknowledged_at.is_(None)
    query = _rows().where(
        Approval.customer_id.in_(members_of(unit, customer_id)),
        (Approval.status == "pending") | (Approval.status.in_(CAME_BACK) & lately),
    )
    query = query.order_by(Approval.asked_at.desc(), Approval.id.desc()).limit(50)
    return tuple(_row(unit, row) for row in unit.session.execute(query))


def waiting_approvals(unit: Unit) -> int:
    """How many requests of others wait for a word of the actor."""
    unit.actor.require(Permission.APPROVALS_DECIDE)
    query = select(func.count()).where(Approval.status == "pending", ~_own(unit))
    return unit.session.execute(query).scalar_one()


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(Approval, Order.number, Customer.first_name, Customer.last_name)
        .outerjoin(Order, Order.id == Approval.order_id)
        .outerjoin(Customer, Customer.id == Approval.customer_id)
    )


def _with_status(status: str | None) -> list[ColumnElement[bool]]:
    if status is None:
        return []
    wanted = check_choice(status, STATUSES, field="status")
    return [Approval.status != "pending" if wanted == DECIDED else Approval.status == wanted]


def _own(unit: Unit) -> ColumnElement[bool]:
    return func.coalesce(
        (Approval.asked_by_kind == str(unit.actor.kind)) & (Approval.asked_by_id == unit.actor.id), False
    )


def _row(unit: Unit, row: Any) -> ApprovalRow:
    found, number, first_name, last_name = row
    return ApprovalRow(
        id=found.id,
        status=found.status,
        action=found.action,
        args=found.args,
        preview=found.preview,
        digest=found.digest,
        needs=tuple(Need(**need) for need in found.needs),
        note=found.note,
        order_id=found.order_id,
        order_number=number,
        customer_id=found.customer_id,
        customer_name=f"{first_name} {last_name}".strip() if first_name is not None else None,
        asked_by_kind=found.asked_by_kind,
        asked_by_id=found.asked_by_id,
        asked_by_name=found.asked_by_name,
        asked_by_role=found.asked_by_role,
        asked_at=found.asked_at,
        own=unit.actor.id is not None
        and (found.asked_by_kind, found.asked_by_id) == (str(unit.actor.kind), unit.actor.id),
        decided_by_name=found.decided_by_name,
        decided_at=found.decided_at,
        reason=found.reason,
        version=found.version,
        acknowledged_at=found.acknowledged_at,
        acknowledged_by_name=found.acknowledged_by_name,
    )
