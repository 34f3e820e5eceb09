"""What each comparison means, told by cases; engine and reference agree on every one of them."""

from datetime import timedelta
from typing import Any

import pytest

from rules_engine.evaluate import Evaluator, evaluate
from rules_engine.vocabulary.operators import OPERATORS
from tests.rules_engine.writing import NOW, PATIENT, compare, rule, version

EUR = {"order_currency": "EUR"}
WEEK = {"days": ["thu", "fri"], "time_zone": "Europe/Paris"}
CALENDARS = {
    "paris": {
        "time_zone": "Europe/Paris",
        "hours": {"thu": ["09:00-10:00", "10:30-18:00"]},
        "holidays": ["2026-11-12"],
    }
}
LISTS = {"vips": ["Œuf", "b"]}

# fact, operator, value: facts under which it holds, facts under which it does not
CASES: list[tuple[str, str, Any, list[dict[str, Any]], list[dict[str, Any]]]] = [
    ("topic", "eq", "return", [{"topic": "return"}], [{"topic": "refund"}, {}]),
    ("topic", "ne", "return", [{"topic": "refund"}], [{"topic": "return"}, {}]),
    ("subject", "eq", "Été", [{"subject": "ete"}, {"subject": "ÉTÉ"}], [{"subject": "ete x"}, {}]),
    ("subject", "ne", "été", [{"subject": "hiver"}], [{"subject": "ETE"}, {}]),
    ("subject", "eq", {"fact": "message"}, [{"subject": "a", "message": "A"}], [{"subject": "a"}, {"message": "a"}]),
    ("subject", "contains", "Colis", [{"subject": "où est mon COLIS"}], [{"subject": "coli"}, {}]),
    ("subject", "starts_with", "re:", [{"subject": "RE: x"}], [{"subject": "x re:"}, {}]),
    ("subject", "in", ["a", "É"], [{"subject": "e"}], [{"subject": "b"}, {}]),
    ("subject", "not_in", ["a", "É"], [{"subject": "b"}], [{"subject": "e"}, {}]),
    ("subject", "in_list", "vips", [{"subject": "oeuf"}, {"subject": "B"}], [{"subject": "c"}, {}]),
    ("subject", "not_in_list", "vips", [{"subject": "c"}], [{"subject": "b"}, {}]),
    ("customer_known", "is", True, [{"customer_known": True}], [{"customer_known": False}, {}]),
    ("customer_known", "is", False, [{"customer_known": False}], [{"customer_known": True}, {}]),
    ("orders_30d", "eq", 0, [{"orders_30d": 0}], [{"orders_30d": 1}, {}]),
    ("orders_30d", "ne", 0, [{"orders_30d": 1}], [{"orders_30d": 0}, {}]),
    ("orders_30d", "lt", 2, [{"orders_30d": 1}, {"orders_30d": -9}], [{"orders_30d": 2}, {}]),
    ("orders_30d", "le", 2, [{"orders_30d": 2}], [{"orders_30d": 3}, {}]),
    ("orders_30d", "gt", 2, [{"orders_30d": 3}], [{"orders_30d": 2}, {}]),
    ("orders_30d", "ge", 2, [{"orders_30d": 2}], [{"orders_30d": 1}, {}]),
    ("orders_30d", "between", [2, 4], [{"orders_30d": 2}, {"orders_30d": 4}], [{"orders_30d": 5}, {}]),
    ("orders_30d", "in", [2, 4], [{"orders_30d": 4}], [{"orders_30d": 3}, {}]),
    ("orders_30d", "not_in", [2, 4], [{"orders_30d": 3}], [{"orders_30d": 4}, {}]),
    (
        "refunds_30d",
        "ge",
        {"fact": "orders_30d", "times_millionths": 500_000},
        [{"refunds_30d": 2, "orders_30d": 4}],
        [{"refunds_30d": 1, "orders_30d": 4}, {"refunds_30d": 1}],
    ),
    (
        "order_total",
        "ge",
        {"EUR": 500, "JPY": 600},
        [{"order_total": 500, **EUR}, {"order_total": 600, "order_currency": "JPY"}],
        [{"order_total": 499, **EUR}, {"order_total": 900, "order_currency": "USD"}, {}],
    ),
    ("order_total", "lt", {"EUR": 500}, [{"order_total": 499, **EUR}], [{"order_total": 1, "order_currency": "USD"}]),
    ("order_total", "ne", {"EUR": 500}, [{"order_total": 499, **EUR}], [{"order_total": 1, "order_currency": "USD"}]),
    (
        "order_total",
        "gt",
        {"*": 5},
        [{"order_total": 501, **EUR}, {"order_total": 6, "order_currency": "JPY"}],
        [{"order_total": 500, **EUR}, {"order_total": 5, "order_currency": "JPY"}],
    ),
    (
        "order_total",
        "between",
        [{"EUR": 1, "*": 1}, {"EUR": 5, "*": 2}],
        [{"order_total": 5, **EUR}, {"order_total": 2, "order_currency": "JPY"}],
        [{"order_total": 6, **EUR}, {"order_total": 3, "order_currency": "JPY"}, {}],
    ),
    (
        "order_balance",
        "gt",
        {"fact": "order_total"},
        [{"order_balance": 6, "order_total": 5, **EUR}],
        [{"order_balance": 5, "order_total": 5, **EUR}],
    ),
    (
        "lifetime_value",
        "gt",
        {"fact": "order_total"},
        [{"lifetime_value": 6, "customer_currency": "EUR", "order_total": 5, **EUR}],
        [{"lifetime_value": 6, "customer_currency": "USD", "order_total": 5, **EUR}],
    ),
    ("customer_tags", "has", "VIP", [{"customer_tags": ["vip", "x"]}], [{"customer_tags": ["x"]}, {}]),
    ("customer_tags", "has_any", ["a", "B"], [{"customer_tags": ["b"]}], [{"customer_tags": []}, {}]),
    ("customer_tags", "has_all", ["a", "B"], [{"customer_tags": ["b", "a", "c"]}], [{"customer_tags": ["b"]}, {}]),
    ("customer_tags", "has_any_in_list", "vips", [{"customer_tags": ["ŒUF"]}], [{"customer_tags": ["z"]}, {}]),
    ("since_last_answer", "gt", 7_200, [{"since_last_answer": 7_201}], [{"since_last_answer": 7_200}, {}]),
    (
        "order_placed_at",
        "lt",
        "2026-11-26T10:00:00+01:00",
        [{"order_placed_at": "2026-11-26T08:59:59Z"}],
        [{"order_placed_at": "2026-11-26T09:00:00Z"}, {}],
    ),
    (
        "order_promised_at",
        "lt",
        {"fact": "now"},
        [{"order_promised_at": "2026-11-26T09:29:59Z"}],
        [{"order_promised_at": "2026-11-26T09:30:00Z"}, {}],
    ),
    (
        "order_placed_at",
        "within_last",
        3_600,
        [{"order_placed_at": "2026-11-26T08:30:00Z"}, {"order_placed_at": "2026-11-26T09:30:00Z"}],
        [{"order_placed_at": "2026-11-26T08:29:59Z"}, {"order_placed_at": "2026-11-26T09:30:01Z"}, {}],
    ),
    (
        "order_placed_at",
        "longer_ago",
        3_600,
        [{"order_placed_at": "2026-11-26T08:29:59Z"}],
        [{"order_placed_at": "2026-11-26T08:30:00Z"}, {}],
    ),
    (
        "order_promised_at",
        "within_next",
        3_600,
        [{"order_promised_at": "2026-11-26T10:30:00Z"}],
        [{"order_promised_at": "2026-11-26T10:30:01Z"}, {"order_promised_at": "2026-11-26T09:00:00Z"}, {}],
    ),
    (
        "order_placed_at",
        "on_weekday",
        WEEK,
        [{"order_placed_at": "2026-11-25T23:30:00Z"}],
        [{"order_placed_at": "2026-11-25T22:30:00Z"}, {}],
    ),
    (
        "order_placed_at",
        "in_hours",
        "paris",
        [{"order_placed_at": "2026-11-26T08:00:00Z"}, {"order_placed_at": "2026-11-26T16:59:59Z"}],
        [
            {"order_placed_at": "2026-11-26T09:00:00Z"},
            {"order_placed_at": "2026-11-27T08:00:00Z"},
            {"order_placed_at": "2026-11-12T08:00:00Z"},
            {},
        ],
    ),
    (
        "order_placed_at",
        "out_of_hours",
        "paris",
        [{"order_placed_at": "2026-11-26T17:00:00Z"}, {"order_placed_at": "2026-11-12T08:00:00Z"}],
        [{"order_placed_at": "2026-11-26T08:00:00Z"}, {}],
    ),
    ("topic", "present", None, [{"topic": "return"}], [{}, {"topic": None}]),
    ("topic", "absent", None, [{}, {"topic": ""}], [{"topic": "return"}]),
]


@pytest.fixture(scope="module")
def decided() -> dict[str, tuple[str, ...]]:
    """What fired under each of the facts, by engine and reference, with every case as a rule and its opposite."""
    rules = []
    for i, (fact, op, value, _, _) in enumerate(CASES):
        rules.append(rule(f"holds-{i}", compare(fact, op, value)))
        rules.append(rule(f"fails-{i}", {"none": [compare(fact, op, value)]}))
    tried = version(*rules, lists=LISTS, calendars=CALENDARS)
    evaluator = Evaluator(limits=PATIENT)
    evaluator.publish(tried)
    found = {}
    for i, (_, _, _, holding, failing) in enumerate(CASES):
        for j, facts in enumerate([*holding, *failing]):
            decision = evaluator.evaluate(tried, facts, now=NOW)
            assert decision.answered_by == "engine", facts
            found[f"{i}.{j}"] = tuple(each.id for each in decision.fired)
    evaluator.close()
    return found


@pytest.mark.parametrize("i", range(len(CASES)), ids=[f"{each[0]} {each[1]}" for each in CASES])
def test_it_holds_and_fails(i: int, decided: dict[str, tuple[str, ...]]) -> None:
    holding, failing = CASES[i][3:]
    for j, facts in enumerate([*holding, *failing]):
        held = j < len(holding)
        assert (f"holds-{i}" in decided[f"{i}.{j}"]) is held, facts
        assert (f"fails-{i}" in decided[f"{i}.{j}"]) is not held, facts


def test_every_operator_has_a_case() -> None:
    assert {each[1] for each in CASES} == OPERATORS.keys()


def test_now_can_be_compared() -> None:
    tried = version(rule("a", compare("now", "in_hours", "paris")), calendars=CALENDARS)
    assert not evaluate(tried, {}, now=NOW - timedelta(seconds=1)).fired  # 10:29 in Paris
    assert evaluate(tried, {}, now=NOW).fired
