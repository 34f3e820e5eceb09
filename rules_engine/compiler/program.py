"""All shards of a document: rulesets small enough for the engine, found by the same index as in the reference."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rules_engine.compiler.fields import GUARD, LIVE, Fields, Producer, Scalar
from rules_engine.compiler.flatten import Alternative, alternatives
from rules_engine.document.limits import MOST_ALTERNATIVES
from rules_engine.facts.check import Ground
from rules_engine.reference.reference import Reference

# A fact of 255 properties is refused by the engine (error 302). One rule reads 120 at most: 60 comparisons.
MOST_FIELDS: Final = 200
_OPERATORS: Final = {"ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}
# The engine's scan runs past the last rule of a set unless that one can never hold.
_SENTINEL: Final = {"all": [{"m": {"$and": [{"$sentinel": 1}, {"$sentinel": 2}]}}]}


@dataclass(frozen=True, slots=True)
class Shard:
    """One ruleset as JSON, and the fields that it reads, the guards among them."""

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
        """Every field that one of these shards reads. The child gives each shard its own."""
        names = dict.fromkeys(name for shard in shards for name in self.shards[shard].fields)
        return {name: self.producers[name](ground) for name in names}


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
    """As many clauses together as have `MOST_ALTERNATIVES` among them, and read `MOST_FIELDS`."""
    shard: dict[int, tuple[Alternative, ...]] = {}
    size, read = 0, set[str]()
    for position, each in clauses:
        more = {literal[0] for alternative in each for literal in alternative}
        if shard and (size + len(each) > MOST_ALTERNATIVES or len(read | more) > MOST_FIELDS):
            yield shard
            shard, size, read = {}, 0, set()
        shard[position] = each
        size += len(each)
        read |= more
    if shard:
        yield shard


def _shard(clauses: Mapping[int, Collection[Alternative]]) -> Shard:
    rules = {
        f"p{position}_{i}": {"all": [{"m": {"$and": _conditions(alternative)}}]}
        for position in sorted(clauses)
        for i, alternative in enumerate(clauses[position])
    }
    said = (literal[0] for each in clauses.values() for alternative in each for literal in alternative)
    read = dict.fromkeys((GUARD[0], LIVE[0], *said))
    return Shard(json.dumps({**rules, "sentinel": _SENTINEL}), tuple(read))


def _conditions(alternative: Alternative) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = [dict([GUARD])]
    for field, op, value in alternative or ((LIVE[0], "eq", LIVE[1]),):
        said.append({field: value} if op == "eq" else {_OPERATORS[op]: {field: value}})
    return said
