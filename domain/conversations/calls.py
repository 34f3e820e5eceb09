"""Read calls: those that go on, and one's own that are not wrapped up."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, exists, select

from domain.conversations.call_rows import CallRow, Colleague
from domain.conversations.load_call import HANDS, LIVE
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.models.customer import Customer
from domain.models.staff import RoleRights, StaffMember
from domain.models.telephone import Call
from domain.work.unit import Unit

WRAPPED_UP_WITHIN: Final = timedelta(hours=1)  # later nobody is asked any more
_MOST: Final = 50


def call(unit: Unit, *, call_id: UUID) -> CallRow:
    """One call, or `NotFound`."""
    unit.actor.require(Permission.CASES_READ)
    row = unit.session.execute(_columns().where(Call.id == call_id)).one_or_none()
    if row is None:
        raise NotFound.of("call", "appel", call_id)
    return _row(row)


def running_calls(unit: Unit) -> tuple[CallRow, ...]:
    """Calls that wait, ring or go on; who waits longest first."""
    unit.actor.require(Permission.CASES_READ)
    query = _columns().where(Call.stage.in_(LIVE)).order_by(Call.waiting_at.nulls_last(), Call.id).limit(_MOST)
    return tuple(_row(row) for row in unit.session.execute(query))


def own_calls(unit: Unit) -> tuple[CallRow, ...]:
    """Those that the actor is rung for, talks in, or has not wrapped up; the newest first."""
    unit.actor.require(Permission.CASES_READ)
    not_wrapped_up = (
        (Call.stage == "over")
        & Call.wrapped_up_at.is_(None)
        & (Call.answered_at.is_not(None) | (Call.outcome == "unanswered"))
        & (Call.ended_at > unit.now - WRAPPED_UP_WITHIN)
    )
    mine = Call.agent_id == unit.actor.id
    query = _columns().where(mine, Call.stage.in_(HANDS) | not_wrapped_up)
    return tuple(_row(row) for row in unit.session.execute(query.order_by(Call.started_at.desc()).limit(10)))


def colleagues(unit: Unit) -> tuple[Colleague, ...]:
    """The others of staff who may take a call, by name."""
    unit.actor.require(Permission.CASES_READ)
    busy = exists().where(Call.agent_id == StaffMember.id, Call.stage.in_(HANDS))
    query = (
        select(StaffMember.id, StaffMember.name, busy)
        .join(RoleRights, RoleRights.role == StaffMember.role)
        .where(
            StaffMember.locked_at.is_(None),
            StaffMember.id.is_distinct_from(unit.actor.id),
            RoleRights.permissions.contains([str(Permission.CASES_WRITE)]),
        )
        .order_by(StaffMember.name, StaffMember.id)
        .limit(200)
    )
    return tuple(Colleague(id, name, occupied) for id, name, occupied in unit.session.execute(query))


def queues_of_calls(unit: Unit) -> tuple[str, ...]:
    """The queues in which cases wait, by name."""
    unit.actor.require(Permission.CASES_READ)
    query = select(Case.queue).where(Case.status != "closed").distinct().order_by(Case.queue).limit(_MOST)
    return tuple(unit.session.execute(query).scalars())


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Call,
            Customer.first_name,
            Customer.last_name,
            StaffMember.name,
            Case.id.label("case_id"),
            Case.number.label("case_number"),
        )
        .outerjoin(Customer, Customer.id == Call.customer_id)
        .outerjoin(StaffMember, StaffMember.id == Call.agent_id)
        .outerjoin(Conversation, Conversation.id == Call.conversation_id)
        .outerjoin(Case, Case.id == Conversation.case_id)
    )


def _row(row: Any) -> CallRow:
    found: Call = row[0]
    return CallRow(
        id=found.id,
        number=found.number,
        language=found.language,
        stage=found.stage,
        outcome=found.outcome,
        held=found.held,
        customer_id=found.customer_id,
        customer_name=f"{row.first_name or ''} {row.last_name or ''}".strip(),
        conversation_id=found.conversation_id,
        case_id=row.case_id,
        case_number=row.case_number or "",
        agent_id=found.agent_id,
        agent=row.name or "",
        started_at=found.started_at,
        waiting_at=found.waiting_at,
        answered_at=found.answered_at,
        ended_at=found.ended_at,
        wrapped_up_at=found.wrapped_up_at,
        has_recording=bool(found.recording_ref),
        recording_seconds=found.recording_seconds,
        version=found.version,
        direction=found.direction,
        reason=found.reason,
        muted=found.muted,
    )
