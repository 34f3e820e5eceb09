"""Two conversations are one, and the other way round."""

from uuid import UUID

from sqlalchemy import select

from domain.cases.close_case import close_case, reopen_case
from domain.conversations.load import kept_conversation, load_conversation
from domain.conversations.record import record_conversation
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationContact
from domain.work.family import members_of
from domain.work.unit import Unit


def merge_conversations(unit: Unit, *, conversation_id: UUID, into_id: UUID) -> None:
    """Let `conversation_id` go on in `into_id`: its entries are read there, in the order of time, and new messages
    arrive there. Its case is closed as a duplicate. A pointer, so that it can be undone.

    Records `conversation.merged` and what `close_case` does. Refuses with `Invalid` one with itself, with `Conflict`
    two of different customers.
    """
    unit.actor.require(Permission.CASES_WRITE)
    if kept_conversation(unit, conversation_id) == kept_conversation(unit, into_id):
        raise Invalid(
            field="into_id",
            code="same_conversation",
            en="They are one conversation already.",
            fr="C’est déjà une seule conversation.",
        )
    for each in sorted((conversation_id, into_id)):  # whoever merges the other way round waits, and does not deadlock
        load_conversation(unit, each)
    gone, gone_case = load_conversation(unit, conversation_id)
    kept, case = load_conversation(unit, into_id)
    if gone.customer_id and kept.customer_id and gone.customer_id not in members_of(unit, kept.customer_id):
        raise Conflict(
            code="other_customer",
            en="The conversations are with different customers.",
            fr="Les conversations concernent des clients différents.",
        )
    _join(unit, gone, kept, case)
    record_conversation(unit, "conversation.merged", gone, gone_case, {"into": case.number})
    close_case(unit, case_id=gone_case.id, wrap_up="duplicate")


def unmerge_conversation(unit: Unit, *, conversation_id: UUID) -> None:
    """Take `conversation_id` out of the one that it was merged into; its case is opened again.

    Records `conversation.unmerged` and what `reopen_case` does. One that was not merged stays as it is.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case_id = unit.session.execute(
        select(Conversation.case_id).where(Conversation.id == conversation_id)
    ).scalar_one_or_none()
    if case_id is None:
        kept_conversation(unit, conversation_id)  # not found
        return
    reopened = unit.session.execute(select(Case.status).where(Case.id == case_id)).scalar_one() == "closed"
    query = select(Conversation).where(Conversation.id == conversation_id)
    found = unit.session.execute(query).scalar_one()
    if found.merged_into_id is None:
        return
    if reopened:
        reopen_case(unit, case_id=case_id)
    found.merged_into_id, found.version = None, found.version + 1
    unit.session.flush()
    conversation, case = load_conversation(unit, conversation_id)
    record_conversation(unit, "conversation.unmerged", conversation, case)


def _join(unit: Unit, gone: Conversation, kept: Conversation, case: Case) -> None:
    gone.merged_into_id, gone.version = kept.id, gone.version + 1
    kept.version += 1
    if kept.customer_id is None and gone.customer_id is not None:
        kept.customer_id = case.customer_id = gone.customer_id
    if gone.last_at > kept.last_at:
        kept.last_at, kept.last_preview, kept.last_from = gone.last_at, gone.last_preview, gone.last_from
        kept.channel, kept.address = gone.channel, gone.address
    kept.waiting_since = min(filter(None, (kept.waiting_since, gone.waiting_since)), default=None)
    theirs = select(ConversationContact).where(ConversationContact.conversation_id == gone.id)
    for contact in unit.session.execute(theirs).scalars().all():
        key = (kept.id, contact.channel, contact.address)
        if unit.session.get(ConversationContact, key) is None:
            unit.session.add(
                ConversationContact(
                    conversation_id=kept.id, channel=contact.channel, address=contact.address, name=contact.name
                )
            )
    unit.session.flush()
