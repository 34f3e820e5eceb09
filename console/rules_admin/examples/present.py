"""Examples with pass or fail, as lines. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from console.rules_admin.examples.rows import ExampleLine
from console.ui.figures import Reader
from rules_engine.document.effects import read_effect
from rules_engine.document.model import Document, Rule, Table
from rules_engine.document.plain import effect_as_plain
from rules_engine.document.values import Surroundings
from rules_engine.publishing.examples import ExampleResult, example_name
from rules_engine.readback.sentence import effect_words
from rules_engine.readback.values import plain_words
from rules_engine.readback.words import inside


def example_lines(
    examples: Sequence[Mapping[str, Any]],
    results: Sequence[ExampleResult],
    document: Document,
    reader: Reader,
    *,
    edit: str = "",
) -> list[ExampleLine]:
    """One line each, failing ones first. `edit` is the address of the draft whose rules may be opened."""
    lines = [_line(said, found, document, reader, edit) for said, found in zip(examples, results, strict=True)]
    lines = sorted(lines, key=lambda each: each.passed)
    return [replace(each, key=f"example-{place}") for place, each in enumerate(lines, start=1)]


def example_words(said: Mapping[str, Any], document: Document, reader: Reader) -> str:
    """The facts of an example and what is expected of them, in one line."""
    expected = [*_effects(said.get("expect", ()), document, reader)]
    expected += [
        reader.say("Must not be: {effect}", effect=each) for each in _effects(said.get("never", ()), document, reader)
    ]
    facts = _facts(said["facts"], document, reader) or reader.say("whatever the facts")
    return f"{facts} → {', '.join(expected) or reader.say('nothing')}"


def effect_lines(effects: Iterable[Mapping[str, Any]], document: Document, reader: Reader) -> list[str]:
    """Effects in words."""
    return _effects(effects, document, reader)


def _line(said: Mapping[str, Any], result: ExampleResult, document: Document, reader: Reader, edit: str) -> ExampleLine:
    got = _effects(result.got, document, reader)
    return ExampleLine(
        name=result.name,
        title=example_name(said, reader.language),
        facts=_facts(said["facts"], document, reader),
        passed=result.passed,
        expected=_effects(said.get("expect", ()), document, reader),
        missing=_effects(result.missing, document, reader),
        unwanted=_effects(result.unwanted, document, reader),
        got=", ".join(got) or reader.say("nothing"),
        rule_href="" if result.passed or not edit else _href(failing_by(result, document), document, edit),
    )


def failing_by(result: ExampleResult, document: Document) -> str:
    """The id of the rule or table that an example most likely fails by: the one that says what must not be, or says
    otherwise what is missing, or says it to other facts. "" where there is none of these.
    """
    kinds = {each["effect"] for each in result.missing}
    said = [(each, by.split("#")[0]) for each, by in zip(result.got, result.by, strict=True)]
    unwanted = [by for each, by in said if each in result.unwanted]
    instead = [by for each, by in said if each["effect"] in kinds and each not in result.missing]
    parts: list[Rule | Table] = [*document.rules, *document.tables]
    able = [part.id for part in parts if _may_say(part, result, document)]
    others = [part.id for part in document.rules if any(each.key in kinds for each in part.then)]
    return next(iter((*unwanted, *instead, *able, *others)), "")


def _may_say(part: Rule | Table, result: ExampleResult, document: Document) -> bool:
    effects = part.then if isinstance(part, Rule) else [each for row in part.rows for each in row.effects]
    return any(effect_as_plain(each, document.family) in result.missing for each in effects)


def _href(part: str, document: Document, edit: str) -> str:
    if not part:
        return ""
    return f"{edit}&{'table' if any(each.id == part for each in document.tables) else 'rule'}={part}"


def _facts(facts: Mapping[str, Any], document: Document, reader: Reader) -> str:
    known = document.family.facts
    return ", ".join(
        f"{inside(known[key].label.in_language(reader.language))} "
        f"{plain_words(value, known[key], facts, reader.language, reader.zone)}"
        for key, value in facts.items()
    )


def _effects(effects: Iterable[Mapping[str, Any]], document: Document, reader: Reader) -> list[str]:
    around = Surroundings(document.family, {}, {})
    read = [read_effect(dict(each), around, at=f"expect[{i}]") for i, each in enumerate(effects)]
    return [effect_words(each, document.family, reader.language) for each in read]
