"""Write into the thread what only staff may read."""

from uuid import UUID

from domain.conversations.body import clean_body
from domain.conversations.entries import NewEntry, add_entry, check_client_key, entry_with_key
from domain.conversations.load import load_conversation
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def add_private_note(unit: Unit, *, conversation_id: UUID, body: str, client_key: str | None = None) -> UUID:
    """Keep a note in the thread and tell the entry's id; the same `client_key` is written once.

    Records `conversation.note_added`.
    """
    unit.actor.require(Permission.CASES_WRITE)
    text = clean_body(body)
    key = check_client_key(client_key)
    conversation, case = load_conversation(unit, conversation_id)
    if (written := entry_with_key(unit, conversation.id, key)) is not None:
        return written.id
    new = NewEntry(
        kind="note", direction="internal", channel=conversation.channel, body=text, status="kept", client_key=key
    )
    return add_entry(unit, conversation, case, new).id
