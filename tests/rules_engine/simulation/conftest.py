"""Decisions that were recorded, drafts to try on them, and a worker that does the jobs of a backtest when told to."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.decisions.record import record_decision
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.ports.decisions import Decided
from domain.work.application import Application
from domain.work.unit import Unit
from rules_engine.document.parse import parse_document
from rules_engine.evaluate import evaluate
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.simulation import past
from rules_engine.simulation.run_chunk import run_chunk
from rules_engine.simulation.start_backtest import RUN
from rules_engine.version import version_of
from tests.browser.rules_world import publish_rules
from tests.conftest import NOW
from tests.domain.conftest import ask, happened, refusal_of, sql
from tests.support.jobs import NotedJobs

__all__ = ["ask", "happened", "refusal_of", "sql"]

CHANNELS = ("phone", "chat", "email")
TOPICS = ("return", "order", "complaint")


def rule(id: str, when: Any, *then: dict[str, Any], priority: int = 0) -> dict[str, Any]:
    said = {"id": id, "name": {"en": id, "fr": id}, "then": list(then), "priority": priority}
    return said | ({"when": when} if when else {})


def routing(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"format": 1, "family": "routing", "rules": list(rules)}


def topic(value: str) -> dict[str, Any]:
    return {"fact": "topic", "op": "eq", "value": value}


OLD = routing(
    rule("returns", topic("return"), {"effect": "queue", "queue": "returns"}),
    rule("rest", None, {"effect": "queue", "queue": "general"}, {"effect": "priority", "priority": 3}, priority=-1),
)
NEW = routing(
    rule("returns", topic("return"), {"effect": "queue", "queue": "returns"}),
    rule("upset", topic("complaint"), {"effect": "queue", "queue": "care"}, {"effect": "priority", "priority": 1}),
    rule("rest", None, {"effect": "priority", "priority": 3}, {"effect": "queue", "queue": "general"}, priority=-1),
)


def decided(document: dict[str, Any], facts: dict[str, Any], *, at: Any = NOW) -> Decided:
    """What the rules say to the facts, as the live rules would record it."""
    decision = evaluate(version_of("routing 1", parse_document(document)), facts, now=at)
    return Decided(
        family=document["family"],
        version_id=None,
        version="routing 1",
        facts=decision.facts_as_plain(),
        fired=decision.fired_as_plain(),
        effects=decision.effects_as_plain(),
        answered_by="engine",
        microseconds=1,
    )


@pytest.fixture
def recorded(application: Application, administrator: Actor, clock: SetClock) -> Callable[..., list[dict[str, Any]]]:
    """`recorded(40)`: so many cases were routed by the old rules, one a minute; tells their facts."""

    def make(count: int, document: dict[str, Any] = OLD, *, seed: int = 1) -> list[dict[str, Any]]:
        chance = random.Random(seed)
        found = [{"topic": chance.choice(TOPICS), "channel": chance.choice(CHANNELS)} for _ in range(count)]

        def keep(unit: Unit) -> None:
            for facts in found:
                clock.advance(timedelta(minutes=1))
                record_decision(unit, decided(document, facts, at=clock.at), subject_kind="case")

        application.perform(keep, administrator)
        clock.advance(timedelta(minutes=1))
        return found

    return make


@pytest.fixture
def drafted(application: Application, administrator: Actor) -> Callable[..., UUID]:
    """`drafted(NEW)`: a draft that says this."""

    def make(document: dict[str, Any] = NEW) -> UUID:
        draft = application.perform(start_draft, administrator, family=document["family"], title="Care first")
        application.perform(
            save_draft, administrator, draft_id=draft, expected_version=1, document=document, examples=[]
        )
        return draft

    return make


@dataclass
class Worker:
    """Does the jobs that were asked for, as many as it is told to."""

    application: Application
    jobs: NotedJobs

    def work(self, most: int = 10_000) -> int:
        """How many it has done."""
        done = 0
        while done < most and (job := next((each for each in self.jobs.noted if each.task == RUN), None)):
            self.jobs.noted.remove(job)
            run_chunk(self.application, backtest_id=UUID(job.args["backtest_id"]), number=job.args["number"])
            done += 1
        return done


@pytest.fixture
def worker(application: Application, jobs: NotedJobs) -> Worker:
    return Worker(application, jobs)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten decisions to a chunk."""
    monkeypatch.setattr(past, "CHUNK", 10)


@pytest.fixture
def published(application: Application) -> Callable[..., int]:
    """`published(OLD)`: the rules are live; tells the number of the version."""
    return lambda document: publish_rules(application, document)
