"""Offer a case that waits to the best agent who is free."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update

from domain.assignment.choose import Choice, Wanted, choice_of, choices, spare, unless_declined
from domain.assignment.likely import likely_agents
from domain.assignment.record import record_offer
from domain.assignment.settings import settings_of
from domain.assignment.standing import Standing, held, online, these
from domain.assignment.waiting import Waiting, waiting_locked
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.agent import Agent, Offer
from domain.work.unit import Unit

EXPIRE: Final = "assignment.expire"  # the job that ends an offer when its time is over
QUEUE: Final = "assignment"
LIVE_LINES: Final = ("chat", "phone")  # somebody waits at the other end: the shorter time to accept


def offer_case(unit: Unit, *, case_id: UUID) -> UUID | None:
    """Offer it to the best agent who is free, and tell the offer's id; None where it does not wait, or for nobody.

    The case and the agent are locked, and looked at again under the lock: whoever is busy with either is passed by, so
    that no case is offered twice and nobody gets more than they can hold. Records `offer.made`.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case = waiting_locked(unit, case_id)
    if case is None:
        return None
    first = unless_declined(case.wanted)
    likely = these(unit, likely_agents(unit, first))
    offered = _offer_to_one(unit, case, first, likely)
    if offered is not None:
        return offered
    there = online(unit)
    return _offer_to_one(unit, case, spare(case.wanted, there), there)


def _offer_to_one(unit: Unit, case: Waiting, wanted: Wanted, agents: Sequence[Standing]) -> UUID | None:
    """Offer it to the best of these who can be locked, and can take it then still."""
    for choice in choices(wanted, agents):
        agent = held(unit, choice.agent.staff_id)
        still = choice_of(wanted, agent) if agent else None
        if still is not None:
            return _offer(unit, case, still)
    return None


def _offer(unit: Unit, case: Waiting, choice: Choice) -> UUID:
    settings, channel = settings_of(unit), case.wanted.channel
    seconds = settings.accept_live if channel in LIVE_LINES else settings.accept
    offer = Offer(
        id=new_id(at=unit.now),
        case_id=case.case_id,
        staff_id=choice.agent.staff_id,
        channel=channel,
        without=list(choice.without),
        status="offered",
        offered_at=unit.now,
        expires_at=unit.now + timedelta(seconds=seconds),
    )
    unit.session.add(offer)
    unit.session.flush()
    unit.session.execute(update(Agent).where(Agent.staff_id == offer.staff_id).values(last_offer_at=unit.now))
    told = {"number": case.number, "name": choice.agent.name, "without": offer.without, "queue": case.queue}
    record_offer(unit, "offer.made", offer, told)
    unit.defer(EXPIRE, queue=QUEUE, run_at=offer.expires_at, offer_id=str(offer.id))
    return offer.id
