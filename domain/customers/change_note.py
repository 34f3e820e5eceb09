"""Correct, pin or unpin a note."""

from uuid import UUID

from sqlalchemy import select

from domain.customers.add_note import LONGEST_NOTE
from domain.events.event import Stream
from domain.kernel.errors import NotFound, StaleVersion
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.customer import Note
from domain.work.unit import Unit


def change_note(
    unit: Unit,
    *,
    note_id: UUID,
    body: str | None = None,
    pinned: bool | None = None,
    expected_version: int | None = None,
) -> None:
    """Change the text or the pin of a note; what it said before stays on the timeline.

    Records `note.changed`, or `note.pinned` / `note.unpinned` when only the pin changes.
    """
    unit.actor.require(Permission.NOTES_WRITE)
    note = unit.session.execute(select(Note).where(Note.id == note_id).with_for_update()).scalar_one_or_none()
    if note is None:
        raise NotFound.of("note", "note", note_id)
    if expected_version is not None and note.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=note.version)
    text = clean_text(body, field="body", most=LONGEST_NOTE, lines=True) if body is not None else note.body
    pin = note.pinned if pinned is None else pinned
    if (text, pin) == (note.body, note.pinned):
        return
    rewritten = text != note.body
    note.body, note.pinned, note.version = text, pin, note.version + 1
    unit.record(
        "note.changed" if rewritten else "note.pinned" if pin else "note.unpinned",
        stream=Stream.of_customer(note.customer_id),
        customer_id=note.customer_id,
        order_id=note.order_id,
        data={"note_id": str(note.id), "pinned": pin},
        texts={"body": text},
    )
