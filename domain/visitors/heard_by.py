"""What is new for many visitors at once: who follow their threads live are read for together, in one trip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Integer, Text, Uuid, bindparam, cast, exists, func, select, true

from domain.db.prepared import Prepared
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation, ConversationEntry, EntryAttachment
from domain.visitors.queries import PAGE, STANDING, beside, files_of, heard, said, visible_to
from domain.visitors.rows import Heard, SaidFile
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Following:
    """A visitor who was told their conversation up to `seq`."""

    visitor_id: UUID
    conversation_id: UUID
    seq: int


def heard_by(unit: Unit, *, following: Sequence[Following]) -> list[Heard | None]:
    """What each heard since, in the order of `following`, as `heard_since` tells it; None where the conversation went
    on elsewhere, so that the thread has to be read as a whole.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    rows = _NEXT.run(
        unit.session,
        visitors=[each.visitor_id for each in following],
        conversations=[each.conversation_id for each in following],
        seqs=[each.seq for each in following],
        most=PAGE + 1,
    ).all()
    files = files_of(unit, [row.id for row in rows if row.has_files])
    found: list[list[Any]] = [[] for _ in following]
    for row in rows:
        found[row.place - 1].append(row)
    return [_heard(each, own, files) for each, own in zip(following, found, strict=True)]


def _build() -> Any:
    asked = (
        func.unnest(
            bindparam("visitors", type_=ARRAY(Uuid)),
            bindparam("conversations", type_=ARRAY(Uuid)),
            bindparam("seqs", type_=ARRAY(BigInteger)),
        )
        .table_valued("visitor", "conversation", "seq", with_ordinality="place", name="asked")
        .render_derived()
    )
    entry = ConversationEntry
    new = (
        select(
            entry.id,
            entry.seq,
            entry.direction,
            entry.author_name,
            entry.body,
            entry.at,
            entry.client_key,
            exists().where(EntryAttachment.entry_id == entry.id).label("has_files"),
        )
        .where(entry.conversation_id == Conversation.id, entry.seq > asked.c.seq)
        .where(*visible_to(cast(asked.c.visitor, Text)))
        .order_by(entry.seq)
        .limit(bindparam("most", type_=Integer))
        .lateral("new")
    )
    following = select(asked.c.place, Conversation.merged_into_id, *STANDING, new).select_from(asked)
    following = beside(following.join(Conversation, Conversation.id == asked.c.conversation))
    return following.outerjoin(new, true()).order_by(asked.c.place, new.c.seq)


_NEXT: Final = Prepared(_build)


def _heard(who: Following, rows: Sequence[Any], files: Mapping[UUID, Sequence[SaidFile]]) -> Heard | None:
    if not rows or rows[0].merged_into_id is not None:
        return None
    standing, found = rows[0], [row for row in rows if row.id is not None]
    more, entries = len(found) > PAGE, found[:PAGE]
    upto = entries[-1].seq if more else max(standing.last_seq, who.seq, *(entry.seq for entry in entries))
    told = [said(entry, entry.seq, files.get(entry.id, ())) for entry in entries]
    return heard(who.conversation_id, standing, told, cursor=f"{who.conversation_id}.{upto}", more=more)
