"""An engine that fails within a use case costs 50 ms at most; people are told once, and decisions go on."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from console.adapters.engine_reports import EngineReports
from domain.alerts.queries import alerts
from domain.kernel.clock import SetClock
from domain.work.application import Application
from rules_engine.compiler.program import Program
from rules_engine.decision import AnsweredBy
from rules_engine.decisions import live_rules
from rules_engine.decisions.health import DOWN_AFTER, Health, Trouble
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.engine import supervisor
from rules_engine.engine.process import Child, ChildFailed, Limits
from rules_engine.evaluate import Disagreement
from tests.rules_engine.decisions.test_rules_decisions import ROUTES, publish

__all__ = ["publish"]

FACTS = {"topic": "complaint"}


@pytest.fixture
def reports(application: Application) -> EngineReports:
    reports = EngineReports()
    reports.application = application
    return reports


@pytest.fixture
def live(
    application: Application, clock: SetClock, reports: EngineReports, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveRules]:
    monkeypatch.setattr(live_rules, "LOOK_EVERY", 0.0)
    live = LiveRules(application.database, clock, on_trouble=reports, down_for=0)
    yield live
    live.close()


def child_of(live: LiveRules) -> Any:
    return live._evaluator._live["routing"][1]


def answered(live: LiveRules) -> str:
    found = live.decide("routing", FACTS)
    assert found is not None
    assert [each.id for each in found[1].fired] == ["gold-first"]
    return found[1].answered_by


def until_engine(live: LiveRules) -> None:
    deadline = time.monotonic() + 20
    while answered(live) != "engine":
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_child_that_hangs_costs_fifty_milliseconds_and_is_started_anew(
    live: LiveRules, publish: Callable[..., int]
) -> None:
    publish("routing", ROUTES)
    until_engine(live)
    before = child_of(live).pid
    os.kill(before, signal.SIGSTOP)
    started = time.monotonic()
    assert answered(live) == "fallback"
    spent = time.monotonic() - started
    assert spent < 0.05 + 0.25  # the limit, and a machine that others want as well
    until_engine(live)
    assert child_of(live).pid != before


def test_an_outage_is_told_once_until_the_engine_is_back(
    live: LiveRules,
    reports: EngineReports,
    publish: Callable[..., int],
    ask: Callable[..., Any],
    happened: Callable[..., Any],
) -> None:
    publish("routing", ROUTES)
    until_engine(live)
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(0.002):
            if (pid := child_of(live).pid) is not None:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        deadline = time.monotonic() + 20
        while not happened("rules.engine_down") and time.monotonic() < deadline:
            answered(live)
            time.sleep(0.01)
    finally:
        stop.set()
        killer.join()
    until_engine(live)
    reports.settle()
    downs, backs = len(happened("rules.engine_down")), len(happened("rules.engine_back"))
    assert (downs >= 1, backs) == (True, downs)
    rows = ask(alerts).items
    assert len(rows) == downs
    assert {(row.rule, row.roles, row.subject_kind) for row in rows} == {
        ("engine.down", ("administrator", "supervisor"), "engine")
    }


def test_a_child_that_takes_its_time_to_start_is_no_outage_one_that_never_starts_is(
    live: LiveRules,
    reports: EngineReports,
    publish: Callable[..., int],
    ask: Callable[..., Any],
    happened: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish("routing", ROUTES)
    until_engine(live)
    may_start, starts = threading.Event(), [True]

    def slow(program: Program, limits: Limits) -> Child:
        may_start.wait(20)
        if not starts[0]:
            raise ChildFailed("it never starts")
        return Child(program, limits)

    monkeypatch.setattr(supervisor, "Child", slow)
    os.kill(child_of(live).pid, signal.SIGKILL)
    assert [answered(live) for _ in range(DOWN_AFTER + 2)] == ["fallback"] * (DOWN_AFTER + 2)
    reports.settle()
    assert happened("rules.engine_down") == []
    may_start.set()
    until_engine(live)
    starts[0] = False
    os.kill(child_of(live).pid, signal.SIGKILL)
    for _ in range(DOWN_AFTER + 5):
        assert answered(live) == "fallback"
    reports.settle()
    assert len(happened("rules.engine_down")) == 1
    (told,) = ask(alerts).items
    assert told.words["en"].startswith("The rules engine does not answer for “Routing”, version 1;")
    assert told.words["fr"].startswith("Le moteur de règles ne répond pas pour « Routage », version 1 ;")


def test_silence_that_is_short_or_broken_is_no_outage(publish: Callable[..., int], live: LiveRules) -> None:
    publish("routing", ROUTES)
    until_engine(live)
    found = live.decide("routing", FACTS)
    assert found is not None
    told: list[str] = []
    now = [100.0]
    health = Health(lambda trouble: told.append(trouble.kind), down_for=5, clock=lambda: now[0])

    def note(at: float, answered_by: AnsweredBy) -> list[str]:
        now[0] = at
        health.note("routing", replace(found[1], answered_by=answered_by))
        return told

    for at in (100, 101, 102, 103):
        assert note(at, "fallback") == []
    assert note(104, "engine") == []
    assert note(110, "fallback") == note(116, "fallback") == []
    assert note(117, "fallback") == ["down"]
    assert note(130, "fallback") == ["down"]
    assert note(131, "engine") == note(132, "engine") == ["down", "back"]


def test_one_outage_is_one_alert_whoever_reports_it(
    reports: EngineReports, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    down, back = (Trouble(kind, "routing", "routing 1") for kind in ("down", "back"))  # type: ignore[arg-type]
    for trouble in (down, down, back, back, down):
        reports(trouble)
    reports.settle()
    assert [each.type for each in happened("rules.engine_down", "rules.engine_back")] == [
        "rules.engine_down",
        "rules.engine_back",
        "rules.engine_down",
    ]
    assert len(ask(alerts).items) == 2


def test_a_disagreement_is_an_event_and_one_alert_for_the_version(
    reports: EngineReports, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    health = Health(reports)
    for _ in range(3):
        health.disagreed(Disagreement("routing 7", "routing", {"topic": "order"}, engine=("a",), reference=("a", "b")))
    reports.settle()
    events = happened("rules.engine_disagreed")
    assert [(each.data["engine"], each.data["reference"]) for each in events] == [(["a"], ["a", "b"])] * 3
    (row,) = ask(alerts).items
    assert (row.severity, row.roles) == ("critical", ("administrator", "supervisor"))
    assert "“Routing”, version 7" in row.words["en"] and "« Routage », version 7" in row.words["fr"]


def test_a_report_that_fails_stops_neither_decisions_nor_reports(
    reports: EngineReports, ask: Callable[..., Any]
) -> None:
    reports(Trouble("down", "no such family", "x"))
    reports(Trouble("down", "policy", "policy 1"))
    reports.settle()
    assert len(ask(alerts).items) == 1
