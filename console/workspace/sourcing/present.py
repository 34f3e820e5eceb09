"""Why a line comes from where it comes from, in words. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from console.ui.figures import Reader
from console.why.present import recorded_lines
from console.workspace.sourcing.rows import Explanation, OtherRow, WayRow, WhatIf, WhyRow
from domain.decisions.queries import DecisionView
from domain.kernel.money import Money
from domain.sourcing.sourcing_quote import SourcingQuote
from rules_engine.decisions.sourcing_why import Explained
from rules_engine.readback.values import plain_words
from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.version_words import version_words


def explanation(found: Explained, reader: Reader) -> Explanation:
    """Everything about one line; the rules that fired and did not in the order in which they count."""
    line, answer = found.line, found.line.answer
    chosen, following = answer["chosen"], answer["next"]
    told = {way["node"] for way in (chosen, following) if way}
    return Explanation(
        because=_said(answer["why"], reader),
        source=_source(found, reader),
        goal=_goal(answer["goal"], reader) if answer["goal"] else "",
        ways=[_way(way, reader, chosen=way is chosen) for way in (chosen, following) if way],
        others=[_other(each, reader) for each in answer["candidates"] if each["node"] not in told],
        barred=[_barred(each, reader) for each in answer["barred"]],
        fired=_fired(line.decision, reader) if line.decision and found.fired else [],
        not_fired=_not_fired(found.not_fired, line.decision, reader) if line.decision else [],
    )


def what_if(quote: SourcingQuote, titles: Mapping[str, str], reader: Reader) -> WhatIf:
    """A quote for the open order; `titles` name its goods by their SKU."""
    sums = (
        [reader.say("{count} parcels", count=len(quote.parcels))]
        if len(quote.parcels) != 1
        else [reader.say("1 parcel")]
    )
    sums += [reader.money(amount) for amount in quote.cost]
    if quote.promised_on is not None:
        sums.append(reader.say("there by {day}", day=reader.day(quote.promised_on)))
    lines = [
        OtherRow(
            titles.get(line.sku, line.sku),
            " · ".join(
                [
                    line.node_name or reader.say("from nowhere"),
                    *([reader.day(line.promised_on)] if line.promised_on else []),
                    line.why.fr if reader.language == "fr" else line.why.en,
                ]
            ),
        )
        for line in quote.lines
    ]
    return WhatIf(" · ".join(sums), lines)


def _source(found: Explained, reader: Reader) -> str:
    at = reader.moment(found.line.sourced_at)
    if found.version:
        version = version_words(found.version).in_language(reader.language)
        return reader.say("Sourced {at} by the rules {version}", at=at, version=version)
    return reader.say("Sourced {at}", at=at)


def _goal(goal: Mapping[str, Any], reader: Reader) -> str:
    weights = [
        reader.say("speed {weight}", weight=goal["fastest"]),
        reader.say("cost {weight}", weight=goal["cheapest"]),
        reader.say("few parcels {weight}", weight=goal["fewest_parcels"]),
    ]
    if goal["max_parcels"] is not None:
        weights.append(reader.say("at most {count} parcels", count=goal["max_parcels"]))
    return reader.say("What counted: {weights}", weights=", ".join(weights))


def _way(way: Mapping[str, Any], reader: Reader, *, chosen: bool) -> WayRow:
    return WayRow(
        node=way["name"],
        arrives=_day(way["arrives"], reader),
        parcels=reader.number(way["parcels"]),
        cost=_amounts(way["cost"], reader),
        chosen=chosen,
    )


def _other(each: Mapping[str, Any], reader: Reader) -> OtherRow:
    said = [
        reader.say("arrives {day}", day=_day(each["arrives"], reader)),
        reader.say("{amount} a parcel", amount=_amounts([each["cost"]], reader)),
    ]
    if each["full"]:
        said.append(reader.say("full today"))
    if each["preferred"]:
        said.append(reader.say("preferred by {weight}", weight=each["preferred"]))
    return OtherRow(each["name"], " · ".join(said))


def _barred(each: Mapping[str, Any], reader: Reader) -> OtherRow:
    if each["because"] == "stock":
        return OtherRow(each["name"], reader.say("only {count} there", count=reader.number(each["available"])))
    if each["because"] == "closed":
        return OtherRow(each["name"], reader.say("not in use"))
    return OtherRow(each["name"], _said(each["rule_name"] or {"en": each["rule"], "fr": each["rule"]}, reader))


def _fired(decision: DecisionView, reader: Reader) -> list[WhyRow]:
    return [WhyRow(each.name, ", ".join(each.because)) for each in recorded_lines(decision, reader)]


def _not_fired(missed: Iterable[Mapping[str, Any]], decision: DecisionView, reader: Reader) -> list[WhyRow]:
    return [WhyRow(_said(each["name"], reader), _reason(each, decision, reader)) for each in missed]


def _reason(missed: Mapping[str, Any], decision: DecisionView, reader: Reader) -> str:
    """The first condition that failed, with the actual value."""
    if missed["cause"] == "dates":
        return reader.say("not in force then")
    if missed["cause"] == "hit_policy":
        return reader.say("an earlier row came first")
    failed, fact = missed["failed"], FAMILIES["sourcing"].facts[missed["failed"]["fact"]]
    actual = failed.get("actual")
    value = reader.say("not known")
    if actual is not None:
        value = plain_words(actual, fact, decision.facts, reader.language, reader.zone)
    condition = _said(missed["condition"], reader)
    if failed["held"]:
        return reader.say("not when {condition}; it was: {value}", condition=condition, value=value)
    return reader.say("only when {condition}; it was: {value}", condition=condition, value=value)


def _said(both: Mapping[str, str], reader: Reader) -> str:
    return both["fr" if reader.language == "fr" else "en"]


def _day(text: str, reader: Reader) -> str:
    return reader.day(date.fromisoformat(text))


def _amounts(amounts: Iterable[Mapping[str, Any]], reader: Reader) -> str:
    return " + ".join(reader.money(Money(each["minor"], each["currency"])) for each in amounts) or "—"
