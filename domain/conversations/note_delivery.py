"""What became of a message on its way: as the vendor, or the customer's own screen, tells it."""

import json
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select, text

from domain.conversations.load import load_conversation
from domain.conversations.record import record_conversation
from domain.db.prepared import Prepared
from domain.events.append import CHANNEL
from domain.kernel.permissions import Permission
from domain.models.conversation import ConversationEntry
from domain.work.unit import Unit

# Never backwards: what comes late, or twice, changes nothing. A failure is told only of what had not arrived.
_RANK: Final = {
    "queued": 0,
    "sending": 1,
    "unknown": 2,
    "sent": 3,
    "failed": 4,
    "skipped": 4,
    "delivered": 5,
    "read": 6,
}


def note_delivery(
    unit: Unit, *, entry_id: UUID, status: str, problem: str = "", external_ref: str | None = None
) -> bool:
    """Note how far an outgoing message has come, and whether that was new.

    Statuses that come late, twice or out of order change nothing. Records `conversation.delivery_failed` where it did
    not arrive; anything else is shown to whoever looks, without an event.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    found = unit.session.execute(
        select(ConversationEntry.conversation_id).where(ConversationEntry.id == entry_id)
    ).scalar_one_or_none()
    if found is None or status not in _RANK:
        return False
    conversation, case = load_conversation(unit, found)
    query = select(ConversationEntry).where(ConversationEntry.id == entry_id).with_for_update()
    entry = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()
    if external_ref is not None and entry.external_ref is None:
        entry.external_ref = external_ref
    if entry.direction != "out" or _RANK[status] <= _RANK.get(entry.status, 9):
        return False
    entry.status, entry.problem = status, problem
    unit.session.flush()
    if status == "failed":
        told = {"entry_id": str(entry.id), "channel": entry.channel, "problem": problem}
        record_conversation(unit, "conversation.delivery_failed", conversation, case, told)
    else:
        announce(unit, conversation.id, "delivery")
    return True


def mark_read_by_customer(unit: Unit, *, conversation_id: UUID, seq: int) -> None:
    """The customer has seen the thread up to `seq`."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    conversation, _ = load_conversation(unit, conversation_id)
    seen = min(seq, conversation.last_seq)
    if seen > conversation.customer_read_seq:
        conversation.customer_read_seq = seen
        announce(unit, conversation.id, "read")


def mark_read_by_staff(unit: Unit, *, upto: Mapping[UUID, int]) -> None:
    """Staff has seen these threads, each up to a number. What is new of it is announced; one statement."""
    unit.actor.require(Permission.CASES_WRITE)
    ids = list(upto)
    told = [_announcement(id, "seen") for id in ids]
    seqs = [max(upto[id], 0) for id in ids]
    _SEEN_BY_STAFF.run(unit.session, ids=ids, seqs=seqs, told=told, channel=CHANNEL)


_SEEN_BY_STAFF: Final = Prepared(
    lambda: text("""
        WITH seen AS (
            SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:seqs AS bigint[]), CAST(:told AS text[]))
                AS seen (id, seq, told)
        ), locked AS (
            SELECT conversations.id, least(seen.seq, last_seq) AS seq, told
            FROM conversations JOIN seen USING (id)
            WHERE staff_read_seq < least(seen.seq, last_seq)
            ORDER BY conversations.id FOR UPDATE OF conversations
        ), moved AS (
            UPDATE conversations SET staff_read_seq = locked.seq FROM locked WHERE conversations.id = locked.id
            RETURNING told
        )
        SELECT pg_notify(:channel, told) FROM moved
    """)
)


def announce(unit: Unit, conversation_id: UUID, what: str, who: str = "") -> None:
    """Tell the open screens of a conversation what is no event: `what` read, seen, delivery or typing, or whispered or
    taken, which call `who`."""
    _ANNOUNCE.run(unit.session, channel=CHANNEL, told=_announcement(conversation_id, what, who))


def _announcement(conversation_id: UUID, what: str, who: str = "") -> str:
    return json.dumps({"t": f"thread.{what}", "s": f"conversation:{conversation_id}", "w": who})


_ANNOUNCE: Final = Prepared(lambda: text("SELECT pg_notify(:channel, :told)"))
