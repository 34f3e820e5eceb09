"""Which rules conclude the facts that a rule looks at. Pure."""

from console.rules_admin.sheet.rows import ConcludedFact, Concluder
from rules_engine.document.model import Document, Effect, Rule, Table, facts_of
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.terms import Origin


def concluded_facts(rule: Rule, document: Document, language: str) -> list[ConcludedFact]:
    """The derived facts of its condition, each with the rules and tables that are switched on and conclude it."""
    facts = document.family.facts
    read = [key for key in facts if key in facts_of(rule.when) and facts[key].origin is Origin.DERIVED]
    found = [ConcludedFact(facts[key].label.in_language(language), _by(key, document, language)) for key in read]
    return [each for each in found if each.by]


def _by(fact: str, document: Document, language: str) -> list[Concluder]:
    parts: list[Rule | Table] = [*document.rules, *document.tables]
    return [Concluder(each.id, each.name.in_language(language)) for each in parts if each.enabled and _says(each, fact)]


def _says(part: Rule | Table, fact: str) -> bool:
    effects: list[Effect] = (
        list(part.then) if isinstance(part, Rule) else [each for row in part.rows for each in row.effects]
    )
    return any(each.key == DERIVE.key and each["fact"] == fact for each in effects)
