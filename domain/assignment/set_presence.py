"""Somebody is there, away, or gone."""

from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from domain.assignment.agent import load_agent, name_of
from domain.assignment.record import record_agent, record_offer
from domain.kernel.actor import ActorKind
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.models.agent import PRESENCES, Agent, Offer
from domain.orders.new_order import check_choice
from domain.work.unit import Unit

EVENTS: Final = {"online": "agent.went_online", "away": "agent.went_away", "offline": "agent.went_offline"}


def set_presence(unit: Unit, *, presence: str, staff_id: UUID | None = None) -> None:
    """Set one's own presence, or with the right to manage agents somebody's (`staff_id`).

    Who is not online loses what was offered to them. Records `agent.went_online`, `agent.went_away` or
    `agent.went_offline`; nothing if nothing differs. Refuses with `Invalid` what is no presence, with `NotFound`
    whoever is not of staff.
    """
    unit.actor.require(Permission.CASES_WRITE)
    check_choice(presence, PRESENCES, field="presence")
    own = unit.actor.kind is ActorKind.STAFF and staff_id in (None, unit.actor.id)
    if not own:
        unit.actor.require(Permission.AGENTS_MANAGE)
    who = staff_id or unit.actor.id
    if who is None or (staff_id is None and not own):
        raise Invalid(
            field="staff_id",
            code="missing",
            en="Say whose presence it is.",
            fr="Indiquez de qui il s’agit.",
        )
    agent = load_agent(unit, who)
    watched = own and unit.actor.session_id is not None
    agent.heartbeat_at = unit.now if watched else agent.heartbeat_at if presence != "online" else None
    become(unit, agent, presence)


def become(unit: Unit, agent: Agent, presence: str, reason: str = "", /) -> None:
    """Set the presence of a locked agent; `reason` says why where they did not say so themselves."""
    if (agent.presence, agent.reason) == (presence, reason):
        return
    if agent.presence != presence:
        agent.since = unit.now
    agent.presence, agent.reason = presence, reason
    if presence == "online":
        agent.unanswered, agent.online_at = 0, unit.now
    else:
        withdraw_all(unit, agent.staff_id)
    told = {"name": name_of(unit, agent.staff_id), "reason": reason}
    record_agent(unit, EVENTS[presence], agent, told)


def withdraw_all(unit: Unit, staff_id: UUID, /) -> None:
    """What is offered to the agent, who is locked, is offered to them no longer."""
    live = select(Offer.id).where(Offer.staff_id == staff_id, Offer.status == "offered").with_for_update()
    ids = list(unit.session.execute(live).scalars())
    if not ids:
        return
    taken = update(Offer).where(Offer.id.in_(ids)).values(status="withdrawn", answered_at=unit.now)
    unit.session.execute(taken)
    for offer in unit.session.execute(select(Offer).where(Offer.id.in_(ids))).scalars():
        record_offer(unit, "offer.withdrawn", offer, {"reason": "away"})
