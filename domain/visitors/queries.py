"""What a visitor may read: the messages of the channel chat that they wrote or that were written to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from domain.conversations.reading import thread_members
from domain.db.prepared import Prepared
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
STANDING: Final = (
    Conversation.last_seq,
    Conversation.staff_read_seq,
    Conversation.case_id,
    (Case.status == "closed").label("closed"),
    SurveyAnswer.score,
    func.coalesce(StaffMember.name, "").label("owner"),
)
_NOTHING: Final = Heard(None, "", True, False, (), None, 0, False, None, "")


_WHOSE_TOKEN: Final = Prepared(
    lambda: select(
        Visitor.id, Visitor.customer_id, Visitor.name, Visitor.email, Visitor.language, Visitor.seen_at
    ).where(Visitor.token_digest == bindparam("digest"))
)


def visitor_with(unit: Unit, *, token: str) -> VisitorRow | None:
    """Whose token it is, None for nobody's."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    found = _WHOSE_TOKEN.run(unit.session, digest=digest_of(token)).one_or_none()
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


def visible_to(visitor: UUID | ColumnElement[str]) -> tuple[Any, ...]:
    """Notes, other channels and other people's messages are never the visitor's to read, whatever was merged."""
    return (
        ConversationEntry.kind == "message",
        ConversationEntry.channel == "chat",
        ConversationEntry.address == (str(visitor) if isinstance(visitor, UUID) else visitor),
    )


def _theirs(visitor_id: UUID, where: Any) -> Any:
    return select(ConversationEntry).where(where, *visible_to(visitor_id))


def _standing(unit: Unit, kept: UUID) -> Any:
    return unit.session.execute(_standing_of(kept)).one()


def _standing_of(kept: UUID) -> Any:
    return beside(select(*STANDING).select_from(Conversation)).where(Conversation.id == kept)


def beside(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """`query` of conversations with the tables that `STANDING` is told from."""
    return (
        query.join(Case, Case.id == Conversation.case_id)
        .outerjoin(SurveyAnswer, SurveyAnswer.conversation_id == Conversation.id)
        .outerjoin(StaffMember, StaffMember.id == Case.owner_id)
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
) -> Heard:
    files = files_of(unit, [entry.id for entry in entries])
    told = [said(entry, entry.seq if entry.conversation_id == kept else 0, files[entry.id]) for entry in entries]
    return heard(kept, standing, told, cursor=cursor, whole=whole, more=more, earlier=earlier)


def heard(
    kept: UUID,
    standing: Any,
    entries: Sequence[Said],
    *,
    cursor: str,
    whole: bool = False,
    more: bool = False,
    earlier: str | None = None,
) -> Heard:
    """What a visitor is told, of a row with the columns of `STANDING`."""
    return Heard(
        conversation_id=kept,
        cursor=cursor,
        whole=whole,
        more=more,
        entries=tuple(entries),
        earlier=earlier,
        seen=standing.staff_read_seq,
        closed=standing.closed,
        score=standing.score,
        agent=first_name(standing.owner),
        case_id=standing.case_id,
    )


def said(entry: Any, seq: int, files: Iterable[SaidFile]) -> Said:
    """An entry, or a row with its columns, as the visitor sees it at the place `seq`."""
    mine = entry.direction == "in"
    return Said(
        id=entry.id,
        seq=seq,
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


def files_of(unit: Unit, entries: Sequence[UUID]) -> dict[UUID, list[SaidFile]]:
    """The files of these entries that were not removed, by entry."""
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
