"""Everything that durable-rules dies of, hangs on or gets wrong, reached through our own documents and facts:
refused, or harmless. See also the tests of refusals and of facts, and that no ruleset leaves the subset.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.kernel.errors import Invalid
from rules_engine.evaluate import Evaluator
from rules_engine.version import Version
from tests.rules_engine.writing import NOW, PATIENT, compare, rule, version

THAT = compare("topic", "eq", "return")


@pytest.fixture
def evaluator() -> Iterator[Evaluator]:
    made = Evaluator(limits=PATIENT)
    yield made
    made.close()


def fired(evaluator: Evaluator, tried: Version, **facts: Any) -> list[str]:
    decision = evaluator.evaluate(tried, facts, now=NOW)
    assert decision.answered_by == "engine"
    return [each.id for each in decision.fired]


def test_a_join_of_two_facts_that_is_false(evaluator: Evaluator) -> None:
    tried = version(rule("a", compare("refunds_30d", "gt", {"fact": "orders_30d"})))
    evaluator.publish(tried)
    assert fired(evaluator, tried, refunds_30d=1, orders_30d=2) == []
    assert fired(evaluator, tried, refunds_30d=1) == []
    assert fired(evaluator, tried, refunds_30d=3, orders_30d=2) == ["a"]


def test_no_facts_at_all(evaluator: Evaluator) -> None:
    tried = version(rule("a", compare("topic", "absent")))
    evaluator.publish(tried)
    assert fired(evaluator, tried) == ["a"]


def test_text_full_of_parentheses(evaluator: Evaluator) -> None:
    tried = version(rule("a", compare("message", "contains", "(" * 500)), rule("b", compare("message", "eq", "((.*)*")))
    evaluator.publish(tried)
    assert fired(evaluator, tried, message="(" * 10_000) == ["a"]
    assert fired(evaluator, tried, message="((.*)*") == ["b"]


def test_many_absences_beside_each_other(evaluator: Evaluator) -> None:
    facts = ("topic", "channel", "language", "subject", "message", "intent", "sentiment", "case_queue", "order_skus")
    tried = version(*[rule(f"r{i}", {"none": [compare(f, "present") for f in facts]}) for i in range(30)])
    evaluator.publish(tried)
    assert len(fired(evaluator, tried)) == 30
    assert fired(evaluator, tried, language="fr") == []


def test_hundreds_of_rules_that_end_in_the_same_condition(evaluator: Evaluator) -> None:
    tried = version(*[rule(f"r{i}", {"all": [compare("orders_30d", "ge", i % 7), THAT]}) for i in range(600)])
    evaluator.publish(tried)
    assert len(fired(evaluator, tried, topic="return", orders_30d=9)) == 600
    assert fired(evaluator, tried, topic="order", orders_30d=9) == []


def test_thousands_of_different_conditions_and_all_of_them_match(evaluator: Evaluator) -> None:
    tried = version(*[rule(f"r{i}", compare("orders_30d", "gt", -i)) for i in range(1, 5_001)])
    evaluator.publish(tried)
    assert len(fired(evaluator, tried, orders_30d=5)) == 5_000
    assert len(fired(evaluator, tried, orders_30d=-4_990)) == 10


def test_as_many_alternatives_and_comparisons_as_may_be(evaluator: Evaluator) -> None:
    values = [compare("orders_30d", "eq", i) for i in range(60)]
    tried = version(*[rule(f"r{i}", {"any": values}) for i in range(10)], rule("all", {"all": values}))
    evaluator.publish(tried)
    assert len(fired(evaluator, tried, orders_30d=59)) == 10
    assert fired(evaluator, tried, orders_30d=60) == []


def test_more_fields_than_a_fact_may_have(evaluator: Evaluator) -> None:
    """An engine's fact has 254 properties at most: each shard is given its own."""
    words = [compare("message", "contains", f"word {i}") for i in range(60)]
    tried = version(
        *[
            rule(
                f"r{i}",
                {"all": [compare("orders_30d", "gt", i), words[i % 60], compare("message", "contains", f"{i}!")]},
            )
            for i in range(600)
        ]
    )
    evaluator.publish(tried)
    assert fired(evaluator, tried, orders_30d=9, message="word 5 5!") == ["r5"]


def test_text_is_never_a_number(evaluator: Evaluator) -> None:
    tried = version(rule("a", compare("subject", "eq", "5")), rule("b", compare("orders_30d", "eq", 5)))
    evaluator.publish(tried)
    assert fired(evaluator, tried, subject="5") == ["a"]
    assert fired(evaluator, tried, orders_30d=5) == ["b"]
    with pytest.raises(Invalid):
        evaluator.evaluate(tried, {"orders_30d": "5"}, now=NOW)


def test_what_looks_like_our_own_encoding(evaluator: Evaluator) -> None:
    tried = version(
        *[rule(f"r{i}", compare("subject", "eq", text)) for i, text in enumerate(("-", "t:a", "x:" + "0" * 32))]
    )
    evaluator.publish(tried)
    assert fired(evaluator, tried) == []
    assert [fired(evaluator, tried, subject=text) for text in ("-", "t:a", "x:" + "0" * 32, "a")] == [
        ["r0"],
        ["r1"],
        ["r2"],
        [],
    ]


def test_the_ends_of_the_numbers(evaluator: Evaluator) -> None:
    most = 2**53 - 1
    tried = version(
        rule("ge", compare("orders_30d", "ge", most)),
        rule("le", compare("orders_30d", "le", -most)),
        rule("not-le", {"none": [compare("orders_30d", "le", most)]}),
        rule("not-ge", {"none": [compare("orders_30d", "ge", -most)]}),
    )
    evaluator.publish(tried)
    assert fired(evaluator, tried, orders_30d=most) == ["ge"]
    assert fired(evaluator, tried, orders_30d=-most) == ["le"]
    assert fired(evaluator, tried, orders_30d=most - 1) == []
    assert fired(evaluator, tried) == ["not-le", "not-ge"]


def test_memory_stays_over_thousands_of_decisions(evaluator: Evaluator) -> None:
    tried = version(*[rule(f"r{i}", compare("orders_30d", "ge", i)) for i in range(60)])
    evaluator.publish(tried)
    pid = evaluator._live["routing"][1].pid
    assert pid is not None
    for i in range(500):
        fired(evaluator, tried, orders_30d=i % 60)
    before = resident(pid)
    for i in range(3_000):
        fired(evaluator, tried, orders_30d=i % 60)
    assert resident(pid) - before < 2_048


def resident(pid: int) -> int:
    """Kilobytes."""
    with Path(f"/proc/{pid}/status").open() as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
