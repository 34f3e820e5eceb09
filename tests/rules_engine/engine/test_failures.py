"""A child that is killed, hangs or eats memory: every decision is right, within a second, and says how it was made."""

import os
import random
import resource
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.kernel.errors import Conflict
from rules_engine.decision import Decision
from rules_engine.engine.process import Child, ChildFailed, Limits
from rules_engine.engine.supervisor import Engine
from rules_engine.evaluate import Disagreement, Evaluator, evaluate
from rules_engine.version import Version
from tests.rules_engine.writing import NOW, PATIENT, compare, rule, version

RULES = version(*[rule(f"r{i}", compare("orders_30d", "ge", i)) for i in range(100)])
ENDLESS = RULES.program.flat((0, 1), {"orders_30d": 200})  # every rule holds; asked often enough, it takes a minute


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine(RULES.reference, RULES.program, limits=Limits(rest=0.2))
    made.start()
    yield made
    made.close()


def decide(engine: Engine | None, orders: int, tried: Version = RULES) -> Decision:
    return evaluate(tried, {"orders_30d": orders}, now=NOW, engine=engine)


def right(decision: Decision, orders: int) -> bool:
    return [each.id for each in decision.fired] == [f"r{i}" for i in range(min(orders + 1, 100))]


def answers_again(engine: Engine) -> bool:
    """Whether the engine itself answers, within ten seconds."""
    until = time.monotonic() + 10
    while decide(engine, 5).answered_by != "engine":
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def signalled(engine: Engine, number: signal.Signals) -> None:
    pid = engine.pid
    if pid is not None:
        os.kill(pid, number)


def test_a_child_killed_during_a_thousand_decisions(engine: Engine) -> None:
    chance, stop, kills = random.Random(1), threading.Event(), []

    def kill() -> None:
        while not stop.wait(0.02 + chance.random() * 0.1):
            signalled(engine, signal.SIGKILL)
            kills.append(1)

    killer = threading.Thread(target=kill)
    killer.start()
    answered: dict[str, int] = {}
    try:
        for i in range(1_000):
            started = time.monotonic()
            decision = decide(engine, i % 120)
            assert time.monotonic() - started < 1
            assert right(decision, i % 120)
            answered[decision.answered_by] = answered.get(decision.answered_by, 0) + 1
    finally:
        stop.set()
        killer.join()
    assert kills
    assert answered.keys() <= {"engine", "fallback"}
    assert answers_again(engine)


def test_a_hung_child_is_replaced_within_the_decision(engine: Engine) -> None:
    hung = engine.pid
    signalled(engine, signal.SIGSTOP)
    started = time.monotonic()
    decision = decide(engine, 7)
    assert time.monotonic() - started < 1
    assert right(decision, 7)
    assert answers_again(engine)
    assert engine.pid != hung


def test_children_that_all_hang_give_way_to_the_reference() -> None:
    """No child is given the time to answer: each one seems to hang, the new ones as well."""
    engine = Engine(RULES.reference, RULES.program, limits=Limits(answer=0, rest=30))
    engine.start()
    for _ in range(4):
        started = time.monotonic()
        decision = decide(engine, 7)
        assert time.monotonic() - started < 1
        assert right(decision, 7)
        assert decision.answered_by == "fallback"
    assert engine.pid is None  # it rests: nothing is started for a while
    engine.close()


def test_a_child_that_may_use_no_more_memory_is_replaced(engine: Engine) -> None:
    assert engine.pid is not None
    starved = engine.pid
    resource.prlimit(starved, resource.RLIMIT_AS, (1 << 20, 1 << 20))
    for orders in (*range(99), 99) * 3:
        assert right(decide(engine, orders), orders)


def test_a_question_that_eats_memory_ends_the_child_only() -> None:
    child = Child(RULES.program, Limits(megabytes=64))
    with pytest.raises(ChildFailed):
        child.ask({"kind": "t:decide", "v_orders_30d": "x" * (200 << 20)}, (0,), until=time.monotonic() + 20)
    child.end()


def test_a_question_that_never_ends_is_given_up() -> None:
    child = Child(RULES.program, Limits())
    started = time.monotonic()
    with pytest.raises(ChildFailed):
        child.ask(ENDLESS, (0,) * 100_000, until=time.monotonic() + 0.3)
    assert time.monotonic() - started < 1
    child.end()


def test_a_hung_child_ends_by_itself_when_nobody_is_left() -> None:
    """The alarm: a child in an endless question does not outlive whoever asked by more than its seconds."""
    child = Child(RULES.program, Limits())
    with pytest.raises(ChildFailed):
        child.ask(ENDLESS, (0,) * 100_000, until=time.monotonic() + 1)
    assert child._process.wait(timeout=15) == -signal.SIGALRM
    child.end()


def test_a_child_ends_with_its_standard_input() -> None:
    child = Child(RULES.program, Limits())
    assert child._process.stdin is not None
    child._process.stdin.close()
    assert child._process.wait(timeout=10) == 0
    child.end()


def test_a_child_holds_nothing_but_the_engine() -> None:
    child = Child(RULES.program, Limits())
    process = Path(f"/proc/{child.pid}")
    assert not {b"HOME", b"DATABASE_URL"} & {
        each.split(b"=")[0] for each in (process / "environ").read_bytes().split(b"\0")
    }
    libraries = (process / "maps").read_text()
    assert "durable_rules_engine" in libraries
    assert "libpq" not in libraries
    child.end()


def test_with_too_little_memory_nothing_is_published() -> None:
    evaluator = Evaluator(limits=Limits(megabytes=8, start=5))
    with pytest.raises(Conflict) as refused:
        evaluator.publish(RULES)
    assert refused.value.code == "engine_failed"
    assert evaluator.live("routing") is None


def test_an_engine_that_answers_otherwise_is_not_published() -> None:
    others = version(*[rule(f"r{i}", compare("orders_30d", "gt", i)) for i in range(100)])
    evaluator = Evaluator(limits=PATIENT)
    with pytest.raises(Conflict) as refused:
        evaluator.publish(Version("v1", RULES.document, RULES.reference, others.program))
    assert refused.value.code == "engine_disagrees"
    evaluator.close()


def test_a_disagreement_is_told_and_the_reference_counts() -> None:
    others = version(*[rule(f"r{i}", compare("orders_30d", "gt", i)) for i in range(100)])
    engine = Engine(others.reference, others.program, limits=PATIENT)
    engine.start()
    told: list[Disagreement] = []
    decision = evaluate(RULES, {"orders_30d": 3}, now=NOW, engine=engine, on_disagreement=told.append)
    engine.close()
    assert right(decision, 3)
    assert decision.answered_by == "reference"
    assert (told[0].engine, told[0].reference) == (("r0", "r1", "r2"), ("r0", "r1", "r2", "r3"))
    assert told[0].facts["orders_30d"] == 3


def test_threads_may_share_it() -> None:
    engine = Engine(RULES.reference, RULES.program, limits=PATIENT)
    engine.start()
    wrong: list[Any] = []

    def ask(first: int) -> None:
        for orders in range(first, first + 100):
            decision = decide(engine, orders % 110)
            if not right(decision, orders % 110) or decision.answered_by != "engine":
                wrong.append(decision)

    threads = [threading.Thread(target=ask, args=(i * 13,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.close()
    assert wrong == []


def test_a_new_version_takes_over_and_the_old_child_ends() -> None:
    evaluator = Evaluator(limits=PATIENT)
    evaluator.publish(RULES)
    old = evaluator._live["routing"][1]
    assert old.pid is not None
    pid = old.pid
    newer = version(rule("new"), id="v2")
    evaluator.publish(newer, samples=[{"topic": "return"}])
    assert evaluator.live("routing") is newer
    assert not Path(f"/proc/{pid}").exists()
    assert evaluator.evaluate(newer, {}, now=NOW).answered_by == "engine"
    assert evaluator.evaluate(RULES, {"orders_30d": 1}, now=NOW).answered_by == "reference"  # pinned
    assert decide(old, 1).answered_by == "reference"  # asked while it was ended
    evaluator.close()
    evaluator.close()
    assert evaluator.live("routing") is None
