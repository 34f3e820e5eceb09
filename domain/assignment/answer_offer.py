"""What becomes of an offer: accepted, declined, its time over, or no longer true."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.assignment.agent import load_agent
from domain.assignment.record import record_offer
from domain.assignment.set_presence import become
from domain.assignment.settings import settings_of
from domain.assignment.standing import one
from domain.cases.assign_case import assign_case
from domain.cases.load import load_case
from domain.kernel.actor import ActorKind
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.agent import Agent, Offer
from domain.models.case import Case
from domain.models.staff import StaffMember
from domain.models.telephone import Call
from domain.work.unit import Unit

LEFT_IN_PEACE: Final = timedelta(seconds=45)  # who declines has a reason, and is not asked again at once
_WAITS: Final = ("new", "open")


def accept_offer(unit: Unit, *, offer_id: UUID) -> UUID:
    """Take the case that is offered to one, and tell its id; a second time changes nothing. Records `offer.accepted`
    and `case.assigned`.

    Refuses with `Conflict` (`offer_gone`) what somebody else has taken or what is offered no longer; whoever manages
    agents accepts for them.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case, agent, offer = _own(unit, offer_id)
    if offer.status == "accepted" and case.owner_id == offer.staff_id:
        return case.id
    taken = case.owner_id not in (None, offer.staff_id)
    if offer.status != "offered" or offer.expires_at < unit.now or taken or case.status not in _WAITS:
        raise _gone(unit, case)
    offer.status, offer.answered_at = "accepted", unit.now
    agent.unanswered = 0
    record_offer(unit, "offer.accepted", offer)
    assign_case(unit, case_id=case.id, owner_id=offer.staff_id)
    return case.id


def decline_offer(unit: Unit, *, offer_id: UUID) -> None:
    """Leave it to somebody else, and be asked nothing for `LEFT_IN_PEACE`; a second time changes nothing. Records
    `offer.declined`. Refuses as `accept_offer`.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case, agent, offer = _own(unit, offer_id)
    if offer.status == "declined":
        return
    if offer.status != "offered":
        raise _gone(unit, case)
    offer.status, offer.answered_at = "declined", unit.now
    agent.unanswered, agent.last_offer_at = 0, unit.now + LEFT_IN_PEACE
    record_offer(unit, "offer.declined", offer)


def expire_offer(unit: Unit, *, offer_id: UUID) -> bool:
    """End an offer whose time is over; who lets too many in a row pass is away, unless they acted meanwhile, or were on
    the telephone. Whether it ended now. Records `offer.expired`.
    """
    unit.actor.require(Permission.AGENTS_MANAGE)
    _, agent, offer = _locked(unit, offer_id)
    if offer.status != "offered" or offer.expires_at > unit.now:
        return False
    offer.status, offer.answered_at = "expired", unit.now
    agent.unanswered = 0 if _is_talking(unit, agent) else agent.unanswered + 1
    record_offer(unit, "offer.expired", offer)
    if agent.unanswered >= settings_of(unit).unanswered_most and agent.presence == "online":
        become(unit, agent, "away", "unanswered")
    return True


def withdraw_offer(unit: Unit, *, offer_id: UUID) -> bool:
    """Take back an offer whose case no longer waits, or waits elsewhere, or whose agent wraps up a conversation that
    ended after it was made. Whether it was so. Records `offer.withdrawn`.
    """
    unit.actor.require(Permission.AGENTS_MANAGE)
    case, agent, offer = _locked(unit, offer_id)
    waits = case.owner_id is None and case.status in _WAITS and case.queued_at <= offer.offered_at
    standing = one(unit, agent.staff_id)
    wraps_up = standing is not None and standing.wrapping_until is not None
    if offer.status != "offered" or (waits and not wraps_up):
        return False
    offer.status, offer.answered_at = "withdrawn", unit.now
    reason = "taken" if case.owner_id else "wrap_up" if waits else "moved"
    record_offer(unit, "offer.withdrawn", offer, {"reason": reason})
    return True


def _is_talking(unit: Unit, agent: Agent) -> bool:
    on_line = select(Call.id).where(Call.agent_id == agent.staff_id, Call.stage.in_(("dialling", "talking"))).limit(1)
    return unit.session.execute(on_line).first() is not None


def _own(unit: Unit, offer_id: UUID) -> tuple[Case, Agent, Offer]:
    """Somebody else's offer is not found."""
    found = unit.session.execute(select(Offer.staff_id).where(Offer.id == offer_id)).scalar_one_or_none()
    own = unit.actor.kind is ActorKind.STAFF and found == unit.actor.id
    if found is None or not (own or unit.actor.can(Permission.AGENTS_MANAGE)):
        raise NotFound.of("offer", "proposition", offer_id)
    return _locked(unit, offer_id)


def _locked(unit: Unit, offer_id: UUID) -> tuple[Case, Agent, Offer]:
    """Its case, agent and itself, in the order that everybody locks in."""
    query = select(Offer).where(Offer.id == offer_id)
    seen = unit.session.execute(query).scalar_one_or_none()
    if seen is None:
        raise NotFound.of("offer", "proposition", offer_id)
    case, agent = load_case(unit, seen.case_id), load_agent(unit, seen.staff_id)
    options = {"populate_existing": True}
    return case, agent, unit.session.execute(query.with_for_update(), execution_options=options).scalar_one()


def _gone(unit: Unit, case: Case) -> Conflict:
    query = select(StaffMember.name).where(StaffMember.id == case.owner_id)
    name = unit.session.execute(query).scalar_one_or_none() if case.owner_id else None
    return Conflict(
        code="offer_gone",
        en=f"{name} has taken it." if name else "It is no longer offered to you.",
        fr=f"{name} s’en occupe déjà." if name else "Elle ne vous est plus proposée.",
        details={"owner": name or ""},
    )
