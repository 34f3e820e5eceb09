"""Look at everything that time changes, so that nothing waits unseen: after a restart too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select

from domain.assignment.choose import Wanted, best_of, spare, unless_declined
from domain.assignment.settings import settings_of
from domain.assignment.standing import Standing, online, these
from domain.assignment.take_back import left_alone
from domain.assignment.waiting import Waiting, waiting
from domain.kernel.permissions import Permission
from domain.models.agent import Agent, Offer
from domain.models.case import Case
from domain.models.queue import Queue
from domain.work.unit import Unit

MOST: Final = 2_000  # cases looked at in one go


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done, by ids: agents who fell silent, offers whose time is over, those that are `stale` since their
    case has gone or their agent wraps up, cases that are left alone, and (case, queue) of those that overflow.
    """

    silent: Sequence[UUID]
    expired: Sequence[UUID]
    stale: Sequence[UUID]
    left: Sequence[UUID]
    overflowing: Sequence[tuple[UUID, str]]


def what_is_due(unit: Unit) -> Due:
    """What the clock has made due. Nothing is done yet; each is looked at again where it is done."""
    unit.actor.require(Permission.CASES_READ)
    silent_since = unit.now - timedelta(seconds=settings_of(unit).silent_after)
    silent = select(Agent.staff_id).where(Agent.presence == "online", Agent.heartbeat_at <= silent_since)
    expired = select(Offer.id).where(Offer.status == "offered", Offer.expires_at <= unit.now)
    run = unit.session.execute
    return Due(
        silent=list(run(silent).scalars()),
        expired=list(run(expired.order_by(Offer.expires_at)).scalars()),
        stale=_stale(unit),
        left=left_alone(unit),
        overflowing=_overflowing(unit),
    )


def what_is_stale(unit: Unit) -> Sequence[UUID]:
    """The offers to take back: see `Due`."""
    unit.actor.require(Permission.CASES_READ)
    return _stale(unit)


def _stale(unit: Unit) -> list[UUID]:
    gone = or_(Case.owner_id.is_not(None), Case.status.in_(("waiting", "closed")), Case.queued_at > Offer.offered_at)
    query = select(Offer.id, Offer.staff_id, gone).join(Case, Case.id == Offer.case_id).where(Offer.status == "offered")
    offered = unit.session.execute(query).all()
    asked = sorted({staff_id for _, staff_id, _ in offered})
    wrap_up = {agent.staff_id for agent in these(unit, asked) if agent.wrapping_until is not None}
    return [id for id, staff_id, is_gone in offered if is_gone or staff_id in wrap_up]


def _overflowing(unit: Unit) -> list[tuple[UUID, str]]:
    offered = select(Offer.id).where(Offer.case_id == Case.id, Offer.status == "offered").exists()
    query = (
        select(Case.id, Queue.overflow_queue, Case.queued_at, Queue.overflow_after)
        .join(Queue, Queue.name == Case.queue)
        .where(Case.owner_id.is_(None), Case.status.in_(("new", "open")), Queue.overflow_after.is_not(None), ~offered)
        .order_by(Case.queued_at)
    )
    return [
        (id, to)
        for id, to, since, after in unit.session.execute(query)
        if to and after and since <= unit.now - timedelta(seconds=after)
    ]


def what_can_be_offered(unit: Unit, *, most: int = MOST) -> Sequence[UUID]:
    """The cases that somebody is free for, in the order in which to offer them; one for each agent. What an agent
    declined comes after everything else that they can take.
    """
    unit.actor.require(Permission.CASES_READ)
    there = online(unit)
    agents = {agent.staff_id: agent for agent in there if agent.is_free}
    cases = waiting(unit, most=most) if agents else []
    found = _found(((case, unless_declined(case.wanted)) for case in cases), agents)
    again = [case for case in cases if case.wanted.declined and case.case_id not in found] if agents else []
    return found + _found(((case, spare(case.wanted, there)) for case in again), agents)


def _found(cases: Iterable[tuple[Waiting, Wanted]], agents: dict[UUID, Standing]) -> list[UUID]:
    """Those that one of the agents is the best for, who is then gone from them."""
    found: list[UUID] = []
    in_vain: set[Wanted] = set()
    for case, wanted in cases if agents else ():
        asked = replace(wanted, previous=None)
        if asked in in_vain:
            continue
        best = best_of(wanted, agents.values())
        if best is None:
            in_vain.add(asked)  # fewer and fewer are free: nobody will be for the same later on
            continue
        found.append(case.case_id)
        del agents[best.agent.staff_id]  # one thing at a time
        if not agents:
            break
    return found
