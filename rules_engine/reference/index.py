"""Which clauses can hold at all: found by the equalities without which they cannot."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Final, TypeAlias

from rules_engine.document.clauses import Clause
from rules_engine.document.model import Amounts, Comparison, Condition, Document, Group, OtherFact
from rules_engine.facts.check import Ground
from rules_engine.reference.comparing import texts_of
from rules_engine.vocabulary.terms import Kind

_WIDEST: Final = 64  # values of one key; a wider one says little
_RARE: Final = 4  # facts that so few clauses need together are no key: looking them up costs as much as it saves
_EXACT: Final = (Kind.TEXT, Kind.CHOICE, Kind.INTEGER, Kind.FLAG)

Needs: TypeAlias = Mapping[str, frozenset[Any]]  # for each fact, the values that it must have one of
Key: TypeAlias = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]  # facts, and the values that they must have


@dataclass(frozen=True, slots=True)
class Index:
    """`keys` by position: what the clause is found by (None: it is always looked at)."""

    keys: Mapping[int, Key | None]
    always: tuple[int, ...]
    buckets: tuple[tuple[tuple[str, ...], Mapping[tuple[Any, ...], tuple[int, ...]]], ...]

    def candidates(self, ground: Ground) -> Sequence[int]:
        """The positions of the clauses that can hold, in their order."""
        found: Sequence[int] = self.always
        get = ground.get
        for facts, by_values in self.buckets:
            more = by_values.get(tuple([get(fact) for fact in facts]))
            if more:
                found = sorted((*found, *more)) if found else more
        return found


def index_of(clauses: Sequence[tuple[int, Clause]], document: Document) -> Index:
    """The index of these clauses by their positions."""
    needs = {position: _narrowed(_needs(clause.condition, document)) for position, clause in clauses}
    together = Counter(tuple(sorted(found)) for found in needs.values())
    shared = Counter((fact, value) for found in needs.values() for fact in found for value in found[fact])
    keys = {position: _key(found, together, shared) for position, found in needs.items()}
    buckets: dict[tuple[str, ...], dict[tuple[Any, ...], list[int]]] = {}
    for position, key in keys.items():
        for values in key[1] if key else ():
            buckets.setdefault(key[0], {}).setdefault(values, []).append(position)  # type: ignore[index]
    return Index(
        keys,
        tuple(position for position, key in keys.items() if key is None),
        tuple((facts, {values: tuple(found) for values, found in each.items()}) for facts, each in buckets.items()),
    )


def beyond_key(condition: Condition | None, key: Key | None, document: Document) -> Condition | None:
    """What is left to look at of a condition once its clause was found by `key`."""
    if key is None or condition is None:
        return condition
    if isinstance(condition, Comparison):
        return None if _said_by(key, condition, document) else condition
    if condition.kind != "all":
        return condition
    left = tuple(member for member in condition.members if not _said_by(key, member, document))
    return Group("all", left) if left else None


def _said_by(key: Key, condition: Condition, document: Document) -> bool:
    equality = _equality(condition, document) if isinstance(condition, Comparison) else None
    return equality is not None and equality[0] in key[0]


def _key(needs: Needs, together: Mapping[tuple[str, ...], int], shared: Mapping[tuple[str, Any], int]) -> Key | None:
    """All facts that a clause needs, if enough others need the same; else the one under which it meets fewest."""
    if not needs:
        return None
    facts = tuple(sorted(needs))
    if together[facts] < _RARE:
        facts = (
            min(
                facts,
                key=lambda fact: (max((shared[fact, value] for value in needs[fact]), default=0), len(needs[fact])),
            ),
        )
    return facts, tuple(product(*(sorted(needs[fact], key=repr) for fact in facts)))


def _narrowed(needs: Needs) -> Needs:
    """Without the widest, until the combinations are few."""
    kept = dict(sorted(needs.items(), key=lambda each: (len(each[1]), each[0])))
    while prod(map(len, kept.values())) > _WIDEST:
        kept.popitem()
    return kept


def _needs(condition: Condition | None, document: Document) -> Needs:
    """Equalities without which `condition` cannot hold."""
    if isinstance(condition, Comparison):
        equality = _equality(condition, document)
        return dict([equality]) if equality else {}
    if condition is None or condition.kind == "none":
        return {}
    return _any(condition, document) if condition.kind == "any" else _all(condition, document)


def _all(group: Group, document: Document) -> Needs:
    found: dict[str, frozenset[Any]] = {}
    for member in group.members:
        for fact, values in _needs(member, document).items():
            found[fact] = found[fact] & values if fact in found else values
    return found


def _any(group: Group, document: Document) -> Needs:
    """A fact that each member needs: one of the values that any of them needs."""
    first, *rest = [_needs(member, document) for member in group.members]
    return dict(_shared_by_all(first, rest))


def _shared_by_all(first: Needs, rest: Sequence[Needs]) -> Iterator[tuple[str, frozenset[Any]]]:
    for fact, values in first.items():
        if all(fact in each for each in rest):
            yield fact, values.union(*(each[fact] for each in rest))


def _equality(comparison: Comparison, document: Document) -> tuple[str, frozenset[Any]] | None:
    fact, op, value = comparison.fact, comparison.op, comparison.value
    if document.family.facts[fact].kind not in _EXACT or isinstance(value, (OtherFact, Amounts)):
        return None
    if op in ("eq", "is"):
        return fact, _texts(comparison, document) if isinstance(value, str) else frozenset({value})
    if op == "in" and isinstance(value, tuple) and isinstance(value[0], int):
        return fact, frozenset(value)
    if op not in ("in", "in_list"):
        return None
    texts = texts_of(comparison, document)
    return (fact, texts) if len(texts) <= _WIDEST else None


def _texts(comparison: Comparison, document: Document) -> frozenset[str]:
    assert isinstance(comparison.value, str)
    return texts_of(Comparison(comparison.fact, "in", (comparison.value,)), document)
