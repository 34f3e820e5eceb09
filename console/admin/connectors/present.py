"""Connectors, what came, and what was refused as rows. Pure."""

import json
from collections.abc import Iterable
from typing import Final

from console.admin.connectors.rows import ConnectorLine, InboundLine, Looked, RefusedLine, WrongConnector
from console.connectors.reading import formats
from console.connectors.work import Outcome
from console.ui.figures import Reader
from domain.connectors.queries import ConnectorRow, InboundRow, RefusalRow
from domain.connectors.work_off import Refused
from domain.kernel.errors import DomainError, Invalid

_SHOWN: Final = 200  # of what a look at a file refuses
_TONES: Final = {"looked_at": "blue", "waiting": "amber", "done": "green", "dropped": ""}
KIND_WORDS: Final = {"order": "Order", "stock": "Stock", "shipment": "Parcel", "codes": "Product"}
STATE_WORDS: Final = {"looked_at": "not committed", "waiting": "waits", "done": "worked off", "dropped": "set aside"}


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [*KIND_WORDS.values(), *STATE_WORDS.values(), *(each.label for each in formats().values())]


def connector_line(row: ConnectorRow, reader: Reader, *, address: str = "") -> ConnectorLine:
    """One line of the list; `address` for the pane."""
    on = row.status == "active"
    format = formats()[row.format]
    tone = "" if not on else "amber" if row.refused else "green"
    return ConnectorLine(
        id=str(row.id),
        href=f"/admin?tab=connectors&connector={row.id}",
        name=row.name,
        format=row.format,
        label=reader.say(format.label),
        status=row.status,
        state=reader.say("on") if on else reader.say("off"),
        tone=tone,
        counts=reader.say("{waiting} waiting, {refused} refused", waiting=row.waiting, refused=row.refused),
        node=row.node,
        locations="\n".join(f"{theirs} = {ours}" for theirs, ours in sorted(row.locations.items())),
        number_prefix=row.number_prefix,
        time_zone=row.time_zone,
        made=reader.moment(row.made_at),
        made_exact=reader.exact(row.made_at),
        made_by=row.made_by,
        last=reader.moment(row.came_at) if row.came_at else reader.say("never"),
        last_exact=reader.exact(row.came_at) if row.came_at else "",
        both_until=reader.moment(row.old_secret_until) if row.old_secret_until else "",
        address=address,
        signs=format.signature is not None,
    )


def inbound_lines(rows: Iterable[InboundRow], reader: Reader) -> list[InboundLine]:
    """One line each, in the order given."""
    return [_inbound(row, reader) for row in rows]


def refused_lines(rows: Iterable[RefusalRow], reader: Reader) -> list[RefusedLine]:
    """What is open, in the order given."""
    return [
        RefusedLine(
            id=str(row.id),
            what=_what(row.kind, row.reference, reader),
            place=_place(row.place, reader),
            field=row.field,
            why=row.fr if reader.language == "fr" else row.en,
            when=reader.moment(row.at),
            exact=reader.exact(row.at),
            raw=_laid_out(row.raw),
            retryable=row.raw != "",
        )
        for row in rows
    ]


def looked(row: InboundRow, outcome: Outcome, reader: Reader) -> Looked:
    """What would come of the file; of very many refused records the first."""
    hidden = len(outcome.refused) - _SHOWN
    return Looked(
        id=str(row.id),
        name=row.topic,
        says=_sums(outcome.taken, outcome.unchanged, len(outcome.refused), reader),
        open=row.status == "looked_at" and outcome.taken + len(outcome.refused) > 0,
        refused=[_refused(each, reader) for each in outcome.refused[:_SHOWN]],
        more=reader.say("and {count} more", count=hidden) if hidden > 0 else "",
    )


def wrong_connector(refusal: DomainError, language: str) -> WrongConnector:
    """The refusal at the field it is about."""
    field = refusal.field if refusal.field in WrongConnector.__dataclass_fields__ else "form"
    return WrongConnector(**{str(field): refusal.sentence(language)})


def locations_of(text: str) -> dict[str, str]:
    """Their places and our nodes as somebody types them: `655441491 = PAR`, one a line; `Invalid` names `locations`."""
    pairs = {}
    for line in filter(None, map(str.strip, text.replace(";", "\n").splitlines())):
        theirs, equals, ours = line.rpartition("=")
        if not (equals and theirs.strip() and ours.strip()):
            raise Invalid(
                field="locations",
                code="not_pairs",
                en=f"“{line[:60]}” is not a place with a node, such as 655441491 = PAR.",
                fr=f"« {line[:60]} » n’est pas un lieu avec un site, par exemple 655441491 = PAR.",
            )
        pairs[theirs.strip()] = ours.strip()
    return pairs


def _inbound(row: InboundRow, reader: Reader) -> InboundLine:
    done = row.status == "done"
    open_file = row.status == "looked_at"
    return InboundLine(
        id=str(row.id),
        href=f"/admin?tab=connectors&connector={row.connector_id}&delivery={row.id}" if open_file else "",
        topic=row.topic or reader.say("without a topic"),
        file=row.kind == "file",
        state=reader.say(STATE_WORDS[row.status]),
        tone="amber" if done and row.refused else _TONES[row.status],
        counts=_sums(row.taken, row.unchanged, row.refused, reader) if done else "",
        came=reader.moment(row.received_at),
        came_exact=reader.exact(row.received_at),
        who=row.received_by if row.kind == "file" else "",
    )


def _sums(taken: int, unchanged: int, refused: int, reader: Reader) -> str:
    return reader.say(
        "{taken} taken, {unchanged} as before, {refused} refused", taken=taken, unchanged=unchanged, refused=refused
    )


def _refused(each: Refused, reader: Reader) -> RefusedLine:
    why = each.fr if reader.language == "fr" else each.en
    what = _what(each.kind, each.reference, reader)
    return RefusedLine(what=what, place=_place(each.place, reader), field=each.field, why=why)


def _what(kind: str, reference: str, reader: Reader) -> str:
    named = reader.say(KIND_WORDS[kind]) if kind in KIND_WORDS else reader.say("Unreadable")
    return f"{named} {reference}".strip()


def _place(place: int, reader: Reader) -> str:
    return reader.say("no. {place}", place=place) if place else ""


def _laid_out(raw: str) -> str:
    """One value a line, where it can be read at all."""
    try:
        return json.dumps(json.loads(raw), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return raw
