"""A customer writes: the message finds its conversation, or begins one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select, text

from domain.cases.close_case import reopen_case
from domain.conversations.addresses import check_address, likely_customers
from domain.conversations.body import clean_body, preview_of
from domain.conversations.entries import NewEntry, NewFile, add_entry, check_client_key, entry_with_key
from domain.conversations.language import follow_language
from domain.conversations.load import kept_with_case, load_conversation
from domain.conversations.open_thread import open_thread, take_part
from domain.conversations.redaction import redact
from domain.conversations.topics import OTHER, topic_of
from domain.db.prepared import Prepared
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationContact, ConversationEntry
from domain.ports.understanding import Understanding
from domain.work.unit import Unit

GOES_ON_FOR: Final = timedelta(days=7)  # after it was closed; later it is another conversation
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Received:
    """Where a message stands. `repeated`: it was there already, and nothing was changed."""

    conversation_id: UUID
    entry_id: UUID
    seq: int
    repeated: bool = False


def receive_message(
    unit: Unit,
    *,
    channel: str,
    address: str,
    body: str,
    name: str = "",
    subject: str = "",
    language: str | None = None,
    page_language: str | None = None,
    topic: str = "other",
    customer_id: UUID | None = None,
    conversation_id: UUID | None = None,
    answers: Sequence[str] = (),
    external_ref: str | None = None,
    client_key: str | None = None,
    details: dict[str, Any] | None = None,
    files: Sequence[NewFile] = (),
) -> Received:
    """Keep what a customer wrote, and wake the case.

    It goes on in `conversation_id`, else where a message with one of the ids in `answers` stands, else in the newest
    conversation with this address that is open or was closed within `GOES_ON_FOR` (it is opened again), else in a new
    one, which the rules route by what it is about. The same `external_ref` of a channel, or the same `client_key` in a
    conversation, is kept once. `customer_id` is set where the entrance is sure; otherwise the one customer with that
    address is taken, and nobody where there are several. `language` is sure, `page_language` a guess of the browser.
    Records `conversation.message_received`.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    where, said = check_address(channel, address), clean_body(body, required=not files)
    who, key = clean_text(name, field="name", most=LONGEST_NAME, required=False), check_client_key(client_key)
    one_at_a_time(unit, channel, where)
    if (known := _with_ref(unit, channel, external_ref)) is not None:
        return Received(known.conversation_id, known.id, known.seq, repeated=True)
    found = where_it_goes_on(unit, channel, where, conversation_id, answers)
    if found is not None:
        conversation, case = woken(unit, found)
        if (written := entry_with_key(unit, conversation.id, key)) is not None:
            return Received(conversation.id, written.id, written.seq, repeated=True)
        if conversation.customer_id is None and language is None:
            follow_language(unit, conversation, case, _read(unit, said, conversation.language).language)
    else:
        about = _about(unit, said, topic, (language, page_language), customer_id, (channel, where))
        titled = _subject(subject, redact(said).text)
        conversation, case = open_thread(
            unit, channel=channel, address=where, subject=titled, contact_name=who, **about
        )
    new = NewEntry(
        kind="message",
        direction="in",
        channel=channel,
        address=where,
        author_name=who or conversation.contact_name,
        subject=_subject(subject, "") if subject else "",
        body=said,
        status="received",
        client_key=key,
        external_ref=external_ref,
        details=dict(details or {}),
        files=files,
    )
    return _keep(unit, conversation, case, new, name=who)


def _keep(unit: Unit, conversation: Conversation, case: Case, new: NewEntry, *, name: str) -> Received:
    heard(unit, conversation, case, channel=new.channel, address=new.address)
    entry = add_entry(unit, conversation, case, new)
    take_part(unit, conversation, new.channel, new.address, name)
    return Received(conversation.id, entry.id, entry.seq)


def _about(
    unit: Unit,
    words: str,
    topic: str,
    languages: tuple[str | None, str | None],
    customer_id: UUID | None,
    heard_from: tuple[str, str],
) -> dict[str, Any]:
    """Whose it is, what it is about, and in which language: as given, else the customer's, else that in which they
    write; that of the page where their words do not tell.
    """
    given, of_page = languages
    whose = customer_id or _only(likely_customers(unit, *heard_from))
    said = _read(unit, words, given or of_page or "en")
    return {
        "customer_id": whose,
        "topic": topic_of(said) if topic == OTHER else topic,
        "language": given or (None if whose else said.language),
    }


def _read(unit: Unit, words: str, language: str) -> Understanding:
    return unit.ports.understands.understand(redact(words).text, now=unit.now, language=language)


def heard(unit: Unit, conversation: Conversation, case: Case, *, channel: str, address: str) -> None:
    """The customer was heard: it is our turn, a reply goes where they are, and a case that waited for them wakes."""
    conversation.channel, conversation.address = channel, address
    conversation.waiting_since = conversation.waiting_since or unit.now
    case.channel = channel
    if case.status == "waiting":
        case.status = "open" if case.owner_id else "new"
        case.queued_at = case.queued_at if case.owner_id else unit.now
        case.version += 1
    case.snoozed_until = None


def woken(unit: Unit, conversation_id: UUID) -> tuple[Conversation, Case]:
    """The conversation and its case, locked, opened again if it was closed. The rules are asked before that."""
    kept = kept_with_case(unit, conversation_id)
    if kept.case_status == "closed":
        reopen_case(unit, case_id=kept.case_id)
    return load_conversation(unit, kept.id, kept)


def one_at_a_time(unit: Unit, channel: str, address: str) -> None:
    """Two first messages that come at once begin one conversation."""
    _ALONE.run(unit.session, whose=f"from:{channel}:{address}")


_ALONE: Final = Prepared(lambda: text("SELECT pg_advisory_xact_lock(hashtextextended(:whose, 0))"))


def _with_ref(unit: Unit, channel: str, external_ref: str | None) -> ConversationEntry | None:
    if external_ref is None:
        return None
    query = select(ConversationEntry).where(
        ConversationEntry.channel == channel, ConversationEntry.external_ref == external_ref
    )
    return unit.session.execute(query).scalar_one_or_none()


def where_it_goes_on(
    unit: Unit, channel: str, address: str, conversation_id: UUID | None = None, answers: Sequence[str] = ()
) -> UUID | None:
    """The conversation in which something from this address goes on, None for a new one; see `receive_message`."""
    if conversation_id is not None:
        return conversation_id
    if answers:
        query = (
            select(ConversationEntry.conversation_id)
            .where(ConversationEntry.channel == channel, ConversationEntry.external_ref.in_(list(answers)[:100]))
            .order_by(ConversationEntry.at.desc())
            .limit(1)
        )
        if (answered := unit.session.execute(query).scalar_one_or_none()) is not None:
            return answered
    since = unit.now - GOES_ON_FOR
    found = _NEWEST.run(unit.session, channel=channel, address=address, since=since) if address else None
    return found.scalar_one_or_none() if found else None


# With an address: open before closed, and what was closed only if it was since then.
_NEWEST: Final = Prepared(
    lambda: (
        select(Conversation.id)
        .join(ConversationContact, ConversationContact.conversation_id == Conversation.id)
        .join(Case, Case.id == Conversation.case_id)
        .where(
            ConversationContact.channel == bindparam("channel"),
            ConversationContact.address == bindparam("address"),
            (Case.status != "closed") | (Case.closed_at > bindparam("since")),
        )
        .order_by((Case.status == "closed"), Conversation.last_at.desc(), Conversation.id.desc())
        .limit(1)
    )
)


def _only(customers: Sequence[UUID]) -> UUID | None:
    return customers[0] if len(customers) == 1 else None


def _subject(subject: str, words: str) -> str:
    """The subject given, or the beginning of the message."""
    try:
        return clean_text(subject, field="subject", most=200, required=False) or preview_of(words) or "…"
    except Invalid:
        return preview_of("".join(letter for letter in subject if letter.isprintable())[:400]) or "…"
