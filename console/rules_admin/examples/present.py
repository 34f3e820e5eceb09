"""Examples with pass or fail, as lines. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from console.rules_admin.examples.rows import ExampleLine
from console.ui.figures import Reader
from rules_engine.document.effects import read_effect
from rules_engine.document.model import Document
from rules_engine.document.values import Surroundings
from rules_engine.publishing.examples import ExampleResult, example_name
from rules_engine.readback.sentence import effect_words
from rules_engine.readback.values import plain_words
from rules_engine.readback.words import inside


def example_lines(
    examples: Sequence[Mapping[str, Any]], results: Sequence[ExampleResult], document: Document, reader: Reader
) -> list[ExampleLine]:
    """One line each, failing ones first."""
    lines = [_line(said, found, document, reader) for said, found in zip(examples, results, strict=True)]
    return sorted(lines, key=lambda each: each.passed)


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


def _line(said: Mapping[str, Any], result: ExampleResult, document: Document, reader: Reader) -> ExampleLine:
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
    )


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
