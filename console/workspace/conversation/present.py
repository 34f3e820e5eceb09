"""A conversation in words. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from console.presence.why import GONE
from console.queue_names import queue_name
from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.clock import clock_of
from console.workspace.conversation.rows import Canned, Choice, FileLine, Head, Line, Way
from console.workspace.files.present import size
from domain.conversations.canned import CannedRow
from domain.conversations.rows import AttachedFile, ConversationRow, EntryRow, Thread
from domain.conversations.ways import Way as KnownWay
from domain.kernel.masking import mask_contact

CHANNELS: Final = {"chat": "Chat", "phone": "Phone", "sms": "SMS", "email": "E-mail", "store": "Store"}
WRAP_UP_WORDS: Final = {
    "solved": "Solved",
    "information_given": "Information given",
    "follow_up": "To be followed up",
    "no_answer": "No answer",
    "passed_on": "Passed on",
    "duplicate": "Duplicate",
    "wrong_number": "Wrong number",
    "spam": "Spam",
    "other": "Something else",
}
STEP_WORDS: Final = {
    "tag": "Tag",
    "reply": "Reply",
    "note": "Private note",
    "refund": "Open the refund",
    "close": "Wrap up",
}
_MOST_FRESH: Final = 20
_STATES: Final = {
    "new": ("waiting", "amber"),
    "open": ("being worked on", "blue"),
    "waiting": ("waits for the customer", ""),
    "closed": ("closed", "green"),
}
_HANDED_OVER: Final = {
    "taken_over": "{name} took over from {before}",
    "handed_over": "{name} handed over to {to}",
    "queued": "{name} handed over to the queue {to}",
    "put_through": "{name} puts the call through to {to}",
    "taken_back": "Taken back from {before}: {why}",
}
_TICKS: Final = {
    "queued": ("wait", "Waits to be sent"),
    "sending": ("wait", "Is being sent"),
    "sent": ("sent", "Sent"),
    "delivered": ("delivered", "Delivered"),
    "read": ("read", "Read"),
    "failed": ("failed", "Not delivered"),
    "unknown": ("unknown", "Nobody knows whether it arrived"),
    "skipped": ("failed", "Not sent"),
}


def head(
    found: ConversationRow, reader: Reader, *, me: UUID | None, may_write: bool, may_oversee: bool = False
) -> Head:
    """What stands above the thread."""
    status, tone = _STATES[found.status]
    parts = [queue_name(found.queue, reader), reader.say("priority {number}", number=found.priority)]
    return Head(
        id=str(found.id),
        case_id=str(found.case_id),
        customer=str(found.customer_id) if found.customer_id else "",
        name=name_of(found, reader),
        channel=found.channel,
        channel_word=reader.say(CHANNELS[found.channel]),
        language=found.language.upper(),
        number=found.number,
        subject=found.subject,
        status=reader.say(status),
        tone=tone,
        waits=" · ".join([*parts, *(skill.replace("_", " ") for skill in found.skills)]),
        decision=str(found.decision_id) if found.decision_id else "",
        owner=found.owner,
        mine=found.owner_id is not None and found.owner_id == me,
        closed=found.status == "closed",
        snoozed=reader.moment(found.snoozed_until) if found.snoozed_until and found.snoozed_until > reader.now else "",
        wrap_up=reader.say(WRAP_UP_WORDS[found.wrap_up]) if found.wrap_up in WRAP_UP_WORDS else "",
        tags=list(found.tags),
        last_seq=found.last_seq,
        unread=found.unread,
        may_write=may_write,
        clock=clock_of(found.due, reader),
        observes=may_oversee and found.owner_id not in (None, me) and found.status != "closed",
    )


def name_of(found: ConversationRow, reader: Reader) -> str:
    """The customer's name, or what is known of whoever writes."""
    if found.customer_name or found.contact_name:
        return found.customer_name or found.contact_name
    if found.address and found.channel in ("phone", "sms", "email"):
        return mask_contact("email" if found.channel == "email" else "sms", found.address)
    return reader.say("Somebody not known yet")


def lines(entries: Iterable[EntryRow], found: ConversationRow, reader: Reader) -> list[Line]:
    """The entries in their order, as the thread shows them."""
    return [_line(entry, found, reader) for entry in entries]


def _line(entry: EntryRow, found: ConversationRow, reader: Reader) -> Line:
    own = entry.conversation_id == found.id
    tick, ticked = _tick(entry, found) if entry.kind == "message" and entry.direction == "out" else ("", "")
    return Line(
        id=str(entry.id),
        side=_side(entry),
        kind="whisper" if entry.details.get("whisper") else entry.kind,
        text=entry.body,
        who=_who(entry, found, reader),
        day=reader.day_of(entry.at),
        time=reader.time(entry.at),
        exact=reader.exact(entry.at),
        channel=reader.say(CHANNELS[entry.channel]),
        seq=entry.seq if own and entry.seq > 1 else 0,
        subject=entry.subject if entry.subject != found.subject else "",
        tick=tick,
        ticked=_why_not(reader.say(ticked), entry, reader) if ticked else "",
        again=tick == "failed" and entry.channel in ("sms", "email"),
        hidden=reader.say("Hidden: {what}", what=", ".join(word(each, reader) for each in entry.redacted))
        if entry.redacted
        else "",
        files=[_file(file, reader) for file in entry.files],
    )


def _side(entry: EntryRow) -> str:
    if entry.kind == "message":
        return "in" if entry.direction == "in" else "out"
    return "note" if entry.kind == "note" else "line"


def _who(entry: EntryRow, found: ConversationRow, reader: Reader) -> str:
    if entry.kind == "visit":
        store = str(entry.details.get("store") or "")
        return reader.say("Visit in {place}", place=store) if store else reader.say("Visit in the store")
    if entry.kind == "call" and entry.direction == "out":
        return reader.say("Call by {name}", name=entry.author_name)
    if entry.kind == "call":
        return reader.say("Call, {name}", name=entry.author_name) if entry.author_name else reader.say("Call")
    if entry.kind == "message" and entry.direction == "in":
        return entry.author_name or name_of(found, reader)
    return _noticed(entry, reader) if entry.kind == "notice" else entry.author_name


def _noticed(entry: EntryRow, reader: Reader) -> str:
    """What the line of a notice begins with."""
    what = entry.details.get("notice", "")
    if what == "survey":
        return reader.say("Customer rated the contact {score} of 5", score=entry.details.get("score", "…"))
    if what in _HANDED_OVER:
        before, to = (str(entry.details.get(end) or "…") for end in ("from", "to"))
        to = queue_name(to, reader) if what == "queued" else to
        why = GONE.get(str(entry.details.get("why")), "")
        why = reader.say(why) if why else "…"
        return reader.say(_HANDED_OVER[what], name=entry.author_name, before=before, to=to, why=why)
    return entry.author_name


def _tick(entry: EntryRow, found: ConversationRow) -> tuple[str, str]:
    seen = entry.conversation_id == found.id and entry.channel == "chat" and entry.seq <= found.customer_read_seq
    return _TICKS["read"] if seen else _TICKS.get(entry.status, ("", ""))


def _why_not(said: str, entry: EntryRow, reader: Reader) -> str:
    return f"{said}: {word(entry.problem, reader)}" if entry.problem and entry.status == "failed" else said


def _file(file: AttachedFile, reader: Reader) -> FileLine:
    return FileLine(file.name, f"/files/{file.id}", size(file.size, reader))


def way_rows(ways: Iterable[KnownWay], reader: Reader, *, subject: str = "") -> list[Way]:
    """How the customer can be written to; addresses are masked, whoever looks. `subject` is that of a first e-mail."""
    return [
        Way(each.key, each.channel, _way(each, reader), subject if each.channel == "email" else "") for each in ways
    ]


def _way(way: KnownWay, reader: Reader) -> str:
    channel = reader.say(CHANNELS[way.channel])
    return channel if way.channel == "chat" else f"{channel} · {mask_contact(way.channel, way.address)}"


def likely_rows(found: Thread) -> list[Choice]:
    """Who it may be: by their address, or by the order that they name, whose number is the detail."""
    by_address = {id: Choice(str(id), name) for id, name in found.likely}
    return [
        *by_address.values(),
        *(Choice(str(id), name, number) for id, name, number in found.named if id not in by_address),
    ]


def canned_rows(canned: Iterable[CannedRow], language: str) -> list[Canned]:
    """Titles as the reader speaks, texts in both languages: the box puts that of the conversation first."""
    return [Canned(each.shortcut, each.title_in(language), each.body_en, each.body_fr) for each in canned]


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    states = [english for english, _ in _STATES.values()]
    return [
        *CHANNELS.values(),
        *WRAP_UP_WORDS.values(),
        *STEP_WORDS.values(),
        *_HANDED_OVER.values(),
        *GONE.values(),
        *states,
        *(words for _, words in _TICKS.values()),
    ]


def changed_lines(page: Iterable[Line], known: Mapping[str, Line]) -> list[Line]:
    """Those that are not among `known`, or are not as they were."""
    return [line for line in page if known.get(line.id) != line]


def with_changed(base: list[Line], fresh: list[Line], changed: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """All lines where too many changed, none while `base` stays as it is; and those that are fresh."""
    newer = {line.id: line for line in fresh} | {line.id: line for line in changed}
    if len(newer) > _MOST_FRESH:
        return list(({line.id: line for line in base} | newer).values()), []
    return [], list(newer.values())
