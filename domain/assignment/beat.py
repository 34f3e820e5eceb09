"""A screen of somebody is still there, or they act at it; one that fell silent is noticed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case, select, update

from domain.assignment.agent import load_agent
from domain.assignment.record import record_agent
from domain.assignment.set_presence import become
from domain.assignment.settings import settings_of
from domain.kernel.permissions import Permission
from domain.models.agent import Agent, Offer
from domain.staff.members import own_id
from domain.work.unit import Unit

NOT_COUNTED: Final = -1  # the next offer that is let pass leaves nothing


def beat(unit: Unit) -> None:
    """Note that the actor's screen is open. Who was away only because it had fallen silent is online again."""
    unit.actor.require(Permission.CASES_READ)
    staff_id = own_id(unit.actor)
    heard = update(Agent).where(Agent.staff_id == staff_id, Agent.presence != "offline").values(heartbeat_at=unit.now)
    reason = unit.session.execute(heard.returning(Agent.reason)).scalar_one_or_none()
    if reason == "silent":
        agent = load_agent(unit, staff_id)
        if agent.reason == "silent":
            become(unit, agent, "online")


def beat_for(unit: Unit, *, staff_ids: Sequence[UUID]) -> tuple[UUID, ...]:
    """`beat` for many at once, whose screens are open; told are those who had fallen silent, who `beat` themselves."""
    unit.actor.require(Permission.AGENTS_MANAGE)
    heard = update(Agent).where(Agent.staff_id.in_(staff_ids), Agent.presence != "offline", Agent.reason != "silent")
    unit.session.execute(heard.values(heartbeat_at=unit.now))
    silent = select(Agent.staff_id).where(Agent.staff_id.in_(staff_ids), Agent.reason == "silent")
    return tuple(unit.session.execute(silent).scalars())


def note_activity(unit: Unit) -> None:
    """Note that the actor does something at a screen: what they let pass before no longer counts, nor does the offer
    that is before them now. Who is busy is not away.
    """
    unit.actor.require(Permission.CASES_READ)
    staff_id = own_id(unit.actor)
    asked = select(Offer.id).where(Offer.staff_id == staff_id, Offer.status == "offered").exists()
    count = case((asked, NOT_COUNTED), else_=0)
    acting = update(Agent).where(Agent.staff_id == staff_id, Agent.presence == "online", Agent.unanswered != count)
    unit.session.execute(acting.values(unanswered=count))


def note_silence(unit: Unit, *, staff_id: UUID) -> bool:
    """Who is online and whose screens have not been heard of for too long is away. Whether it was so."""
    unit.actor.require(Permission.AGENTS_MANAGE)
    agent = load_agent(unit, staff_id)
    before = unit.now - timedelta(seconds=settings_of(unit).silent_after)
    if agent.presence != "online" or agent.heartbeat_at is None or agent.heartbeat_at > before:
        return False
    become(unit, agent, "away", "silent")
    return True


def note_sign_out(unit: Unit, *, staff_id: UUID) -> bool:
    """Who signed out, with no other sign-in left open, is offline. Whether it was so."""
    unit.actor.require(Permission.AGENTS_MANAGE)
    agent = load_agent(unit, staff_id)
    if agent.presence == "offline" or agent.heartbeat_at is None:
        return False
    become(unit, agent, "offline", "signed_out")
    return True


def end_wrap_up(unit: Unit) -> None:
    """Say that one is done with what follows a conversation. Records `agent.wrapped_up`."""
    unit.actor.require(Permission.CASES_WRITE)
    agent = load_agent(unit, own_id(unit.actor))
    agent.wrapped_up_at = unit.now
    record_agent(unit, "agent.wrapped_up", agent)
