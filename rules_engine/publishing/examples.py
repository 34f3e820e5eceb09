"""Examples kept with rules: given these facts, expect these effects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from domain.kernel.text import clean_text
from rules_engine.document.effects import read_effects
from rules_engine.document.model import Document, Effect
from rules_engine.document.plain import effect_as_plain
from rules_engine.document.refuse import below, mapping, sequence
from rules_engine.document.values import Surroundings
from rules_engine.evaluate import evaluate
from rules_engine.facts.check import Facts, check_facts
from rules_engine.version import Version, version_of

MOST_EXAMPLES: Final = 500
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Example:
    """`expect` are effects that have to be among those that count; `never` those that must not be. Without a `name_fr`
    the name stands in both languages.
    """

    name: str
    name_fr: str
    facts: Facts
    expect: tuple[Effect, ...]
    never: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Whether an example holds: the effects that counted, those that are missing, those that must not be. `by` are the
    rules or rows that said what counted, in the same order.
    """

    name: str
    passed: bool
    got: tuple[Mapping[str, Any], ...]
    missing: tuple[Mapping[str, Any], ...]
    unwanted: tuple[Mapping[str, Any], ...]
    name_fr: str = ""
    by: tuple[str, ...] = ()


def accepted(example: Mapping[str, Any], result: ExampleResult) -> dict[str, Any]:
    """The example in its plain form with what the rules say to its facts now in the place of what was expected. What
    must not be and is no longer so stays.
    """
    never = [each for each in example.get("never", ()) if each not in result.unwanted]
    said = {key: value for key, value in example.items() if key not in ("expect", "never")}
    return said | {"expect": [dict(each) for each in result.got]} | ({"never": never} if never else {})


def read_examples(plain: Sequence[Any], document: Document, *, now: datetime) -> tuple[Example, ...]:
    """The examples that `plain` says; `Invalid` names the place, such as `examples[2].facts`."""
    around = Surroundings(document.family, document.lists, document.calendars)
    found = sequence(plain, at="examples", most=MOST_EXAMPLES)
    return tuple(_example(each, around, now=now, at=f"examples[{i}]") for i, each in enumerate(found))


def example_name(example: Mapping[str, Any], language: str) -> str:
    """What an example in its plain form is called."""
    return str((example.get("name_fr") if language == "fr" else "") or example["name"])


def run_examples(document: Document, examples: Sequence[Example], *, now: datetime) -> tuple[ExampleResult, ...]:
    """What the reference evaluator says to each; `Invalid` for a document that no engine could run."""
    version = version_of("draft", document)
    return tuple(_run(version, each, now) for each in examples)


def _run(version: Version, example: Example, now: datetime) -> ExampleResult:
    said = evaluate(version, example.facts.plain, now=now).effects
    got, by = [each.effect for each in said], tuple(each.by for each in said)
    missing = [each for each in example.expect if each not in got]
    unwanted = [each for each in example.never if each in got]
    got_plain, missing_plain, unwanted_plain = (
        tuple(effect_as_plain(each, version.family) for each in effects) for effects in (got, missing, unwanted)
    )
    passed = not missing and not unwanted
    return ExampleResult(example.name, passed, got_plain, missing_plain, unwanted_plain, example.name_fr, by)


def _example(plain: Any, around: Surroundings, *, now: datetime, at: str) -> Example:
    said = mapping(plain, at=at, required=("name", "facts"), optional=("name_fr", "expect", "never"))
    facts = mapping(said["facts"], at=below(at, "facts"), required=(), optional=tuple(around.family.facts))
    return Example(
        name=clean_text(said["name"], field=below(at, "name"), most=LONGEST_NAME),
        name_fr=clean_text(said.get("name_fr", ""), field=below(at, "name_fr"), most=LONGEST_NAME, required=False),
        facts=check_facts(around.family, facts, now=now, strict=True),
        expect=_effects(said.get("expect", []), around, at=below(at, "expect")),
        never=_effects(said.get("never", []), around, at=below(at, "never")),
    )


def _effects(plain: Any, around: Surroundings, *, at: str) -> tuple[Effect, ...]:
    return read_effects(plain, around, at=at) if plain != [] else ()
