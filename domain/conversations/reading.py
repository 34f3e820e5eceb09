"""The columns of a conversation, and a page of its thread."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, exists, func, select, true

from domain.cases.next_due import columns_of, next_due, of_row
from domain.conversations.rows import AttachedFile, ConversationRow, EntryRow
from domain.kernel.page import decode_cursor, encode_cursor
from domain.kernel.time import parse_instant
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry, EntryAttachment
from domain.models.customer import Customer
from domain.models.document import Document
from domain.models.order import Order
from domain.models.staff import StaffMember
from domain.work.unit import Unit

_OF_THREAD: Final = (
    *("id", "channel", "address", "contact_name", "language", "customer_id", "started_at", "last_at", "last_preview"),
    *("last_from", "last_seq", "customer_read_seq", "waiting_since", "first_answered_at", "merged_into_id"),
)
_OF_CASE: Final = (
    *("number", "subject", "topic", "order_id", "status", "queue", "priority", "skills", "tags", "service_level"),
    *("owner_id", "decision_id", "snoozed_until", "closed_at", "wrap_up", "version"),
)
_BESIDE: Final = (
    Case.id.label("case_id"),
    Customer.first_name,
    Customer.last_name,
    Order.number.label("order_number"),
    StaffMember.name.label("owner_name"),
)
DUE: Final = next_due()
HAS_FILES: Final = exists().where(EntryAttachment.entry_id == ConversationEntry.id).label("has_files")
ENTRY: Final = tuple(
    getattr(ConversationEntry, name)
    for name in (
        *("id", "conversation_id", "seq", "kind", "direction", "channel", "address", "author_kind", "author_id"),
        *("author_name", "subject", "body", "redacted", "status", "problem", "details", "at"),
    )
)
_UNREAD: Final = (
    select(func.count())
    .select_from(ConversationEntry)
    .where(
        ConversationEntry.conversation_id == Conversation.id,
        ConversationEntry.direction == "in",
        ConversationEntry.seq > Conversation.staff_read_seq,
    )
    .correlate(Conversation)
    .scalar_subquery()
    .label("unread")
)


def columns(*more: Any) -> Select[*tuple[Any, ...]]:
    """A select of conversations with what a row of theirs tells, and `more`."""
    own = [getattr(Conversation, name) for name in _OF_THREAD]
    of_case = [getattr(Case, name) for name in _OF_CASE]
    return (
        select(*own, *of_case, *_BESIDE, _UNREAD, *columns_of(DUE), *more)
        .join(Case, Case.id == Conversation.case_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Order, Order.id == Case.order_id)
        .outerjoin(StaffMember, StaffMember.id == Case.owner_id)
        .outerjoin(DUE, true())
    )


def conversation_row(row: Any) -> ConversationRow:
    """One row of the columns above."""
    return ConversationRow(
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        customer_name=f"{row.first_name or ''} {row.last_name or ''}".strip(),
        skills=tuple(row.skills),
        tags=tuple(row.tags),
        owner=row.owner_name or "",
        due=of_row(row),
    )


_MADE: Final = {"customer_name", "skills", "tags", "owner", "due"}
_AS_THEY_ARE: Final = tuple(each.name for each in fields(ConversationRow) if each.name not in _MADE)


def entries_before(
    unit: Unit, kept: UUID, before: str | None, limit: int, *, alone: bool
) -> tuple[tuple[EntryRow, ...], str | None]:
    """The page of the thread, oldest first, and the cursor of what stands before it. `alone`: nothing was merged into
    it, so that an index leads to the newest without reading the others.
    """
    written_in = ConversationEntry.conversation_id
    query = (
        select(*ENTRY, HAS_FILES)
        .where(written_in == kept if alone else written_in.in_(_members(unit, kept)))
        .order_by(ConversationEntry.at.desc(), ConversationEntry.id.desc())
        .limit(limit + 1)
    )
    if before:
        at, last = decode_cursor(before, parse_instant, UUID)
        query = query.where(func.row(ConversationEntry.at, ConversationEntry.id) < func.row(at, last))
    found = unit.session.execute(query).all()
    return page_of_thread(unit, found, limit)


def page_of_thread(unit: Unit, found: Sequence[Any], limit: int) -> tuple[tuple[EntryRow, ...], str | None]:
    """Rows of `ENTRY` and `HAS_FILES`, the newest first and one more than `limit` where there are more, as a page."""
    page = found[:limit][::-1]
    earlier = encode_cursor(page[0].at, page[0].id) if len(found) > limit else None
    files = _files(unit, [entry.id for entry in page if entry.has_files])
    return tuple(entry_row(entry, files[entry.id]) for entry in page), earlier


def _members(unit: Unit, kept: UUID) -> Sequence[UUID]:
    found: Sequence[UUID] = unit.session.execute(thread_members(kept)).scalars().all()
    return found


def thread_members(kept: UUID) -> Any:
    """A select of the ids of the conversation and of all that were merged into it, over any number of steps."""
    reached = select(Conversation.id).where(Conversation.id == kept).cte("reached", recursive=True)
    deeper = select(Conversation.id).join(reached, Conversation.merged_into_id == reached.c.id)
    return select(reached.union(deeper).c.id)


def _files(unit: Unit, entries: Sequence[UUID]) -> dict[UUID, list[AttachedFile]]:
    files: dict[UUID, list[AttachedFile]] = defaultdict(list)
    if not entries:
        return files
    query = (
        select(EntryAttachment.entry_id, Document.id, Document.name, Document.media_type, Document.size)
        .join(Document, Document.id == EntryAttachment.document_id)
        .where(EntryAttachment.entry_id.in_(entries), Document.removed_at.is_(None))
        .order_by(Document.made_at, Document.id)
    )
    for entry_id, id, name, media_type, size in unit.session.execute(query):
        files[entry_id].append(AttachedFile(id, name, media_type, size))
    return files


def entry_row(entry: Any, files: Sequence[AttachedFile] = ()) -> EntryRow:
    """An entry as a plain row."""
    return EntryRow(
        id=entry.id,
        conversation_id=entry.conversation_id,
        seq=entry.seq,
        kind=entry.kind,
        direction=entry.direction,
        channel=entry.channel,
        address=entry.address,
        author_kind=entry.author_kind,
        author_id=entry.author_id,
        author_name=entry.author_name,
        subject=entry.subject,
        body=entry.body,
        redacted=tuple(entry.redacted),
        status=entry.status,
        problem=entry.problem,
        details=dict(entry.details),
        at=entry.at,
        files=tuple(files),
    )
