"""Decisions in words: what counts, what fired on which facts, and the first thing that kept the rest. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from console.rules_admin.naming import named
from console.rules_admin.trial.present import fired_lines, not_fired_lines, said_lines
from console.rules_admin.trial.rows import FiredLine
from console.ui.figures import Reader
from console.why.rows import WhyBlock
from domain.decisions.queries import DecisionView
from rules_engine.decisions.explain import Explanation
from rules_engine.readback.values import plain_words
from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.version_words import version_words

MOST_OTHERS: Final = 40


def why_blocks(found: Iterable[Explanation], reader: Reader) -> list[WhyBlock]:
    """One block for each decision, in their order."""
    return [_block(each, reader) for each in found]


def why_source(decision: DecisionView, reader: Reader) -> str:
    """By which rules it was decided."""
    if decision.answered_by == "built_in":
        return reader.say("No rules were published yet; the built-in table decided.")
    version = version_words(decision.version).in_language(reader.language)
    if not decision.fired:
        return reader.say("No rule of {version} applied.", version=version)
    return reader.say("Decided by the rules {version}", version=version)


def recorded_lines(decision: DecisionView, reader: Reader) -> list[FiredLine]:
    """The rules that fired, as they were written down, with the facts that made each."""
    return [
        FiredLine(
            name=str(rule["name"][reader.language]),
            because=[_fact(each, decision, reader) for each in rule.get("because", ())],
        )
        for rule in decision.fired
    ]


def _block(found: Explanation, reader: Reader) -> WhyBlock:
    recorded, again = found.recorded, found.again
    at = reader.moment(recorded.at)
    block = WhyBlock(
        id=str(recorded.id),
        source=why_source(recorded, reader),
        how=" · ".join(part for part in (at, _answered_by(recorded.answered_by, reader)) if part),
        note=_note(found, reader),
        fired=recorded_lines(recorded, reader),
    )
    if again is None or not found.same:
        return block
    return WhyBlock(
        id=block.id,
        source=block.source,
        how=block.how,
        says=said_lines(again.effects, again, reader),
        fired=fired_lines(again, reader),
        others=not_fired_lines(found.others[:MOST_OTHERS], again, reader),
        more=max(0, len(found.others) - MOST_OTHERS),
    )


def _answered_by(how: str, reader: Reader) -> str:
    said = {
        "engine": reader.say("by the engine, checked"),
        "reference": reader.say("by the reference"),
        "fallback": reader.say("by the reference, the engine was down"),
    }
    return said.get(how, "")


def _note(found: Explanation, reader: Reader) -> str:
    recorded = found.recorded
    if recorded.answered_by == "built_in" or found.same:
        return ""
    if not recorded.facts:
        return reader.say("The facts are gone: the personal data were erased.")
    return reader.say("This release cannot decide it again; this is what was written down.")


def _fact(said: Mapping[str, Any], decision: DecisionView, reader: Reader) -> str:
    fact = named(FAMILIES[decision.family], {}).facts.get(str(said.get("fact")))
    if fact is None:
        return str(said.get("actual"))
    label = fact.label.in_language(reader.language)
    if said.get("actual") is None:
        return reader.say("{fact}: not known", fact=label)
    value = plain_words(said["actual"], fact, decision.facts, reader.language, reader.zone)
    return reader.say("{fact}: {value}", fact=label, value=value)
