"""A call that waits is offered to somebody: their telephone rings, and a key puts them through."""

from uuid import UUID

from sqlalchemy import exists, select

from domain.cases.assign_case import assign_case
from domain.conversations.answer_call import where_it_stands
from domain.conversations.call_errands import drop_legs, end_leg, send_errand
from domain.conversations.call_rows import CallStep
from domain.conversations.load import load_conversation
from domain.conversations.load_call import HANDS, load_call, load_leg
from domain.conversations.record_call import record_call, show_call
from domain.conversations.reply import answered
from domain.conversations.staff_line import line_of
from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.models.customer import Customer
from domain.models.staff import StaffMember
from domain.models.telephone import Call, CallLeg
from domain.work.unit import Unit


def offer_call(unit: Unit, *, call_id: UUID, agent_id: UUID) -> UUID:
    """Ring somebody of staff for a call that waits, and tell the id of their side.

    Records `conversation.call_offered`. Refuses with `Conflict` a call that does not wait any more, and somebody who is
    on another call; with `Invalid` whoever is not of staff.
    """
    unit.actor.require(Permission.CASES_WRITE)
    call = load_call(unit, call_id)
    if call.stage != "waiting":
        raise Conflict(
            code="call_not_waiting",
            en="This call does not wait any more.",
            fr="Cet appel n’attend plus.",
        )
    leg = ring(unit, call, agent_id)
    call.stage, call.agent_id = "offered", agent_id
    record_call(unit, "conversation.call_offered", call, {"agent_id": str(agent_id)})
    show_call(unit, call)
    return leg.id


def take_call(unit: Unit, *, call_id: UUID) -> UUID:
    """Take a call that waits oneself: as `offer_call`."""
    unit.actor.require(Permission.CASES_WRITE)
    if unit.actor.id is None:
        raise Conflict(code="nobody_to_ring", en="There is nobody to ring.", fr="Il n’y a personne à appeler.")
    return offer_call(unit, call_id=call_id, agent_id=unit.actor.id)


def answer_leg(unit: Unit, *, leg_id: UUID, vendor_ref: str) -> CallStep:
    """Somebody of staff picked up: they hear who calls, and press a key to talk."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call, leg = load_leg(unit, leg_id)
    leg.vendor_ref = leg.vendor_ref or vendor_ref
    language = unit.session.execute(select(StaffMember.language).where(StaffMember.id == leg.agent_id)).scalar_one()
    if not _is_wanted(call, leg):
        return CallStep("farewell", language, {"sentence": "gone"})
    if leg.status in ("asked", "ringing"):
        leg.status = "answered"
    return CallStep("offer", language, {"leg": str(leg.id), "caller": _caller(unit, call), "outgoing": call.is_out})


def connect_call(unit: Unit, *, leg_id: UUID, digits: str) -> CallStep:
    """The key was pressed: caller and agent meet, the case is the agent's, and whoever talked before leaves.

    Records `conversation.call_answered`, once. Any other key lets the caller wait for somebody else. Of a call that the
    agent wants to make, the key has the customer dialled, which records `conversation.call_dialled`.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE, Permission.CASES_WRITE)
    call, leg = load_leg(unit, leg_id)
    if not _is_wanted(call, leg):
        return CallStep("farewell", call.language, {"sentence": "gone"})
    if digits != "1":
        end_leg(unit, call, leg, "declined")
        return CallStep("farewell", call.language)
    if call.is_out and call.stage == "offered":
        leg.status, call.stage = "joined", "dialling"
        send_errand(unit, call, "dial")
        record_call(unit, "conversation.call_dialled", call, {"agent_id": str(leg.agent_id)})
        show_call(unit, call)
    elif leg.status != "joined":
        _put_through(unit, call, leg)
    calling = {"sentence": "dialling"} if call.stage == "dialling" else {}
    return CallStep("meet", call.language, {"room": call.room, "caller": False, **calling})


def join_room(unit: Unit, *, call_id: UUID) -> CallStep:
    """The caller's side goes to where the agent is."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    return where_it_stands(load_call(unit, call_id))


def ring(unit: Unit, call: Call, agent_id: UUID) -> CallLeg:
    """Have somebody's telephone rung for the call."""
    busy = exists().where(Call.agent_id == agent_id, Call.stage.in_(HANDS), Call.id != call.id)
    if unit.session.execute(select(busy)).scalar_one():
        raise Conflict(code="agent_busy", en="They are on another call.", fr="Cette personne est déjà en ligne.")
    leg = CallLeg(
        id=new_id(at=unit.now),
        call_id=call.id,
        agent_id=agent_id,
        line=line_of(unit, agent_id),
        vendor_ref="",
        status="asked",
        at=unit.now,
    )
    unit.session.add(leg)
    unit.session.flush()
    send_errand(unit, call, "ring", leg)
    return leg


def _put_through(unit: Unit, call: Call, leg: CallLeg) -> None:
    first = call.stage != "talking"
    leg.status = "joined"
    drop_legs(unit, call, keep=leg.id)
    call.stage, call.agent_id, call.held, call.muted = "talking", leg.agent_id, False, False
    call.answered_at = call.answered_at or unit.now
    if first:
        send_errand(unit, call, "join")
    if call.conversation_id is not None:
        conversation, case = load_conversation(unit, call.conversation_id)
        answered(unit, conversation, case)
        if case.status != "closed":
            assign_case(unit, case_id=case.id, owner_id=leg.agent_id)
    record_call(unit, "conversation.call_answered", call, {"agent_id": str(leg.agent_id)})
    show_call(unit, call)


def _is_wanted(call: Call, leg: CallLeg) -> bool:
    return call.stage in HANDS and leg.status != "over"


def _caller(unit: Unit, call: Call) -> str:
    customer = unit.session.get(Customer, call.customer_id) if call.customer_id else None
    if customer is not None:
        return f"{customer.first_name} {customer.last_name}".strip()
    conversation = unit.session.get(Conversation, call.conversation_id) if call.conversation_id else None
    return conversation.contact_name if conversation else ""
