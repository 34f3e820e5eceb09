"""Facts to be typed, and what the rules say to them. Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final

from console.rules_admin.naming import named
from console.rules_admin.trial.rows import FactField, FiredLine, NotFiredLine, Option, SaidLine
from console.rules_admin.typed import named_values
from console.ui.figures import Reader
from rules_engine.decision import Decision, NotFired, Said, known_of
from rules_engine.document.model import Document
from rules_engine.readback.facts_read import facts_read
from rules_engine.readback.sentence import comparison_words, effect_words, effects_words
from rules_engine.readback.values import plain_words
from rules_engine.readback.words import capital
from rules_engine.reference.explain import Evidence
from rules_engine.vocabulary.terms import Fact, Family, Kind

MOST_FIELDS: Final = 58  # a form has 120 entries at most
MOST_OPTIONS: Final = 200


def fact_fields(document: Document, reader: Reader, *, also: Container[str] = ()) -> list[FactField]:
    """The facts that these rules read, and those in `also`, as fields of a small form."""
    read = {each.key for each in facts_read(document)[:MOST_FIELDS]}
    known = document.family.facts.values()
    return [_field(each, document, reader) for each in known if each.key in read or each.key in also]


def said_lines(said: Sequence[Said], decision: Decision, reader: Reader) -> list[SaidLine]:
    """Effects, each with the rule that says it."""
    names = {each.id: each.name.in_language(reader.language) for each in decision.fired}
    family = named(decision.version.family)
    return [
        SaidLine(
            f"expect-{i}", capital(effect_words(each.effect, family, reader.language)), names.get(each.by, each.by)
        )
        for i, each in enumerate(said)
    ]


def fired_lines(decision: Decision, reader: Reader) -> list[FiredLine]:
    """The rules that fired, with the facts that made them."""
    known = known_of(decision.version, decision.facts, decision.outcome)
    family = named(decision.version.family)
    return [
        FiredLine(
            name=each.name.in_language(reader.language),
            because=[_evidence(proof, family, known, reader) for proof in each.evidence],
            says=effects_words(each.effects, family, reader.language),
        )
        for each in decision.fired
    ]


def not_fired_lines(others: Iterable[NotFired], decision: Decision, reader: Reader) -> list[NotFiredLine]:
    """Why each of the others did not fire."""
    known, family = known_of(decision.version, decision.facts, decision.outcome), named(decision.version.family)
    return [_not_fired(each, decision, family, known, reader) for each in others]


def _not_fired(
    each: NotFired, decision: Decision, family: Family, known: Mapping[str, Any], reader: Reader
) -> NotFiredLine:
    name, why = each.name.in_language(reader.language), each.why_not
    if why.cause == "dates":
        return NotFiredLine(name, reader.say("Its condition holds, but it is not in force at this time."))
    if why.cause == "hit_policy" or why.evidence is None:
        clauses = decision.version.reference.clauses
        instead = next((c.name.in_language(reader.language) for c in clauses if c.id == why.instead), why.instead or "")
        return NotFiredLine(name, reader.say("It holds too, but “{name}” comes first in its table.", name=instead))
    comparison = why.evidence.comparison
    words = comparison_words(comparison, family, reader.language)
    held = not why.evidence.held and comparison.fact in known and _holds_in_none(why.evidence)
    reason = reader.say("Must not hold: {condition}", condition=words) if held else capital(words)
    return NotFiredLine(name, reason, _actual(why.evidence, family, known, reader))


def _holds_in_none(evidence: Evidence) -> bool:
    """A comparison below an odd number of "none" kept the rule from firing by holding."""
    return evidence.at.count(".none[") % 2 == 1


def _evidence(proof: Evidence, family: Family, known: Mapping[str, Any], reader: Reader) -> str:
    words = comparison_words(proof.comparison, family, reader.language)
    if not proof.held:
        return reader.say("not: {condition}", condition=words)
    return f"{words} ({_actual(proof, family, known, reader)})"


def _actual(proof: Evidence, family: Family, known: Mapping[str, Any], reader: Reader) -> str:
    fact = family.facts[proof.comparison.fact]
    words = plain_words(proof.actual, fact, known, reader.language, reader.zone)
    return reader.say("it is {value}", value=words)


def _field(fact: Fact, document: Document, reader: Reader) -> FactField:
    kinds = {Kind.CHOICE: "choice", Kind.FLAG: "flag", Kind.INSTANT: "instant"}
    return FactField(
        key=fact.key,
        label=fact.label.in_language(reader.language),
        help=fact.help.in_language(reader.language),
        kind=kinds.get(fact.kind, "text"),
        hint=_hint(fact, reader),
        options=_options(fact, document, reader),
    )


def _options(fact: Fact, document: Document, reader: Reader) -> list[Option]:
    """The values of a choice; of a text or a list what may be typed: what is on its list, and what has a name."""
    labels = {each.key: each.label.in_language(reader.language) for each in named_values(fact)}
    if not labels and fact.choices:
        return [Option(each.key, each.label.in_language(reader.language)) for each in fact.choices]
    listed = document.lists.get(fact.named_list or "", ())[:MOST_OPTIONS]
    typed = dict.fromkeys(labels.get(each, each) for each in (*listed, *labels))
    return [Option(each, each) for each in typed]


def _hint(fact: Fact, reader: Reader) -> str:
    if fact.kind is Kind.DURATION:
        return reader.say("15 min, 2 h, 3 d")
    if fact.kind is Kind.DECIMAL:
        return "%"
    if fact.kind is Kind.LIST:
        return reader.say("a, b, c")
    return fact.unit.in_language(reader.language) if fact.unit and fact.kind is Kind.INTEGER else ""
