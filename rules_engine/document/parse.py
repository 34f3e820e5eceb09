"""From plain JSON values to a document that can be trusted."""

from typing import Any, Final

from rules_engine.document.alternatives import count_alternatives
from rules_engine.document.calendars import read_calendars, read_lists
from rules_engine.document.conditions import read_condition
from rules_engine.document.derivation import rounds
from rules_engine.document.effects import read_effects
from rules_engine.document.limits import MOST_ALTERNATIVES_IN_ALL, MOST_CLAUSES
from rules_engine.document.model import Document, Rule, Table
from rules_engine.document.names import read_names
from rules_engine.document.refuse import below, key, mapping, refusal, sequence, whole_number
from rules_engine.document.shared import SHARED, read_shared
from rules_engine.document.tables import read_table
from rules_engine.document.values import Surroundings
from rules_engine.starter.names import spoken_family
from rules_engine.vocabulary.families import family_of

FORMAT: Final = 1


def parse_document(plain: Any) -> Document:
    """The document that `plain` (what a JSON reader gives) says.

    Refuses with `Invalid` whose `field` is the place, such as `rules[3].when.all[1].value`: anything unknown, missing,
    of a wrong type or beyond its limit, ids that are there twice, and rules that derive in a circle.
    """
    optional = ("rules", "tables", "lists", "calendars", "names")
    said = mapping(plain, at="", required=("format", "family"), optional=optional)
    whole_number(said["format"], at="format", least=FORMAT, most=FORMAT)
    names = read_names(said.get("names", {}))
    family = spoken_family(family_of(said["family"]), names)
    around = Surroundings(family, read_lists(said.get("lists", {})), read_calendars(said.get("calendars", {})))
    rules = sequence(said.get("rules", ()), at="rules", most=MOST_CLAUSES)
    tables = sequence(said.get("tables", ()), at="tables", most=MOST_CLAUSES)
    document = Document(
        family=family,
        rules=tuple(read_rule(each, around, at=f"rules[{i}]") for i, each in enumerate(rules)),
        tables=tuple(read_table(each, around, at=f"tables[{i}]") for i, each in enumerate(tables)),
        lists=around.lists,
        calendars=around.calendars,
        names=names,
    )
    _check_ids(document)
    _check_size(document)
    rounds(document.rules, document.tables)
    return document


def read_rule(plain: Any, around: Surroundings, *, at: str) -> Rule:
    """One rule."""
    said = mapping(plain, at=at, required=("id", "name", "then"), optional=("when", *SHARED))
    shared = read_shared(said, at=at)
    return Rule(
        id=key(said["id"], at=below(at, "id")),
        name=shared.name,
        when=read_condition(said["when"], around, at=below(at, "when")) if "when" in said else None,
        then=read_effects(said["then"], around, at=below(at, "then")),
        priority=shared.priority,
        enabled=shared.enabled,
        starts=shared.starts,
        ends=shared.ends,
        note=shared.note,
    )


def _check_ids(document: Document) -> None:
    known: set[str] = set()
    parts: list[tuple[str, Rule | Table]] = [(f"rules[{i}]", each) for i, each in enumerate(document.rules)]
    parts += [(f"tables[{i}]", each) for i, each in enumerate(document.tables)]
    for at, part in parts:
        if part.id in known:
            raise refusal(f"{at}.id", code="duplicate", en="is there twice.", fr="figure deux fois.")
        known.add(part.id)


def _check_size(document: Document) -> None:
    clauses = len(document.rules) + sum(len(table.rows) for table in document.tables)
    if clauses > MOST_CLAUSES:
        en = f"has {clauses} rules and rows together; {MOST_CLAUSES} is the most."
        fr = f"compte {clauses} règles et lignes en tout ; le maximum est {MOST_CLAUSES}."
        raise refusal("document", code="too_many", en=en, fr=fr)
    alternatives = sum(count_alternatives(rule.when) for rule in document.rules)
    alternatives += sum(len(table.rows) for table in document.tables)
    if alternatives > MOST_ALTERNATIVES_IN_ALL:
        en = f"comes to {alternatives} alternatives in all; {MOST_ALTERNATIVES_IN_ALL} is the most."
        fr = f"revient à {alternatives} possibilités en tout ; le maximum est {MOST_ALTERNATIVES_IN_ALL}."
        raise refusal("document", code="too_many_alternatives", en=en, fr=fr)
