"""Read cases: one, a customer's, or those that wait."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from domain.cases.rows import CaseRow
from domain.kernel.errors import NotFound
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.models.customer import Customer
from domain.models.order import Order
from domain.models.rules import RuleVersion
from domain.models.staff import StaffMember
from domain.work.family import members_of
from domain.work.unit import Unit


def case(unit: Unit, *, case_id: UUID) -> CaseRow:
    """One case, or `NotFound`."""
    unit.actor.require(Permission.CASES_READ)
    row = unit.session.execute(_columns().where(Case.id == case_id)).one_or_none()
    if row is None:
        raise NotFound.of("case", "dossier", case_id)
    return _row(row)


def cases(
    unit: Unit,
    *,
    queue: str | None = None,
    status: str | None = None,
    customer_id: UUID | None = None,
    owner_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 50,
    newest_first: bool = False,
) -> Page[CaseRow]:
    """Cases that match everything given: the most urgent first, among these the oldest; or the newest first."""
    unit.actor.require(Permission.CASES_READ)
    query = _columns().limit(check_limit(limit) + 1)
    if newest_first:
        query = query.order_by(Case.opened_at.desc(), Case.id.desc())
    else:
        query = query.order_by(Case.priority, Case.opened_at, Case.id)
    if customer_id is not None:
        query = query.where(Case.customer_id.in_(members_of(unit, customer_id)))
    for column, value in ((Case.queue, queue), (Case.status, status), (Case.owner_id, owner_id)):
        if value is not None:
            query = query.where(column == value)
    if cursor:
        priority, opened_at, last = decode_cursor(cursor, int, parse_instant, UUID)
        if newest_first:
            query = query.where(func.row(Case.opened_at, Case.id) < func.row(opened_at, last))
        else:
            query = query.where(func.row(Case.priority, Case.opened_at, Case.id) > func.row(priority, opened_at, last))
    rows = unit.session.execute(query).all()
    return page_of(rows, limit=limit, item=_row, cursor=lambda row: (row[0].priority, row[0].opened_at, row[0].id))


_BESIDE = (
    *(Order.number.label("order_number"), StaffMember.name, RuleVersion.number.label("number_of_rules")),
    Conversation.id.label("conversation_id"),
)


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(Case, Customer.first_name, Customer.last_name, *_BESIDE)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .outerjoin(Order, Order.id == Case.order_id)
        .outerjoin(StaffMember, StaffMember.id == Case.owner_id)
        .outerjoin(RuleVersion, RuleVersion.id == Case.routed_by_id)
        .outerjoin(Conversation, Conversation.case_id == Case.id)
    )


def _row(row: Any) -> CaseRow:
    found: Case = row[0]
    return CaseRow(
        id=found.id,
        number=found.number,
        subject=found.subject,
        topic=found.topic,
        channel=found.channel,
        language=found.language,
        status=found.status,
        queue=found.queue,
        priority=found.priority,
        skills=tuple(found.skills),
        tags=tuple(found.tags),
        service_level=found.service_level,
        customer_id=found.customer_id,
        customer_name=f"{row.first_name or ''} {row.last_name or ''}".strip(),
        order_id=found.order_id,
        order_number=row.order_number,
        owner_id=found.owner_id,
        owner=row.name or "",
        decision_id=found.decision_id,
        routed_by=f"routing {row.number_of_rules}" if row.number_of_rules else "",
        opened_by=found.opened_by,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        version=found.version,
        conversation_id=row.conversation_id,
    )
