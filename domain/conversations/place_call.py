"""Somebody of staff calls a customer: their own telephone rings first, then the customer's."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import case as either
from sqlalchemy import select

from domain.cases.assign_case import assign_case
from domain.cases.load import load_case
from domain.conversations.answer_call import language_of_number
from domain.conversations.call_rows import CallStep
from domain.conversations.entries import NewEntry, add_entry
from domain.conversations.load import load_conversation
from domain.conversations.load_call import load_call
from domain.conversations.offer_call import ring
from domain.conversations.open_thread import open_thread, take_part
from domain.conversations.queue_call import title_of
from domain.conversations.receive_message import woken
from domain.conversations.record_call import record_call, show_call
from domain.conversations.redaction import redact
from domain.conversations.reply import answered
from domain.conversations.staff_line import line_of
from domain.kernel.actor import ActorKind
from domain.kernel.errors import Conflict, Denied, Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.conversation import Conversation
from domain.models.customer import Consent, Customer, CustomerPhone
from domain.models.telephone import Call, undialled
from domain.work.family import family_of
from domain.work.unit import Unit

LONGEST_REASON = 200


def place_call(
    unit: Unit,
    *,
    customer_id: UUID,
    position: int = 0,
    case_id: UUID | None = None,
    reason: str = "",
    agent_id: UUID | None = None,
) -> UUID:
    """Call a customer on one of their own numbers (`position` among them, from 0), about a case of theirs or for a
    `reason`, which begins a case; tell the call's id. The actor's telephone is rung first; another system names the
    `agent_id` whose it is.

    Records `conversation.call_placed`, and what opening or waking a case does. Refuses with `Invalid` neither reason
    nor case, somebody else's case, and a number that they do not have; with `Conflict` "do_not_call" a customer who
    does not want to be called, "erased" one who is erased, "agent_busy" while the agent is on another call.
    """
    unit.actor.require(Permission.CASES_WRITE)
    agent = _agent(unit, agent_id)
    why = redact(clean_text(reason, field="reason", most=LONGEST_REASON, required=case_id is None)).text
    family = family_of(unit, customer_id)
    _refuse_unwanted(unit, family.members)
    number = _number(unit, family.kept, family.members, position)
    conversation_id = _thread(unit, agent, family.kept, family.members, number, case_id, why)
    call = _begin(unit, agent, family.kept, number, why)
    ring(unit, call, agent)
    _join(unit, call, conversation_id)
    record_call(unit, "conversation.call_placed", call, {"agent_id": str(agent), "reason": why})
    show_call(unit, call)
    return call.id


def meet_customer(unit: Unit, *, call_id: UUID, vendor_ref: str) -> CallStep:
    """The customer whom we called has answered: they hear who calls and that it is recorded, and meet the agent.

    Records `conversation.call_answered`, once. Where the agent has gone meanwhile they hear a farewell.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE, Permission.CASES_WRITE)
    call = load_call(unit, call_id)
    if not call.is_dialled:
        call.vendor_ref = vendor_ref
    if call.vendor_ref != vendor_ref or call.stage not in ("dialling", "talking"):
        return CallStep("farewell", call.language)
    if call.stage == "dialling":
        call.stage, call.answered_at = "talking", unit.now
        if call.conversation_id is not None:
            answered(unit, *load_conversation(unit, call.conversation_id))
        record_call(unit, "conversation.call_answered", call, {"agent_id": str(call.agent_id)})
        show_call(unit, call)
    return CallStep("meet", call.language, {"room": call.room, "caller": True, "sentence": "we_call"})


def _agent(unit: Unit, named: UUID | None) -> UUID:
    """Whose telephone is rung: one's own, or that of whoever another system names."""
    if unit.actor.kind is ActorKind.STAFF and unit.actor.id is not None:
        if named in (None, unit.actor.id):
            return unit.actor.id
        raise Denied(
            code="other_telephone",
            en="You can only call from your own telephone.",
            fr="Vous ne pouvez appeler que de votre propre téléphone.",
        )
    unit.actor.require(Permission.AGENTS_MANAGE)
    if named is None:
        raise Invalid(
            field="agent_id",
            code="required",
            en="Say whose telephone is rung.",
            fr="Indiquez le téléphone de qui doit sonner.",
        )
    line_of(unit, named)
    return named


def _refuse_unwanted(unit: Unit, members: Sequence[UUID]) -> None:
    erased = select(Customer.id).where(Customer.id.in_(members), Customer.erased_at.is_not(None))
    if unit.session.execute(erased).first():
        raise Conflict(
            code="erased",
            en="This customer’s personal data was erased.",
            fr="Les données personnelles de ce client ont été effacées.",
        )
    withdrawn = select(Consent.customer_id).where(
        Consent.customer_id.in_(members),
        Consent.channel == "phone",
        Consent.purpose == "service",
        Consent.granted.is_(False),
    )
    if unit.session.execute(withdrawn).first():
        raise Conflict(
            code="do_not_call",
            en="This customer does not want to be called.",
            fr="Ce client ne souhaite pas être appelé.",
        )


def _number(unit: Unit, kept: UUID, members: Sequence[UUID], position: int) -> str:
    """In the order in which the customer's card shows them."""
    own = either((CustomerPhone.customer_id == kept, 0), else_=1)
    query = (
        select(CustomerPhone.e164)
        .where(CustomerPhone.customer_id.in_(members))
        .order_by(own, CustomerPhone.position, CustomerPhone.id)
    )
    numbers = list(dict.fromkeys(unit.session.execute(query).scalars()))
    if isinstance(position, bool) or not isinstance(position, int) or not 0 <= position < len(numbers):
        raise Invalid(
            field="position",
            code="no_number",
            en="This customer has no such phone number.",
            fr="Ce client n’a pas ce numéro de téléphone.",
        )
    return numbers[position]


def _thread(
    unit: Unit, agent: UUID, kept: UUID, members: Sequence[UUID], number: str, case_id: UUID | None, why: str
) -> UUID:
    if case_id is None:
        conversation, case = open_thread(
            unit, channel="phone", address=number, subject=why, topic="other", customer_id=kept
        )
        assign_case(unit, case_id=case.id, owner_id=agent)
        return conversation.id
    query = select(Conversation.id).where(Conversation.case_id == case_id, Conversation.merged_into_id.is_(None))
    found = unit.session.execute(query.order_by(Conversation.last_at.desc()).limit(1)).scalar_one_or_none()
    if load_case(unit, case_id).customer_id not in members or found is None:
        raise Invalid(
            field="case_id",
            code="not_theirs",
            en="This is not a case of this customer.",
            fr="Ce dossier n’est pas celui de ce client.",
        )
    _, case = woken(unit, found)
    if case.owner_id is None:
        assign_case(unit, case_id=case_id, owner_id=agent)
    return found


def _begin(unit: Unit, agent_id: UUID, customer_id: UUID, number: str, why: str) -> Call:
    query = select(Customer.language).where(Customer.id == customer_id)
    id = new_id(at=unit.now)
    call = Call(
        id=id,
        vendor_ref=undialled(id),
        direction="out",
        number=number,
        language=unit.session.execute(query).scalar_one_or_none() or language_of_number(number),
        reason=why,
        customer_id=customer_id,
        agent_id=agent_id,
        stage="offered",
        outcome="",
        held=False,
        muted=False,
        tries=0,
        room_ref="",
        recording_ref="",
        recording_url="",
        recording_seconds=0,
        started_at=unit.now,
        version=1,
    )
    unit.session.add(call)
    unit.session.flush()
    return call


def _join(unit: Unit, call: Call, conversation_id: UUID) -> None:
    conversation, case = load_conversation(unit, conversation_id)
    new = NewEntry(
        kind="call",
        direction="out",
        channel="phone",
        address=call.number,
        body=title_of(call.number),
        status="sent",
        details={"call_id": str(call.id), "stage": call.stage, "reason": call.reason},
    )
    entry = add_entry(unit, conversation, case, new)
    for channel in ("phone", "sms"):
        take_part(unit, conversation, channel, call.number)
    call.conversation_id, call.entry_id = conversation.id, entry.id
