"""All shards of a document: rulesets small enough for the engine, found by the same index as in the reference."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rules_engine.compiler.fields import GUARD, LIVE, Fields, Producer, Scalar, flat_fact
from rules_engine.compiler.flatten import Alternative, alternatives
from rules_engine.document.limits import MOST_ALTERNATIVES
from rules_engine.facts.check import Ground
from rules_engine.reference.reference import Reference

_OPERATORS: Final = {"ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}
# The engine's scan runs past the last rule of a set unless that one can never hold.
_SENTINEL: Final = {"all": [{"m": {"$and": [{"$sentinel": 1}, {"$sentinel": 2}]}}]}


@dataclass(frozen=True, slots=True)
class Shard:
    """One ruleset as JSON, and the fields that it reads."""

    ruleset: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """What a child is given. `shard_of`: the shard of each clause by its position."""

    shards: tuple[Shard, ...]
    shard_of: Mapping[int, int]
    producers: Mapping[str, Producer]

    def shards_for(self, positions: Iterable[int]) -> tuple[int, ...]:
        """The shards that these clauses are in."""
        return tuple(sorted({self.shard_of[position] for position in positions}))

    def flat(self, shards: Sequence[int], ground: Ground) -> dict[str, Scalar]:
        """The flat fact that these shards need."""
        names = dict.fromkeys(name for shard in shards for name in self.shards[shard].fields)
        return flat_fact(self.producers, tuple(names), ground)


def compile_program(reference: Reference) -> Program:
    """The program of a document. Clauses that are found by the same key stand together, in their order."""
    fields = Fields(reference.document)
    shards: list[Shard] = []
    shard_of: dict[int, int] = {}
    for index in reference.rounds:
        by_key = sorted(index.keys, key=lambda position: (repr(index.keys[position]), position))
        for filled in _filled(
            (position, alternatives(reference.clauses[position].condition, fields)) for position in by_key
        ):
            shard_of |= dict.fromkeys(filled, len(shards))
            shards.append(_shard(filled))
    return Program(tuple(shards), shard_of, fields.producers)


def position_of(name: str) -> int:
    """The clause that an engine rule stands for."""
    return int(name[1 : name.index("_")])


def _filled(clauses: Iterable[tuple[int, tuple[Alternative, ...]]]) -> Iterable[dict[int, tuple[Alternative, ...]]]:
    """As many clauses together as have `MOST_ALTERNATIVES` among them."""
    shard: dict[int, tuple[Alternative, ...]] = {}
    size = 0
    for position, each in clauses:
        if shard and size + len(each) > MOST_ALTERNATIVES:
            yield shard
            shard, size = {}, 0
        shard[position] = each
        size += len(each)
    if shard:
        yield shard


def _shard(clauses: Mapping[int, Collection[Alternative]]) -> Shard:
    rules = {
        f"p{position}_{i}": {"all": [{"m": {"$and": _conditions(alternative)}}]}
        for position in sorted(clauses)
        for i, alternative in enumerate(clauses[position])
    }
    read = dict.fromkeys(literal[0] for each in clauses.values() for alternative in each for literal in alternative)
    return Shard(json.dumps({**rules, "sentinel": _SENTINEL}), tuple(read))


def _conditions(alternative: Alternative) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = [dict([GUARD])]
    for field, op, value in alternative or ((LIVE[0], "eq", LIVE[1]),):
        said.append({field: value} if op == "eq" else {_OPERATORS[op]: {field: value}})
    return said
