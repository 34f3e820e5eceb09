"""The customer's header in words and figures. Pure: the overview of the domain in, rows out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

from console.ui.figures import Reader
from console.ui.people import initials
from console.ui.words import word
from console.workspace.customer.rows import (
    ConsentRow,
    ContactRow,
    CustomerRecord,
    FactRow,
    FigureRow,
    MergedRow,
    PinnedRow,
    Score,
)
from console.workspace.identity.present import standing
from console.workspace.orders.names import method_name
from console.workspace.orders.present import address_line
from domain.customers import rows as known
from domain.kernel.masking import is_masked
from domain.kernel.money import Money
from domain.overview.rows import CustomerOverview
from domain.surveys.queries import Satisfaction

_CONTENT, _ANGRY = 4, 2  # of 5
TIER_TONES: Final = {"gold": "amber", "silver": "hollow"}


def customer_record(overview: CustomerOverview, reader: Reader) -> CustomerRecord:
    """Everything the header shows. A standard tier is not worth a badge."""
    card = overview.customer
    return CustomerRecord(
        id=str(card.id),
        number=card.number,
        name=card.name if card.erased_at is None else reader.say("Erased customer"),
        initials=initials(card.name),
        tier=word(card.tier, reader) if card.tier != "standard" else "",
        tier_tone=TIER_TONES.get(card.tier, ""),
        since=reader.say("customer since {month}", month=reader.month(card.created_at)),
        speaks=reader.say("speaks French" if card.language == "fr" else "speaks English"),
        their_zone=_their_zone(card.time_zone, reader),
        figures=_figures(overview, reader),
        flags=[_flag(flag, reader) for flag in card.risk_flags],
        contacts=[
            *(ContactRow("email", email, card.masked) for email in card.emails),
            *(ContactRow("phone", phone_number(phone), card.masked, at) for at, phone in enumerate(card.phones)),
        ],
        masked=card.masked,
        identity=standing(card.identity_level, card.identity_until, reader),
        identity_until=reader.exact(card.identity_until) if card.identity_until else "",
        merged=[MergedRow(str(id), number) for id, number in zip(card.members[1:], card.merged_numbers, strict=True)],
        erased=card.erased_at is not None,
        consents=[_consent(consent, reader) for consent in card.consents],
        addresses=[_address(address, reader) for address in card.addresses],
        methods=[_method(method, reader) for method in card.payment_methods],
        tags=list(card.tags),
        pinned=[_pinned(note, reader) for note in overview.notes if note.pinned],
    )


def score(found: Satisfaction, reader: Reader) -> Score:
    """The last score, with the mean of the last ones where there are several."""
    if found.last_score is None or found.last_at is None or found.recent_average is None:
        return Score()
    mean, when = reader.number(round(found.recent_average, 1)), reader.moment(found.last_at)
    said = [reader.say("Rated the last contact {score} of 5, {time}.", score=found.last_score, time=when)]
    if found.recent_answers > 1:
        said.append(reader.say("Mean of the last {count}: {mean}.", count=found.recent_answers, mean=mean))
    return Score(
        last=f"{found.last_score}/5",
        mean=mean if found.recent_answers > 1 else "",
        tone="green" if found.last_score >= _CONTENT else "red" if found.last_score <= _ANGRY else "amber",
        said=" ".join(said),
        words=found.last_words,
    )


def phone_number(e164: str) -> str:
    """+33612345678 as +33 6 12 34 56 78; a masked one as it is."""
    if is_masked(e164):
        return e164
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _figures(overview: CustomerOverview, reader: Reader) -> list[FigureRow]:
    spent = [each.kept for each in overview.lifetime_value]
    given = [*overview.goodwill_given, *overview.discounts_given]
    return [
        FigureRow(reader.say("Lifetime"), _main(spent, reader), _all(spent, reader)),
        FigureRow(
            reader.say("Orders"),
            reader.number(overview.customer.order_count),
            reader.say("{count} open", count=overview.open_orders),
        ),
        FigureRow(reader.say("Open"), reader.number(overview.open_orders), ""),
        FigureRow(reader.say("Returns"), reader.number(overview.returns), ""),
        FigureRow(reader.say("Given"), _main(given, reader), _all(given, reader)),
    ]


def _main(amounts: Sequence[Money], reader: Reader) -> str:
    """The first amount; a plus says that there are others in other currencies."""
    if not amounts:
        return "–"
    return reader.money(amounts[0]) + (" +" if len(amounts) > 1 else "")


def _all(amounts: Sequence[Money], reader: Reader) -> str:
    return " + ".join(reader.money(amount) for amount in amounts)


def _flag(flag: known.FlagRow, reader: Reader) -> FactRow:
    return FactRow(label=word(flag.kind, reader), detail=_flag_facts(flag, reader))


def _flag_facts(flag: known.FlagRow, reader: Reader) -> str:
    """On what a warning rests, in words."""
    facts = flag.facts
    if flag.kind == "many_refunds":
        return reader.say("{share} of what was paid went back", share=reader.percent(float(facts["share"])))
    if flag.kind == "many_cancellations":
        return reader.say("{cancelled} of {orders} orders cancelled", **facts)
    return ", ".join(f"{name} {value}" for name, value in facts.items())


def _consent(consent: known.ConsentRow, reader: Reader) -> ConsentRow:
    label = f"{word(consent.channel, reader)} · {word(consent.purpose, reader)}"
    since = reader.exact(consent.changed_at)
    return ConsentRow(
        label=label,
        detail=reader.say("allowed since {when}" if consent.granted else "refused since {when}", when=since),
        tone="green" if consent.granted else "",
    )


def _address(address: known.AddressRow, reader: Reader) -> FactRow:
    parts = {name: getattr(address, name) for name in ("line1", "line2", "city", "region", "postal_code", "country")}
    return FactRow(label=address_line(parts, reader), detail=address.label)


def _method(method: known.MethodRow, reader: Reader) -> FactRow:
    balance = reader.money(method.balance) if method.balance is not None else ""
    return FactRow(label=method_name(method.kind, method.brand, method.last_four, reader), detail=balance)


def _pinned(note: known.NoteRow, reader: Reader) -> PinnedRow:
    return PinnedRow(
        id=str(note.id),
        body=note.body,
        byline=f"{note.author_name} · {reader.moment(note.created_at)}",
        exact=reader.exact(note.created_at),
        version=note.version,
    )


def _their_zone(time_zone: str, reader: Reader) -> str:
    """Where they are, if it is another time there than at the reader's."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return "" if _offset(zone, reader.now) == _offset(reader.zone, reader.now) else time_zone


def _offset(zone: ZoneInfo, at: datetime) -> object:
    return at.astimezone(zone).utcoffset()
