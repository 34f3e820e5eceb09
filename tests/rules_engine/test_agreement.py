"""Engine, reference and the plain meaning of the conditions agree on random documents and facts.

`RULE_PAIRS=1000000 python -m pytest tests/rules_engine/test_agreement.py` for a long look; 10,000 pairs otherwise.
"""

import json
import os
import re
from datetime import UTC, datetime
from functools import partial
from typing import Any

from rules_engine.compiler.program import MOST_FIELDS, Program
from rules_engine.document.alternatives import count_alternatives
from rules_engine.document.limits import LARGEST, MOST_ALTERNATIVES
from rules_engine.engine.supervisor import Engine
from rules_engine.facts.check import check_facts
from rules_engine.reference.reference import Reference
from rules_engine.version import version_of
from tests.rules_engine.random_rules import random_document, random_facts
from tests.rules_engine.writing import PATIENT

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
PAIRS = int(os.environ.get("RULE_PAIRS", "10000"))
EACH = 250  # facts for one document
_TEXT = re.compile(r"t:[a-z0-9][a-z0-9 _.-]{0,47}|x:[0-9a-f]{32}|-")


def test_engine_and_reference_agree() -> None:
    fired = 0
    for seed in range(max(1, PAIRS // EACH)):
        version = version_of(str(seed), random_document(seed))
        reference, engine = version.reference, Engine(version.reference, version.program, limits=PATIENT)
        engine.start()
        for facts in random_facts(version.document, seed, count=EACH):
            ground = check_facts(version.family, facts, now=NOW).ground
            outcome = reference.decide(ground)
            assert reference.settle(ground, engine.matching()) == outcome, (seed, facts)
            assert reference.settle(ground, partial(plainly, reference)) == outcome
            fired += len(outcome.fired)
        engine.close()
    assert fired > PAIRS  # rules do fire


def plainly(reference: Reference, number: int, known: dict[str, Any]) -> list[int]:
    """Every clause of the round looked at, without an index."""
    return [i for i, each in enumerate(reference.clauses) if each.round == number and reference.tests[i](known)]


def test_the_engine_is_given_nothing_outside_its_subset() -> None:
    for seed in range(100):
        version = version_of(str(seed), random_document(seed, most_rules=60))
        check_program(version.program)
        for facts in random_facts(version.document, seed, count=5):
            ground = check_facts(version.family, facts, now=NOW).ground
            flat = version.program.flat(range(len(version.program.shards)), ground)
            assert all(harmless(value) for value in flat.values())
            assert max((len(shard.fields) for shard in version.program.shards), default=0) <= MOST_FIELDS


def check_program(program: Program) -> None:
    for shard in program.shards:
        rules = json.loads(shard.ruleset)
        assert list(rules)[-1] == "sentinel"
        assert 2 <= len(rules) <= MOST_ALTERNATIVES + 1
        for name, rule in list(rules.items())[:-1]:
            [condition] = rule["all"]
            [(operator, said)] = condition["m"].items()
            assert (operator, said[0]) == ("$and", {"kind": "t:decide"}), name
            assert len(said) >= 2
            for each in said:
                [(key, value)] = each.items()
                if key in ("$neq", "$lt", "$lte", "$gt", "$gte"):
                    [(key, value)] = value.items()
                assert re.fullmatch(r"[a-zA-Z0-9_]+", key)
                assert harmless(value)


def harmless(value: Any) -> bool:
    if isinstance(value, str):
        return _TEXT.fullmatch(value) is not None
    return type(value) is int and abs(value) <= LARGEST + 1


def test_alternatives_are_counted_as_they_are_spread_out() -> None:
    for seed in range(100):
        version = version_of(str(seed), random_document(seed))
        for clause in version.reference.clauses:
            assert count_alternatives(clause.condition) <= MOST_ALTERNATIVES
