"""What a visitor may read: the messages of the channel chat that they wrote or that were written to them."""

from collections import defaultdict
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, exists, func, select

from domain.conversations.reading import thread_members
from domain.kernel.errors import NotFound
from domain.kernel.page import decode_cursor, encode_cursor
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry, EntryAttachment
from domain.models.document import Document
from domain.models.staff import StaffMember
from domain.models.visitor import SurveyAnswer, Visitor
from domain.visitors.load import conversation_of
from domain.visitors.rows import Heard, Said, SaidFile, VisitorRow
from domain.visitors.start_visitor import digest_of
from domain.work.unit import Unit

PAGE: Final = 50
_NOTHING: Final = Heard(None, "", True, False, (), None, 0, False, None, "")


def visitor_with(unit: Unit, *, token: str) -> VisitorRow | None:
    """Whose token it is, None for nobody's."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    query = select(Visitor.id, Visitor.customer_id, Visitor.name, Visitor.email, Visitor.language, Visitor.seen_at)
    found = unit.session.execute(query.where(Visitor.token_digest == digest_of(token))).one_or_none()
    return VisitorRow(*found) if found else None


def heard_since(unit: Unit, *, visitor_id: UUID, after: str = "", limit: int = PAGE) -> Heard:
    """What was said after the cursor `after`, oldest first; the newest page where there is none, or where the
    conversation is another by now (merged, split, begun anew). Nothing is left out and nothing told twice.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    kept = conversation_of(unit, visitor_id)
    if kept is None:
        return _NOTHING
    standing = _standing(unit, kept)
    known, seq = _read_cursor(after)
    if known != kept:
        return _whole(unit, visitor_id, kept, standing, limit)
    query = (
        _theirs(visitor_id, ConversationEntry.conversation_id == kept)
        .where(ConversationEntry.seq > seq)
        .order_by(ConversationEntry.seq)
        .limit(limit + 1)
    )
    found = list(unit.session.execute(query).scalars())
    more, entries = len(found) > limit, found[:limit]
    upto = entries[-1].seq if more else max(standing.last_seq, seq, *(entry.seq for entry in entries))
    return _heard(unit, kept, standing, entries, cursor=f"{kept}.{upto}", more=more)


def heard_next(unit: Unit, *, visitor_id: UUID, conversation_id: UUID, seq: int, limit: int = PAGE) -> Heard:
    """`heard_since` in one statement, for a line that follows `conversation_id` and has told it up to `seq`; as long as
    it goes on as it was.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    new = (ConversationEntry.conversation_id == Conversation.id) & (ConversationEntry.seq > seq)
    files = exists().where(EntryAttachment.entry_id == ConversationEntry.id)
    query = (
        _standing_of(conversation_id, ConversationEntry, files.label("has_files"), Conversation.merged_into_id)
        .outerjoin(ConversationEntry, and_(new, *visible_to(visitor_id)))
        .order_by(ConversationEntry.seq)
        .limit(limit + 1)
    )
    rows = unit.session.execute(query).all()
    if not rows or rows[0].merged_into_id is not None:
        return heard_since(unit, visitor_id=visitor_id, after=f"{conversation_id}.{seq}", limit=limit)
    found = [row.ConversationEntry for row in rows if row.ConversationEntry is not None]
    more, entries = len(found) > limit, found[:limit]
    upto = entries[-1].seq if more else max(rows[0].last_seq, seq, *(entry.seq for entry in entries))
    return _heard(
        unit,
        conversation_id,
        rows[0],
        entries,
        cursor=f"{conversation_id}.{upto}",
        more=more,
        with_files=any(row.has_files for row in rows),
    )


def heard_before(unit: Unit, *, visitor_id: UUID, before: str, limit: int = PAGE) -> Heard:
    """An older page of the thread; `before` is the `earlier` of the page after it."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    kept = conversation_of(unit, visitor_id)
    if kept is None:
        return _NOTHING
    return _whole(unit, visitor_id, kept, _standing(unit, kept), limit, before=before)


def file_for_visitor(unit: Unit, *, visitor_id: UUID, document_id: UUID) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a file in the visitor's own thread, or `NotFound`."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    query = (
        select(Document.name, Document.media_type, Document.sha256)
        .join(EntryAttachment, EntryAttachment.document_id == Document.id)
        .join(ConversationEntry, ConversationEntry.id == EntryAttachment.entry_id)
        .where(Document.id == document_id, Document.removed_at.is_(None), *visible_to(visitor_id))
        .limit(1)
    )
    found = unit.session.execute(query).one_or_none()
    try:
        if found is not None:
            return found.name, found.media_type, unit.ports.storage.read(found.sha256)
    except FileNotFoundError:
        pass
    raise NotFound.of("file", "fichier", document_id)


def visible_to(visitor_id: UUID) -> tuple[Any, ...]:
    """Notes, other channels and other people's messages are never the visitor's to read, whatever was merged."""
    return (
        ConversationEntry.kind == "message",
        ConversationEntry.channel == "chat",
        ConversationEntry.address == str(visitor_id),
    )


def _theirs(visitor_id: UUID, where: Any) -> Any:
    return select(ConversationEntry).where(where, *visible_to(visitor_id))


def _standing(unit: Unit, kept: UUID) -> Any:
    return unit.session.execute(_standing_of(kept)).one()


def _standing_of(kept: UUID, *more: Any) -> Any:
    return (
        select(
            Conversation.last_seq,
            Conversation.staff_read_seq,
            Conversation.case_id,
            (Case.status == "closed").label("closed"),
            SurveyAnswer.score,
            func.coalesce(StaffMember.name, "").label("owner"),
            *more,
        )
        .select_from(Conversation)
        .join(Case, Case.id == Conversation.case_id)
        .outerjoin(SurveyAnswer, SurveyAnswer.conversation_id == Conversation.id)
        .outerjoin(StaffMember, StaffMember.id == Case.owner_id)
        .where(Conversation.id == kept)
    )


def _whole(unit: Unit, visitor_id: UUID, kept: UUID, standing: Any, limit: int, before: str = "") -> Heard:
    query = (
        _theirs(visitor_id, ConversationEntry.conversation_id.in_(thread_members(kept)))
        .order_by(ConversationEntry.at.desc(), ConversationEntry.id.desc())
        .limit(limit + 1)
    )
    if before:
        at, last = decode_cursor(before, parse_instant, UUID)
        query = query.where(func.row(ConversationEntry.at, ConversationEntry.id) < func.row(at, last))
    found = list(unit.session.execute(query).scalars())
    entries = found[:limit][::-1]
    earlier = encode_cursor(entries[0].at, entries[0].id) if len(found) > limit else None
    upto = max(standing.last_seq, *(entry.seq for entry in entries if entry.conversation_id == kept), 0)
    return _heard(unit, kept, standing, entries, cursor=f"{kept}.{upto}", whole=True, earlier=earlier)


def _heard(
    unit: Unit,
    kept: UUID,
    standing: Any,
    entries: list[ConversationEntry],
    *,
    cursor: str,
    whole: bool = False,
    more: bool = False,
    earlier: str | None = None,
    with_files: bool = True,
) -> Heard:
    files = _files(unit, [entry.id for entry in entries] if with_files else [])
    return Heard(
        conversation_id=kept,
        cursor=cursor,
        whole=whole,
        more=more,
        entries=tuple(_said(entry, kept, files[entry.id]) for entry in entries),
        earlier=earlier,
        seen=standing.staff_read_seq,
        closed=standing.closed,
        score=standing.score,
        agent=first_name(standing.owner),
        case_id=standing.case_id,
    )


def _said(entry: ConversationEntry, kept: UUID, files: list[SaidFile]) -> Said:
    mine = entry.direction == "in"
    return Said(
        id=entry.id,
        seq=entry.seq if entry.conversation_id == kept else 0,
        mine=mine,
        author="" if mine else first_name(entry.author_name),
        body=entry.body,
        at=entry.at,
        key=(entry.client_key or "") if mine else "",
        files=tuple(files),
    )


def first_name(name: str) -> str:
    """What customers are told of somebody who works here."""
    return name.split(maxsplit=1)[0] if name.strip() else ""


def _files(unit: Unit, entries: list[UUID]) -> dict[UUID, list[SaidFile]]:
    files: dict[UUID, list[SaidFile]] = defaultdict(list)
    if not entries:
        return files
    query = (
        select(EntryAttachment.entry_id, Document.id, Document.name, Document.media_type, Document.size)
        .join(Document, Document.id == EntryAttachment.document_id)
        .where(EntryAttachment.entry_id.in_(entries), Document.removed_at.is_(None))
        .order_by(Document.made_at, Document.id)
    )
    for entry_id, id, name, media_type, size in unit.session.execute(query):
        files[entry_id].append(SaidFile(id, name, media_type, size))
    return files


def _read_cursor(cursor: str) -> tuple[UUID | None, int]:
    """The conversation and the place; anything that we did not write is no cursor."""
    id, _, seq = cursor.partition(".")
    try:
        return UUID(id), int(seq) if seq.isascii() and seq.isdigit() and len(seq) <= 18 else 0
    except ValueError:
        return None, 0
