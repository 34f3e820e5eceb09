"""Events as sentences. Pure: what the domain recorded in, words out. One line per type of event."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from console.queue_names import queue_name
from console.ui.figures import Reader
from console.ui.words import problem_word, reason_word, word
from console.workspace.orders.names import method_name
from console.workspace.orders.present import order_key
from console.workspace.timeline.rows import MomentRow
from console.workspace.timeline.sentences import SENTENCES
from domain.kernel.money import Money
from domain.overview.rows import TimelineEntry


def moments(events: Iterable[TimelineEntry], reader: Reader, *, customer: str, of_order: bool) -> list[MomentRow]:
    """A heading stands where the day changes. `of_order`: they are all of one order, which need not be named."""
    rows: list[MomentRow] = []
    last = ""
    for event in events:
        day = reader.day_of(event.occurred_at)
        row = _moment(event, reader, customer=customer)
        rows.append(replace(row, day="" if day == last else day, order="" if of_order else row.order))
        last = day
    return rows


def sentence(type: str, data: Mapping[str, Any], reader: Reader) -> str:
    """What happened, in the reader's words."""
    if type == "conversation.note_added" and data.get("whisper"):
        return reader.say("Whispered to whoever has the conversation")
    if type == "alert.raised" and not data.get("decision_id"):
        return reader.say("Alert: {rule}", rule=_rule(data, reader))  # no rule wanted it
    if type == "order.sourced" and data.get("for_exchange"):
        return reader.say(
            "Kept in {nodes} for the exchange: leaves once the old goods are back", nodes=_nodes(data, reader)
        )
    if type == "case.released" and data.get("owner"):
        return reader.say("Case {case} taken back from {owner}", **_values(data, reader))
    english = SENTENCES[type][2] if type in SENTENCES else ""
    return reader.say(english, **_values(data, reader)) if english else type.replace(".", " ").replace("_", " ")


def who_did(actor_kind: str, actor_name: str, reader: Reader) -> str:
    """By whom."""
    if (actor_kind, actor_name) == ("system", "assignment"):
        return reader.say("assignment of cases")
    return word(actor_name, reader) if actor_kind == "system" else actor_name


def _moment(event: TimelineEntry, reader: Reader, *, customer: str) -> MomentRow:
    mark, tone, _ = SENTENCES.get(event.type, ("", "", ""))
    number = event.order_number or ""
    decided_kind, decided = _decided(event)
    return MomentRow(
        id=str(event.id),
        day="",
        time=reader.time(event.occurred_at),
        exact=reader.exact(event.occurred_at),
        mark=mark,
        tone=tone,
        text=sentence(event.type, event.data, reader),
        note=_note(event, reader),
        who=who_did(event.actor_kind, event.actor_name, reader),
        why=_why(event, reader),
        order=number,
        href=f"/?customer={customer}&order={order_key(number)}" if number else "",
        fresh=False,
        decided_kind=decided_kind,
        decided=decided,
    )


def _decided(event: TimelineEntry) -> tuple[str, str]:
    """Where rules had a say: the decision, or the return or request that it is kept with."""
    if event.data.get("decision_id"):
        return "decision", str(event.data["decision_id"])
    kept_with = {"return.requested": "return", "approval.asked": "approval"}.get(event.type, "")
    return kept_with, str(event.data.get(f"{kept_with}_id") or "") if kept_with else ""


def _why(event: TimelineEntry, reader: Reader) -> str:
    """Where it comes from, if not from the person alone."""
    if event.type == "case.released":
        english = _AWAY.get(str(event.data.get("reason") or ""), "")
        return reader.say(english, name=str(event.data.get("owner") or "…")) if english else ""
    if event.cause.startswith("approval:"):
        return reader.say("as approved")
    return reader.say("imported") if event.cause == "import" else ""


def _note(event: TimelineEntry, reader: Reader) -> str:
    if event.type in _SAID:
        return event.texts.get("body") or ""
    if event.type == "survey.answered":
        return event.texts.get("words") or ""
    if event.type in ("order.address_changed", "approval.asked"):
        return _moved(event, reader)
    if not event.type.startswith("note."):
        return event.texts.get("note") or ""
    return event.texts.get("body") or reader.say("(erased)")


def _moved(event: TimelineEntry, reader: Reader) -> str:
    """Where it went and where it goes or would go, a line each; nothing once that is erased."""
    was, now = event.texts.get("old_address"), event.texts.get("address")
    before = reader.say("Before: {address}", address=was) if was else ""
    wanted = event.type == "approval.asked"
    after = reader.say("After: {address}", address=now) if wanted else reader.say("Now: {address}", address=now)
    return "\n".join(line for line in (before, after if now else "") if line)


def _values(data: Mapping[str, Any], reader: Reader) -> dict[str, str]:
    """Everything a sentence may name, from an event's data; what it does not hold is an ellipsis."""
    values = {name: find(data, reader) for name, find in _VALUES.items()}
    return {name: value or "…" for name, value in values.items()}


def _amount(data: Mapping[str, Any], reader: Reader) -> str:
    minor, currency = data.get("amount", data.get("total")), data.get("currency")
    return reader.money(Money(minor, currency)) if isinstance(minor, int) and isinstance(currency, str) else ""


def _code(name: str) -> Callable[[Mapping[str, Any], Reader], str]:
    return lambda data, reader: word(str(data[name]), reader) if data.get(name) else ""


def _reason(data: Mapping[str, Any], reader: Reader) -> str:
    return reason_word(str(data.get("reason") or ""), reader)


def _plain(name: str) -> Callable[[Mapping[str, Any], Reader], str]:
    return lambda data, reader: str(data.get(name) or "")


def _title(data: Mapping[str, Any], reader: Reader) -> str:
    return str((data.get("title_fr") if reader.language == "fr" else "") or data.get("title") or "")


def _nodes(data: Mapping[str, Any], reader: Reader) -> str:
    nodes = data.get("nodes")
    return ", ".join(sorted(set(map(str, nodes.values())))) if isinstance(nodes, dict) else ""


def _promise(data: Mapping[str, Any], reader: Reader) -> str:
    try:
        return reader.day(date.fromisoformat(str(data.get("promised_on"))))
    except ValueError:
        return ""


def _until(data: Mapping[str, Any], reader: Reader) -> str:
    try:
        return reader.ahead(datetime.fromisoformat(str(data.get("until"))))
    except ValueError:
        return ""


def _fields(data: Mapping[str, Any], reader: Reader) -> str:
    fields = data.get("fields")
    return ", ".join(word(str(name), reader) for name in fields) if isinstance(fields, list) else ""


def _method(data: Mapping[str, Any], reader: Reader) -> str:
    return method_name(str(data.get("kind", "")), str(data.get("brand", "")), str(data.get("last_four", "")), reader)


def _changes(data: Mapping[str, Any], reader: Reader) -> str:
    """What became of goods: "2 × SKU-1, SKU-2 → SKU-3"; lines of {sku, quantity, new_sku}."""
    lines = data.get("lines")
    told = [_change(line) for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    return ", ".join(told[:6]) + (" …" if len(told) > 6 else "")


def _change(line: Mapping[str, Any]) -> str:
    pieces = f"{line['quantity']} × " if isinstance(line.get("quantity"), int) else ""
    turned = f" → {line['new_sku']}" if line.get("new_sku") else ""
    return f"{pieces}{line.get('sku', '?')}{turned}"


def _rule(data: Mapping[str, Any], reader: Reader) -> str:
    name = data.get("name")
    return str(name.get(reader.language) or "") if isinstance(name, dict) else ""


_SAID: Final = tuple(f"conversation.{what}" for what in ("message_received", "reply_sent", "note_added", "noticed"))
_LANGUAGES: Final = {"en": "English", "fr": "français"}
# Why a case was taken from somebody; without a reason they gave it back themselves.
_AWAY: Final = {
    "unanswered": "{name} did not answer what was offered and was away",
    "silent": "{name} had no screen open any more",
    "signed_out": "{name} had signed out",
    "away": "{name} was away",
    "offline": "{name} was offline",
}
_VALUES: Final[dict[str, Callable[[Mapping[str, Any], Reader], str]]] = {
    "amount": _amount,
    "channel": _code("channel"),
    "purpose": _code("purpose"),
    "tongue": lambda data, reader: _LANGUAGES.get(str(data.get("language")), ""),
    "tier": _code("to"),
    "flag": _code("kind"),
    "reason": _reason,
    "where": _plain("where"),
    "tag": _plain("tag"),
    "case": _plain("number"),
    "task": _plain("task"),
    "queue": lambda data, reader: queue_name(str(data.get("queue") or ""), reader),
    "owner": _plain("owner"),
    "sku": _plain("sku"),
    "carrier": _plain("carrier"),
    "tracking": _plain("tracking_number"),
    "place": _plain("place"),
    "nodes": _nodes,
    "promise": _promise,
    "fields": _fields,
    "method": _method,
    "changes": _changes,
    "fulfilment": _code("fulfilment"),
    "movement": _code("kind"),
    "into": _plain("into"),
    "url": _plain("url"),
    "clock": _code("clock"),
    "agent": _plain("name"),
    "name": _plain("name"),
    "problem": lambda data, reader: problem_word(str(data.get("problem") or ""), reader),
    "until": _until,
    "dispute": _code("reason"),
    "action": _code("action"),
    "identity": _code("method"),
    "template": _code("template"),
    "other": _plain("other"),
    "quote": _plain("number"),
    "priority": _plain("to"),
    "version": _plain("version"),
    "score": _plain("score"),
    "rule": _rule,
    "file": _plain("name"),
    "rules": _title,
    "differ": lambda data, reader: reader.number(data["differ"]) if isinstance(data.get("differ"), int) else "",
}


def all_sentences() -> list[str]:
    """Every English sentence of this list, for the test that each has its French."""
    return [*(english for _, _, english in SENTENCES.values()), *_AWAY.values()]
