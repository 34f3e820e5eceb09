"""Say who stands on the other side of a conversation."""

from uuid import UUID

from sqlalchemy import select

from domain.cases.record import record_case
from domain.cases.route_case import put_where_it_waits, routing_of
from domain.conversations.language import follow_language
from domain.conversations.load import kept_conversation, load_conversation
from domain.conversations.record import record_conversation
from domain.customers.load import load_customer
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.work.unit import Unit


def identify_conversation(unit: Unit, *, conversation_id: UUID, customer_id: UUID) -> None:
    """Make the conversation and its case those of a customer, in their language; the case is routed anew, for more is
    known now.

    Whose case it is stays; tags that the rules gave it for want of a customer go. Records `conversation.identified`,
    and `case.routed` while nobody has it.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case_id = _case_of(unit, conversation_id)
    unknown = routing_of(unit, case_id, live=False)
    routing = routing_of(unit, case_id, live=False, customer_id=customer_id)
    customer = load_customer(unit, customer_id)
    conversation, case = load_conversation(unit, conversation_id)
    if conversation.customer_id == customer.id:
        return
    conversation.customer_id = case.customer_id = customer.id
    outdated = set(unknown.tags) - set(routing.tags)
    case.tags = [tag for tag in case.tags if tag not in outdated]
    follow_language(unit, conversation, case, customer.language)
    case.version += 1
    unit.session.flush()
    record_conversation(unit, "conversation.identified", conversation, case)
    if case.owner_id is None and case.status != "closed":
        before = case.queue
        put_where_it_waits(unit, case, routing)
        told = {"from": before, "queue": case.queue, "priority": case.priority, "version": routing.decided.version}
        record_case(unit, "case.routed", case, told | {"decision_id": str(case.decision_id)})


def _case_of(unit: Unit, conversation_id: UUID) -> UUID:
    kept = kept_conversation(unit, conversation_id)
    return unit.session.execute(select(Conversation.case_id).where(Conversation.id == kept)).scalar_one()
