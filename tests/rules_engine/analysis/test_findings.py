"""What is found in single rules and in pairs, with facts that show it."""

from typing import Any

import pytest

from tests.rules_engine.analysis.finding import analysed, others, told
from tests.rules_engine.writing import compare, rule

VIP = {"effect": "queue", "queue": "vip"}
CARE = {"effect": "queue", "queue": "care"}
LATE = {"effect": "tag", "tag": "late"}
HIGH = {"effect": "derive", "fact": "risk", "value": "high"}
RETURN, PHONE = compare("topic", "eq", "return"), compare("channel", "eq", "phone")
HOURS = {
    "calendars": {"desk": {"time_zone": "Europe/Paris", "hours": {"mon": ["09:00-18:00"]}, "holidays": ["2026-11-30"]}}
}
SUNDAY = {"days": ["sun"], "time_zone": "Europe/Paris"}


@pytest.mark.parametrize(
    "when",
    [
        {"all": [compare("topic", "eq", "return"), compare("topic", "eq", "refund")]},
        {"all": [compare("refunds_30d", "gt", 3), compare("refunds_30d", "lt", 4)]},
        {"all": [compare("refunds_30d", "absent"), {"none": [compare("refunds_30d", "absent")]}]},
        {"all": [compare("customer_country", "eq", "FR"), {"none": [compare("customer_country", "in", ["fr", "de"])]}]},
        {"all": [compare("subject", "starts_with", "Late parcel"), {"none": [compare("subject", "contains", "PARCEL")]}]},
        {"all": [compare("order_tags", "has_all", ["a", "b"]), {"none": [compare("order_tags", "has", "A")]}]},
        {"all": [compare("order_total", "ge", {"EUR": 500}), compare("order_total", "lt", {"EUR": 500})]},
        {"all": [compare("order_total", "ge", {"EUR": 500}), compare("order_currency", "eq", "USD")]},
        {"all": [compare("order_total", "ge", {"*": 1}), compare("order_currency", "absent")]},
        {"all": [compare("case_opened_at", "within_last", 60), compare("case_opened_at", "longer_ago", 3600)]},
        {"all": [compare("now", "in_hours", "desk"), compare("now", "on_weekday", SUNDAY)]},
        {"all": [compare("refunds_30d", "gt", {"fact": "orders_30d"}), compare("orders_30d", "ge", {"fact": "refunds_30d"})]},
        {"all": [compare("refunds_30d", "gt", {"fact": "orders_30d", "times_millionths": 2_000_000}),
                 compare("orders_30d", "ge", 10), compare("refunds_30d", "le", 20)]},
        {"all": [compare("order_total", "gt", {"fact": "lifetime_value"}), compare("order_currency", "eq", "EUR"),
                 compare("customer_currency", "eq", "USD")]},
        {"all": [compare("case_opened_at", "gt", "2027-01-01T00:00:00Z"), compare("case_opened_at", "within_last", 60),
                 compare("now", "lt", "2027-01-01T00:00:00Z")]},
        compare("refunds_30d", "lt", {"fact": "refunds_30d"}),
        {"none": [compare("now", "present")]},
        compare("topic", "not_in", list(
            ["order", "delivery", "return", "refund", "payment", "product", "account", "complaint", "other"]
        )),
        compare("risk", "eq", "high"),  # nobody concludes it
    ],
    ids=str,
)  # fmt: skip
def test_what_excludes_itself_never_fires(when: Any) -> None:
    (found,) = told(rule("a", when), **HOURS)
    assert found[:2] == ("never", "rules[0]")


def test_facts_that_almost_fulfil_it_show_what_fails() -> None:
    when = {"all": [compare("refunds_30d", "ge", 3), RETURN, compare("refunds_30d", "lt", 2)]}
    (found,) = analysed(rule("a", when)).findings
    assert found.facts == {"topic": "return", "refunds_30d": 3}
    assert found.failing is not None and found.failing.comparison.op == "lt"


@pytest.mark.parametrize(
    "when",
    [
        {"all": [compare("subject", "contains", "late"), {"none": [compare("subject", "starts_with", "late")]}]},
        {"all": [compare("order_tags", "has_any", ["a", "b"]), {"none": [compare("order_tags", "has", "a")]}]},
        {"all": [compare("case_opened_at", "longer_ago", 60), compare("case_opened_at", "gt", "2026-01-01T00:00:00Z"),
                 compare("now", "lt", "2026-01-02T00:00:00Z")]},
        {"all": [compare("now", "in_hours", "desk"), compare("now", "ge", "2031-06-01T00:00:00Z")]},
        {"all": [compare("refunds_30d", "gt", {"fact": "orders_30d", "times_millionths": 2_500_000}),
                 compare("orders_30d", "ge", 7)]},
        {"all": [compare("order_total", "ge", {"*": 10}), {"none": [compare("order_currency", "in", ["EUR", "USD"])]}]},
        {"all": [compare("order_total", "gt", {"fact": "order_balance"}), compare("order_balance", "gt", {"JPY": 10})]},
    ],
    ids=str,
)  # fmt: skip
def test_what_can_fire_is_not_called_idle(when: Any) -> None:
    assert told(rule("a", when), **HOURS) == []


def test_out_of_force_at_the_only_time_it_could_hold() -> None:
    when = compare("now", "ge", "2027-01-01T00:00:00Z")
    assert told(rule("a", when, to="2026-12-31T00:00:00Z"))[0][0] == "never"
    assert told(rule("a", when, to="2027-12-31T00:00:00Z")) == []


def test_a_narrower_rule_after_a_wider_one_is_covered() -> None:
    rules = rule("wide", RETURN, VIP), rule("narrow", {"all": [RETURN, PHONE]}, CARE)
    (found,) = analysed(*rules).findings
    assert (found.kind, found.at, others(found, *rules)) == ("covered", "rules[1]", ["wide"])
    assert found.facts == {"topic": "return", "channel": "phone"}


def test_a_rule_is_covered_by_several_together() -> None:
    known, unknown = (compare("customer_known", "is", value) for value in (True, False))
    rules = (
        rule("known", known, VIP),
        rule("unknown", unknown, VIP),
        rule("elsewhere", PHONE, LATE),
        rule("all", {"all": [RETURN, compare("customer_known", "present")]}, CARE),
    )
    found = next(each for each in analysed(*rules).findings if each.kind == "covered")
    assert (found.at, others(found, *rules)) == ("rules[3]", ["known", "unknown"])


def test_a_rule_that_also_says_what_always_counts_is_not_covered() -> None:
    kinds = [each[0] for each in told(rule("a", RETURN, VIP), rule("b", {"all": [RETURN, PHONE]}, CARE, LATE))]
    assert kinds == ["contradiction"]


def test_rules_that_contradict_are_told_at_the_later_one() -> None:
    rules = rule("a", RETURN, VIP), rule("b", PHONE, CARE)
    (found,) = analysed(*rules).findings
    assert (found.kind, found.at, found.note) == ("contradiction", "rules[1]", False)
    assert found.facts == {"topic": "return", "channel": "phone"}
    assert found.effect is not None and found.effect["queue"] == "care"


def test_a_higher_priority_is_there_to_overrule() -> None:
    (found,) = analysed(rule("a", RETURN, VIP, priority=1), rule("b", PHONE, CARE)).findings
    assert (found.kind, found.note) == ("overlap", True)


@pytest.mark.parametrize(
    "other",
    [
        rule("b", {"all": [PHONE, compare("topic", "eq", "order")]}, CARE),
        rule("b", PHONE, VIP),
        rule("b", PHONE, LATE),
        rule("b", PHONE, CARE, enabled=False),
        rule("b", PHONE, CARE, **{"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}),
    ],
    ids=["never together", "the same", "something else", "switched off", "at other times"],
)
def test_no_contradiction(other: Any) -> None:
    assert told(rule("a", RETURN, VIP, **{"from": "2026-03-01T00:00:00Z"}), other) == []


def test_the_same_said_differently_is_there_twice() -> None:
    both = {"all": [RETURN, compare("refunds_30d", "gt", 2)]}
    again = {"none": [{"none": [compare("refunds_30d", "ge", 3)]}, {"none": [compare("topic", "in", ["return"])]}]}
    rules = rule("a", both, VIP, LATE), rule("b", again, LATE, VIP)
    (found,) = analysed(*rules).findings
    assert (found.kind, found.at, others(found, *rules)) == ("duplicate", "rules[1]", ["a"])


def test_a_derived_fact_is_what_the_rules_conclude() -> None:
    rules = (
        rule("risky", compare("refunds_30d", "ge", 3), HIGH),
        rule("senior", compare("risk", "eq", "high"), VIP),
        rule("never", {"all": [compare("risk", "eq", "high"), compare("refunds_30d", "lt", 3)]}, LATE),
        rule("again", compare("refunds_30d", "ge", 4), CARE),
    )
    assert told(*rules) == [
        ("never", "rules[2]", {"refunds_30d": 3}),
        ("covered", "rules[3]", {"refunds_30d": 4}),
    ]


def test_contradictory_conclusions_are_found() -> None:
    low = {"effect": "derive", "fact": "risk", "value": "low"}
    ((kind, at, facts),) = told(rule("a", RETURN, HIGH), rule("b", PHONE, low))
    assert (kind, at, facts) == ("contradiction", "rules[1]", {"topic": "return", "channel": "phone"})


def test_what_cannot_be_told_is_counted_and_nothing_is_claimed() -> None:
    double, triple = (
        {"fact": fact, "times_millionths": n * 10**6} for fact, n in (("orders_30d", 2), ("contacts_7d", 3))
    )
    when = {
        "all": [
            compare("refunds_30d", "eq", double),
            compare("refunds_30d", "eq", triple),
            compare("refunds_30d", "between", [1, 20]),
            compare("refunds_30d", "not_in", [6, 12, 18]),
        ]
    }
    found = analysed(rule("a", when))
    assert (found.findings, found.undecided) == ((), 1)


def test_more_steps_than_are_granted_leave_questions_open_and_claim_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules_engine.analysis.solver.MOST_STEPS", 0)
    found = analysed(rule("a", RETURN, VIP), rule("b", {"all": [RETURN, PHONE]}, CARE))
    assert (found.findings, found.undecided) == ((), 2)


def test_as_many_findings_as_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules_engine.analysis.analyse.MOST_FINDINGS", 2)
    found = analysed(*(rule(str(i), RETURN, VIP) for i in range(5)))
    assert (len(found.findings), found.left_out) == (2, 2)
