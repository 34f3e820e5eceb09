"""Read agents and what is offered to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text

from domain.assignment.standing import Standing, everybody, one
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.staff.members import own_id
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class AgentRow:
    """An agent at this moment. `state`: online, away, offline, or wrap_up for who is online and finishing the last
    conversation; `is_free`: something could be offered; `is_asked`: something is, and waits for their answer.
    """

    staff_id: UUID
    name: str
    role: str
    state: str
    presence: str
    reason: str
    since: datetime
    wrapping_until: datetime | None
    is_free: bool
    is_asked: bool
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: dict[str, int]
    loads: dict[str, int]
    calls_alone: bool
    wrap_up: int
    version: int


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A case that is, or was, offered to somebody."""

    id: UUID
    case_id: UUID
    number: str
    subject: str
    channel: str
    language: str
    queue: str
    priority: int
    customer_id: UUID | None
    customer_name: str
    waits_since: datetime
    staff_id: UUID
    agent: str
    without: tuple[str, ...]
    status: str
    offered_at: datetime
    expires_at: datetime


_OFFERS: Final = """
    SELECT offers.id, offers.case_id, cases.number, cases.subject, offers.channel, cases.language, cases.queue,
        cases.priority, cases.customer_id, cases.queued_at AS waits_since, offers.staff_id,
        trim(coalesce(customers.first_name, '') || ' ' || coalesce(customers.last_name, '')) AS customer_name,
        staff_members.name AS agent, offers.without, offers.status, offers.offered_at, offers.expires_at
    FROM offers JOIN cases ON cases.id = offers.case_id JOIN staff_members ON staff_members.id = offers.staff_id
    LEFT JOIN customers ON customers.id = cases.customer_id
"""
_LIVE: Final = text(f"{_OFFERS} WHERE offers.status = 'offered' ORDER BY offers.offered_at, offers.id")
_OWN: Final = text(
    f"{_OFFERS} WHERE offers.status = 'offered' AND offers.staff_id = :staff_id AND offers.expires_at > :now"
    " ORDER BY offers.expires_at, offers.id"
)
_ONE: Final = text(f"{_OFFERS} WHERE offers.id = :offer_id")


def agents(unit: Unit) -> tuple[AgentRow, ...]:
    """Every agent, by name."""
    unit.actor.require(Permission.CASES_READ)
    return tuple(_agent(each) for each in everybody(unit))


def agent(unit: Unit, *, staff_id: UUID) -> AgentRow:
    """One agent, or `NotFound`."""
    unit.actor.require(Permission.CASES_READ)
    found = one(unit, staff_id)
    if found is None:
        raise NotFound.of("agent", "agent", staff_id)
    return _agent(found)


def own_standing(unit: Unit) -> AgentRow | None:
    """How one stands oneself; None for who has never been an agent."""
    unit.actor.require(Permission.CASES_READ)
    found = one(unit, own_id(unit.actor))
    return _agent(found) if found is not None else None


def offers(unit: Unit) -> tuple[OfferRow, ...]:
    """Everything that is offered to somebody at this moment, the oldest first."""
    unit.actor.require(Permission.CASES_READ)
    return tuple(_offer(row) for row in unit.session.execute(_LIVE).mappings())


def own_offers(unit: Unit) -> tuple[OfferRow, ...]:
    """What is offered to oneself, what ends first first."""
    unit.actor.require(Permission.CASES_READ)
    values = {"staff_id": own_id(unit.actor), "now": unit.now}
    return tuple(_offer(row) for row in unit.session.execute(_OWN, values).mappings())


def offer(unit: Unit, *, offer_id: UUID) -> OfferRow:
    """One offer, whatever became of it, or `NotFound`."""
    unit.actor.require(Permission.CASES_READ)
    row = unit.session.execute(_ONE, {"offer_id": offer_id}).mappings().one_or_none()
    if row is None:
        raise NotFound.of("offer", "proposition", offer_id)
    return _offer(row)


def _offer(row: object) -> OfferRow:
    values = dict(row)  # type: ignore[call-overload]  # the mapping of a row
    return OfferRow(**values | {"without": tuple(values["without"])})


def _agent(found: Standing) -> AgentRow:
    return AgentRow(
        staff_id=found.staff_id,
        name=found.name,
        role=found.role,
        state="wrap_up" if found.presence == "online" and found.wrapping_until else found.presence,
        presence=found.presence,
        reason=found.reason,
        since=found.since,
        wrapping_until=found.wrapping_until,
        is_free=found.is_free,
        is_asked=found.offered,
        skills=tuple(sorted(found.skills)),
        languages=tuple(sorted(found.languages)),
        capacity=dict(found.capacity),
        loads=dict(found.loads),
        calls_alone=found.calls_alone,
        wrap_up=found.wrap_up,
        version=found.version,
    )
