"""A supervisor beside a running conversation: says something that only staff see, or takes it over."""

from uuid import UUID

from domain.cases.assign_case import assign_case
from domain.conversations.body import clean_body
from domain.conversations.entries import NewEntry, add_entry, check_client_key, entry_with_key
from domain.conversations.hand_over import name_of_staff, note_hand_over
from domain.conversations.load import load_conversation
from domain.conversations.note_delivery import announce
from domain.conversations.record import record_conversation
from domain.kernel.actor import ActorKind
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def whisper(unit: Unit, *, conversation_id: UUID, body: str, client_key: str | None = None) -> UUID:
    """Say something to whoever has the conversation: a private note that stands out, and tell the entry's id.

    The same `client_key` is said once. Records `conversation.note_added`, and calls whoever has it. Refuses with
    `Conflict` a conversation that nobody has, for there is nobody to hear it.
    """
    unit.actor.require(Permission.CONVERSATIONS_OVERSEE)
    text = clean_body(body)
    key = check_client_key(client_key)
    conversation, case = load_conversation(unit, conversation_id)
    if (written := entry_with_key(unit, conversation.id, key)) is not None:
        return written.id
    if case.owner_id is None:
        raise Conflict(code="nobody_has_it", en="Nobody has this case yet.", fr="Personne n’a encore ce dossier.")
    new = NewEntry(
        kind="note",
        direction="internal",
        channel=conversation.channel,
        body=text,
        status="kept",
        client_key=key,
        details={"whisper": True, "to": str(case.owner_id)},
    )
    said = add_entry(unit, conversation, case, new)
    announce(unit, conversation.id, "whispered", str(case.owner_id))
    return said.id


def take_over(unit: Unit, *, conversation_id: UUID) -> None:
    """Have the conversation from now on, in the place of whoever has it; a line in the thread tells staff. Records
    `conversation.taken_over` and what `assign_case` does, and calls whoever had it; one's own stays as it is.

    Refuses with `Invalid` whoever is not of staff, with `Conflict` a closed case.
    """
    unit.actor.require(Permission.CONVERSATIONS_OVERSEE)
    if unit.actor.kind is not ActorKind.STAFF or unit.actor.id is None:
        raise Invalid(
            field="owner_id",
            code="not_staff",
            en="Only somebody of staff can have a case.",
            fr="Seul un membre du personnel peut avoir un dossier.",
        )
    conversation, case = load_conversation(unit, conversation_id)
    if case.owner_id == unit.actor.id:
        return
    had_it, before = case.owner_id, name_of_staff(unit, case.owner_id)
    assign_case(unit, case_id=case.id, owner_id=unit.actor.id)
    if had_it is not None:
        note_hand_over(unit, conversation, case, "taken_over", before=before)
    record_conversation(
        unit,
        "conversation.taken_over",
        conversation,
        case,
        {"from": before, "owner": unit.actor.name},
    )
    if had_it is not None:
        announce(unit, conversation.id, "taken", str(had_it))
