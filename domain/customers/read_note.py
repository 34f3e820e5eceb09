"""Read one note."""

from uuid import UUID

from domain.customers.rows import NoteRow
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.customer import Note
from domain.work.unit import Unit


def read_note(unit: Unit, *, note_id: UUID) -> NoteRow:
    """One note, or `NotFound`."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    row = unit.session.get(Note, note_id)
    if row is None:
        raise NotFound.of("note", "note", note_id)
    return NoteRow(row.id, row.order_id, row.body, row.pinned, row.author_name, row.created_at, row.version)
