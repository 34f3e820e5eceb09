"""Rules: our engine with its referee, the referee alone, and beside them CLIPS and zen-engine on the same rules and
facts. Needs no database. The two others are measured where they are installed: `pip install --group bench`.
"""

import json
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import chain
from typing import Any

from rich.table import Table

from benchmarks.rules_elsewhere import clips_decider, zen_decider
from rules_engine.analysis.analyse import analyse
from rules_engine.document.parse import parse_document
from rules_engine.engine.supervisor import Engine
from rules_engine.evaluate import Evaluator, evaluate
from rules_engine.facts.check import check_facts
from rules_engine.version import Version, version_of
from rules_engine.vocabulary.families import FAMILIES

SIZES = (100, 1_000)
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
COUNTRIES = ("FR", "DE", "GB", "US", "CA", "IT", "ES", "NL", "BE", "CH")
_ROUTING = FAMILIES["routing"].facts
TOPICS, CHANNELS = _ROUTING["topic"].choice_keys, _ROUTING["channel"].choice_keys

Decider = Callable[[dict[str, Any]], list[str]]


@dataclass
class Timed:
    """Times of one way of deciding at one size, in microseconds; `wanted` is what the product promises."""

    name: str
    size: int
    wanted: str = ""
    microseconds: list[float] = field(default_factory=list)
    figure: str = ""

    def percentile(self, share: float) -> str:
        ordered = sorted(self.microseconds)
        return f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))]:,.1f}" if ordered else ""


@dataclass(frozen=True)
class Ruled:
    """A rule as every engine gets it: three equalities, and one of two thresholds."""

    id: str
    topic: str
    channel: str
    country: str
    total: int
    refunds: int

    def as_plain(self) -> dict[str, Any]:
        equal = {"topic": self.topic, "channel": self.channel, "customer_country": self.country}
        either = [
            {"fact": "order_total", "op": "ge", "value": {"EUR": self.total}},
            {"fact": "refunds_30d", "op": "gt", "value": self.refunds},
        ]
        return {
            "id": self.id,
            "name": {"en": self.id, "fr": self.id},
            "when": {"all": [*({"fact": f, "op": "eq", "value": v} for f, v in equal.items()), {"any": either}]},
            "then": [{"effect": "queue", "queue": "returns"}, {"effect": "tag", "tag": "benchmark"}],
        }


def rules_table(*, calls: int, more: Iterable[Timed] = ()) -> Table:
    """Everything measured, and `more`, in one table. Whoever answers differently from the referee is an error."""
    table = Table("measured", "rules", "p50 µs", "p95 µs", "p99 µs", "calls", "figure", "wanted", title="Rules")
    for column in table.columns[1:]:
        column.justify = "right"
    for each in chain(*(_measured(size, calls=calls) for size in SIZES), more):
        times = [each.percentile(share) for share in (0.5, 0.95, 0.99)]
        count = str(len(each.microseconds)) if each.microseconds else ""
        table.add_row(each.name, str(each.size), *times, count, each.figure, each.wanted)
    return table


def _measured(size: int, *, calls: int) -> Iterable[Timed]:
    chance = random.Random(size)
    ruled = [ruled_at(i, chance) for i in range(size)]
    facts = [facts_near(chance.choice(ruled), chance) for _ in range(calls)]
    started = time.perf_counter()
    version = _version(ruled)
    evaluator = Evaluator()
    evaluator.publish(version)
    took = time.perf_counter() - started
    yield Timed("read, compiled, child started, sampled", size, "< 2 s", figure=f"{took:.2f} s")
    evaluator.close()
    started = time.perf_counter()
    analyse(version.document)
    took = time.perf_counter() - started
    yield Timed("analysed, every finding proven", size, "< 10 s", figure=f"{took:.2f} s")
    expected = [_referee(version)(each) for each in facts]
    yield _timed(
        "decision with its record, engine and referee", version, facts, wanted={100: "< 1,000", 1_000: "< 3,000"}
    )
    checked = [check_facts(version.family, each, now=NOW).ground for each in facts]
    yield _spent(Timed("referee alone", size, "< 10"), version.reference.decide, checked)
    for name, installed, decider in (("CLIPS (clipspy)", "clips", clips_decider), ("zen-engine", "zen", zen_decider)):
        if find_spec(installed) is not None:
            other = decider(ruled)
            assert [other(each) for each in facts] == expected, f"{name} answers differently"
            yield _spent(Timed(name, size), other, facts)


def _timed(name: str, version: Version, facts: list[dict[str, Any]], *, wanted: dict[int, str]) -> Timed:
    size = len(version.document.rules)
    engine = Engine(version.reference, version.program)
    engine.start()

    def decide(each: dict[str, Any]) -> Any:
        decision = evaluate(version, each, now=NOW, engine=engine)
        assert decision.answered_by == "engine", decision.answered_by
        return decision.facts_as_plain(), decision.fired_as_plain(), decision.effects_as_plain()

    try:
        return _spent(Timed(name, size, wanted.get(size, "")), decide, facts)
    finally:
        engine.close()


def _spent(timed: Timed, call: Callable[[Any], Any], inputs: Iterable[Any]) -> Timed:
    """Call once for each input, after one round to warm up."""
    inputs = list(inputs)
    for value in inputs[:200]:
        call(value)
    for value in inputs:
        started = time.perf_counter_ns()
        call(value)
        timed.microseconds.append((time.perf_counter_ns() - started) / 1000)
    return timed


def _referee(version: Version) -> Decider:
    def decide(facts: dict[str, Any]) -> list[str]:
        outcome = version.reference.decide(check_facts(version.family, facts, now=NOW).ground)
        return [version.reference.clauses[i].id for i in outcome.fired]

    return decide


def _version(ruled: list[Ruled]) -> Version:
    plain = {"format": 1, "family": "routing", "rules": [each.as_plain() for each in ruled]}
    return version_of("benchmark", parse_document(json.loads(json.dumps(plain))))


def ruled_at(i: int, chance: random.Random) -> Ruled:
    """The rule at place `i`."""
    return Ruled(
        id=f"r{i}",
        topic=chance.choice(TOPICS),
        channel=chance.choice(CHANNELS),
        country=chance.choice(COUNTRIES),
        total=chance.randrange(100, 90_000),
        refunds=chance.randrange(5),
    )


def facts_near(near: Ruled, chance: random.Random) -> dict[str, Any]:
    """Facts that some rule is about, so that the engine is always asked."""
    return {
        "topic": near.topic,
        "channel": near.channel,
        "customer_country": near.country,
        "order_total": chance.randrange(100_000),
        "order_currency": "EUR",
        "refunds_30d": chance.randrange(6),
    }
