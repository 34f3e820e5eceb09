"""Load a call for a use case, locked. It is locked before its case and conversation."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.actor import ActorKind
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.telephone import Call, CallLeg
from domain.work.unit import Unit

LIVE = ("waiting", "offered", "dialling", "talking")
HANDS = ("offered", "dialling", "talking")  # in which a call has somebody of staff


def load_call(unit: Unit, call_id: UUID) -> Call:
    """The call, or `NotFound`."""
    return _one(unit, Call.id == call_id, call_id)


def call_of(unit: Unit, vendor_ref: str) -> Call:
    """The call by the vendor's id of the caller's side, or `NotFound`."""
    return _one(unit, Call.vendor_ref == vendor_ref, vendor_ref)


def own_call(unit: Unit, call_id: UUID, *stages: str) -> Call:
    """The call that the actor is talking in, or that is in one of `stages`; `NotFound` for somebody else's, `Conflict`
    once it is over. A system that manages agents acts for whoever is on it.
    """
    call = call_in_charge(unit, call_id)
    if call.stage not in (stages or ("talking",)):
        raise Conflict(code="not_talking", en="You are not on this call.", fr="Vous n’êtes pas sur cet appel.")
    return call


def call_in_charge(unit: Unit, call_id: UUID) -> Call:
    """The same, however far it is."""
    call = load_call(unit, call_id)
    acts_for_agents = unit.actor.kind is not ActorKind.STAFF and unit.actor.can(Permission.AGENTS_MANAGE)
    if call.agent_id is None or not (acts_for_agents or call.agent_id == unit.actor.id):
        raise NotFound.of("call of yours", "appel en cours", call_id)
    return call


def load_leg(unit: Unit, leg_id: UUID) -> tuple[Call, CallLeg]:
    """An agent's side and its call, both locked, the call first; `NotFound`."""
    query = select(CallLeg.call_id).where(CallLeg.id == leg_id)
    call_id = unit.session.execute(query).scalar_one_or_none()
    if call_id is None:
        raise NotFound.of("line", "ligne", leg_id)
    call = load_call(unit, call_id)
    leg = select(CallLeg).where(CallLeg.id == leg_id).with_for_update()
    return call, unit.session.execute(leg, execution_options={"populate_existing": True}).scalar_one()


def _one(unit: Unit, which: object, key: object) -> Call:
    unit.session.flush()
    query = select(Call).where(which).with_for_update()  # type: ignore[arg-type]
    call = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if call is None:
        raise NotFound.of("call", "appel", key)
    return call
