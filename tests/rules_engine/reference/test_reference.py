"""Order, dates, tables, derivation, and why."""

from datetime import timedelta
from typing import Any

import pytest

from rules_engine.decision import Decision
from rules_engine.evaluate import evaluate
from rules_engine.version import Version
from tests.rules_engine.writing import NOW, TO_RETURNS, compare, rule, version

RETURN = compare("topic", "eq", "return")
HIGH = {"effect": "derive", "fact": "risk", "value": "high"}
LOW = {"effect": "derive", "fact": "risk", "value": "low"}


def decide(tried: Version, **facts: Any) -> Decision:
    return evaluate(tried, facts, now=NOW)


def fired(decision: Decision) -> list[str]:
    return [each.id for each in decision.fired]


def table(policy: str, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "t",
        "name": {"en": "T", "fr": "T"},
        "hit_policy": policy,
        "inputs": [{"fact": "topic", "op": "eq"}, {"fact": "orders_30d", "op": "ge"}],
        "outputs": [{"effect": "queue", "parameter": "queue"}, {"effect": "priority", "parameter": "priority"}],
        "rows": list(rows),
        **more,
    }


def row(*cells: Any, priority: int = 0) -> dict[str, Any]:
    return {"when": list(cells[:2]), "then": list(cells[2:]), "priority": priority}


def test_rules_fire_by_priority_then_in_their_order() -> None:
    tried = version(
        rule("a"), rule("b", priority=5), rule("c", RETURN, priority=9), rule("d", priority=5), rule("e", enabled=False)
    )
    assert fired(decide(tried, topic="order")) == ["b", "d", "a"]


def test_of_a_single_valued_effect_the_first_counts() -> None:
    tried = version(
        rule("low", None, {"effect": "queue", "queue": "general"}, {"effect": "tag", "tag": "x"}),
        rule("high", None, TO_RETURNS, {"effect": "tag", "tag": "x"}, {"effect": "tag", "tag": "y"}, priority=1),
    )
    decision = decide(tried)
    assert [(said.effect.key, said.by) for said in decision.effects] == [
        ("queue", "high"),
        ("tag", "high"),
        ("tag", "high"),
    ]
    assert [(said.effect.key, said.by) for said in decision.overruled] == [("queue", "low"), ("tag", "low")]
    found = decision.first("queue")
    assert found is not None and found["queue"] == "returns"
    assert [each["tag"] for each in decision.each("tag")] == ["x", "y"]
    assert decision.first("priority") is None


def test_dates_are_kept_to_the_second() -> None:
    tried = version(rule("a", **{"from": "2026-11-26T09:30:00Z", "to": "2026-11-26T10:00:00Z"}))
    at = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(minutes=30, seconds=-1), NOW + timedelta(minutes=30)]
    assert [bool(evaluate(tried, {}, now=now).fired) for now in at] == [False, True, True, False]


@pytest.mark.parametrize(
    ("policy", "expected"), [("first", ["t#1"]), ("collect", ["t#1", "t#2", "t#3"]), ("priority", ["t#2"])]
)
def test_hit_policies(policy: str, expected: list[str]) -> None:
    rows = [
        row("return", None, "a", None),
        row("return", 2, "b", 1, priority=5),
        row(None, None, "c", 2),
        row("order", 1, "d", 3),
    ]
    assert fired(decide(version(tables=[table(policy, *rows)]), topic="return", orders_30d=2)) == expected


def test_an_empty_cell_says_nothing() -> None:
    decision = decide(version(tables=[table("first", row(None, None, "a", None))]))
    assert [said.effect.key for said in decision.effects] == ["queue"]


def test_what_is_derived_is_a_fact_for_others() -> None:
    tried = version(
        rule("vip", compare("score", "ge", 5), {"effect": "priority", "priority": 1}),
        rule("score", compare("risk", "eq", "high"), {"effect": "derive", "fact": "score", "value": 7}),
        rule("risky", compare("open_disputes", "gt", 0), HIGH),
        rule("calm", {"none": [compare("risk", "eq", "high")]}, {"effect": "tag", "tag": "calm"}),
    )
    assert fired(decide(tried, open_disputes=1)) == ["vip", "score", "risky"]
    assert fired(decide(tried, open_disputes=0)) == ["calm"]
    assert decide(tried, open_disputes=1).outcome.derived == {"risk": "high", "score": 7}


def test_of_two_that_derive_the_same_the_first_decides() -> None:
    high_later = version(
        rule("low", None, LOW),
        rule("score", None, {"effect": "derive", "fact": "score", "value": 1}),
        rule("high", compare("score", "eq", 1), HIGH, priority=1),
        rule("seen", compare("risk", "eq", "high"), {"effect": "tag", "tag": "seen"}),
    )
    decision = decide(high_later)
    assert fired(decision) == ["high", "low", "score", "seen"]
    assert [said.by for said in decision.overruled] == ["low"]


def test_why_and_why_not() -> None:
    condition = {
        "all": [
            RETURN,
            {"any": [compare("orders_30d", "gt", 5), compare("customer_tier", "eq", "gold")]},
            {"none": [compare("order_held", "is", True)]},
        ]
    }
    tried = version(rule("a", condition), rule("b", **{"from": "2030-01-01T00:00:00Z"}), tables=[
        table("first", row("return", None, "x", None), row("return", 1, "y", None))
    ])  # fmt: skip
    decision = decide(tried, topic="return", orders_30d=3, customer_tier="gold", order_held=False)
    because = [(each.at, each.held, each.actual) for each in decision.fired[0].evidence]
    assert because == [
        ("rules[0].when.all[0]", True, "return"),
        ("rules[0].when.all[1].any[1]", True, "gold"),
        ("rules[0].when.all[2].none[0]", False, False),
    ]
    others = {each.id: each.why_not for each in decision.not_fired()}
    assert (others["b"].cause, others["t#2"].cause, others["t#2"].instead) == ("dates", "hit_policy", "t#1")
    for facts, at, actual in (
        ({"topic": "order"}, "rules[0].when.all[0]", "order"),
        ({"topic": "return", "orders_30d": 5}, "rules[0].when.all[1].any[0]", 5),
        ({"topic": "return", "customer_tier": "gold", "order_held": True}, "rules[0].when.all[2].none[0]", True),
        ({}, "rules[0].when.all[0]", None),
    ):
        first = next(decide(tried, **facts).not_fired())
        assert first.id == "a"
        assert first.why_not.evidence is not None
        assert (first.why_not.evidence.at, first.why_not.evidence.actual) == (at, actual)


def test_why_not_names_the_cell_of_a_row() -> None:
    tried = version(tables=[table("first", row(None, 4, "x", None))])
    [found] = decide(tried, orders_30d=3).not_fired()
    assert found.why_not.evidence is not None
    assert (found.why_not.evidence.at, found.why_not.evidence.actual) == ("tables[0].rows[0].when[1]", 3)


def test_a_record_is_plain_and_decides_the_same_again() -> None:
    tried = version(
        rule("a", compare("order_total", "gt", {"EUR": 100}), TO_RETURNS),
        rule("b", compare("risk", "absent"), HIGH | {"fact": "urgent", "value": True}),
    )
    decision = decide(tried, order_total=500, order_currency="EUR", order_placed_at=NOW)
    assert decision.facts_as_plain()["order_placed_at"] == "2026-11-26T09:30:00Z"
    assert decision.effects_as_plain()[0] == {**TO_RETURNS, "rule": "a"}
    assert decision.fired_as_plain()[0] == {
        "rule": "a",
        "name": {"en": "Rule a", "fr": "Règle a"},
        "because": [
            {
                "at": "rules[0].when",
                "fact": "order_total",
                "op": "gt",
                "value": {"EUR": 100},
                "held": True,
                "actual": 500,
            }
        ],
        "effects": [TO_RETURNS],
    }
    again = evaluate(tried, decision.facts_as_plain(), now=NOW + timedelta(days=400))
    assert (again.outcome, again.facts) == (decision.outcome, decision.facts)


def test_no_rules_say_nothing() -> None:
    assert decide(version()).effects == ()
