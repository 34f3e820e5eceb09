"""What is found in decision tables, by hit policy."""

from typing import Any

import pytest

from tests.rules_engine.analysis.finding import analysed, others, table, told

ON = (("topic", "in"), ("refunds_30d", "ge"))


def test_a_row_after_rows_that_hold_whenever_it_does_never_gets_its_turn() -> None:
    rows = [([["return"], None], "a"), ([["refund"], None], "b"), ([["return", "refund"], 3], "c"), ([None, None], "d")]
    tables = [table("first", rows, on=ON)]
    (found,) = analysed(tables=tables).findings
    assert (found.kind, found.at, found.row) == ("shadowed", "tables[0].rows[2]", 2)
    assert others(found, tables=tables) == ["t#1", "t#2"]
    assert found.facts["refunds_30d"] == 3


def test_by_priority_it_is_the_higher_row_that_shadows() -> None:
    rows = [([["return"], 3], "a"), ([["return"], None], "b", 1), ([None, None], "c", -1)]
    tables = [table("priority", rows, on=ON)]
    (found,) = analysed(tables=tables).findings
    assert (found.kind, found.row, others(found, tables=tables)) == ("shadowed", 0, ["t#2"])


def test_where_every_row_counts_the_later_is_covered_or_contradicts() -> None:
    rows = [([["return"], None], "a"), ([["return"], 3], "b"), ([None, 5], "c"), ([None, None], "a")]
    kinds = [(kind, at) for kind, at, _ in told(tables=[table("collect", rows, on=ON)])]
    assert kinds == [
        ("covered", "tables[0].rows[1]"),
        ("contradiction", "tables[0].rows[2]"),
        ("contradiction", "tables[0].rows[3]"),
    ]


@pytest.mark.parametrize("hit_policy", ["first", "collect", "priority"])
def test_a_row_that_is_there_twice(hit_policy: str) -> None:
    rows = [([["return"], 3], "a"), ([["return"], 3], "a"), ([None, None], "a")]
    found = told(tables=[table(hit_policy, rows, on=ON)])
    # Of rows that exclude each other the second never fires; where all count both say the same.
    kinds = {"collect": "duplicate"}
    assert (kinds.get(hit_policy, "shadowed"), "tables[0].rows[1]") in [each[:2] for each in found]


@pytest.mark.parametrize("hit_policy", ["first", "collect", "priority"])
def test_a_gap_is_shown_by_facts_that_are_known_if_it_can_be(hit_policy: str) -> None:
    rows = [([["return"], 3], "a"), ([["refund", "order"], None], "a")]
    found = told(tables=[table(hit_policy, rows, on=ON)])
    assert [each[:2] for each in found] == [("gap", "tables[0]")]
    assert set(found[0][2]) == {"topic", "refunds_30d"}


def test_a_table_that_has_an_answer_whenever_all_is_known_has_a_gap_where_it_is_not() -> None:
    rows = [([True], "a"), ([False], "b")]
    assert told(tables=[table("first", rows, on=(("customer_known", "is"),))]) == [("gap", "tables[0]", {})]


def test_a_table_with_a_row_for_everything_else_has_no_gap() -> None:
    rows: list[Any] = [([["return"], 3], "a"), ([None, None], "b")]
    assert told(tables=[table("first", rows, on=ON)]) == []


def test_numbers_leave_gaps_between_rows() -> None:
    rows: list[Any] = [([[0, 4]], "a"), ([[6, 9]], "b"), ([[-(2**53) + 1, -1]], "c"), ([[10, 2**53 - 1]], "d")]
    assert told(tables=[table("first", rows, on=(("refunds_30d", "between"),))]) == [
        ("gap", "tables[0]", {"refunds_30d": 5})
    ]


def test_a_table_that_is_switched_off_has_no_findings() -> None:
    assert told(tables=[table("first", [([["return"], 3], "a")], on=ON, enabled=False)]) == []
