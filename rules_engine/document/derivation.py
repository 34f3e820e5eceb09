"""In which round each rule is decided: rules that use a derived fact come after all that derive it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.kernel.errors import Invalid
from rules_engine.document.limits import MOST_ROUNDS
from rules_engine.document.model import Effect, Rule, Table, facts_of
from rules_engine.document.refuse import refusal
from rules_engine.vocabulary.families import DERIVE


@dataclass(frozen=True, slots=True)
class _Deriving:
    """A rule or a table, whatever it reads and derives; `at` is where it stands."""

    at: str
    reads: frozenset[str]
    derives: frozenset[str]


def rounds(rules: Sequence[Rule], tables: Sequence[Table]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The round, from 0, of each rule and of each table.

    A rule that reads no derived fact is decided in round 0, any other one round after the last that derives what it
    reads. Refuses with `Invalid` naming a rule that derives in a circle, and more rounds than `MOST_ROUNDS`. Rules
    that are switched off count as well: switching one on must not break a document.
    """
    parts = [*map(_of_rule, rules, range(len(rules))), *map(_of_table, tables, range(len(tables)))]
    makers: dict[str, list[int]] = {}
    for i, part in enumerate(parts):
        for fact in part.derives:
            makers.setdefault(fact, []).append(i)
    found: dict[int, int] = {}
    for i in range(len(parts)):
        _round(i, parts, makers, found, ())
    numbers = [found[i] for i in range(len(parts))]
    return tuple(numbers[: len(rules)]), tuple(numbers[len(rules) :])


def _round(
    i: int, parts: Sequence[_Deriving], makers: Mapping[str, list[int]], found: dict[int, int], above: tuple[int, ...]
) -> int:
    if i in found:
        return found[i]
    if i in above:
        raise _circle([parts[each].at for each in above[above.index(i) :]])
    if len(above) >= MOST_ROUNDS:
        en = f"needs facts derived in more than {MOST_ROUNDS} rounds."
        fr = f"a besoin de faits conclus en plus de {MOST_ROUNDS} tours."
        raise refusal(parts[above[0]].at, code="too_many_rounds", en=en, fr=fr)
    before = {maker for fact in parts[i].reads for maker in makers.get(fact, ())}
    found[i] = max((_round(each, parts, makers, found, (*above, i)) + 1 for each in sorted(before)), default=0)
    return found[i]


def _circle(places: list[str]) -> Invalid:
    chain = " → ".join([*places, places[0]])
    en, fr = f"derives what it depends on: {chain}.", f"conclut ce dont il dépend : {chain}."
    return refusal(places[0], code="circular_derivation", en=en, fr=fr)


def _of_rule(rule: Rule, i: int) -> _Deriving:
    return _Deriving(f"rules[{i}]", frozenset(facts_of(rule.when)), _derived(rule.then))


def _of_table(table: Table, i: int) -> _Deriving:
    derives = frozenset().union(*(_derived(row.effects) for row in table.rows))
    reads = frozenset().union(*(facts_of(row.condition) for row in table.rows))
    return _Deriving(f"tables[{i}]", reads, derives)


def _derived(effects: Sequence[Effect]) -> frozenset[str]:
    return frozenset(str(effect["fact"]) for effect in effects if effect.key == DERIVE.key)
