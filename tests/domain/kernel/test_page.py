"""Cursors are opaque, and only those that a list gave are taken."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.page import MOST_ROWS, check_limit, decode_cursor, encode_cursor, page_of
from domain.kernel.time import parse_instant


def forged(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_what_was_put_in_comes_out():
    at, id = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC), new_id()
    cursor = encode_cursor(at, id, "dupont \u202eélise", 7)
    assert decode_cursor(cursor, parse_instant, UUID, str, int) == (at, id, "dupont \u202eélise", 7)


@given(some.text(max_size=80))
def test_garbage_is_refused_and_nothing_else_happens(text: str):
    with pytest.raises(Invalid) as refusal:
        decode_cursor(text, parse_instant, UUID)
    assert (refusal.value.code, refusal.value.field) == ("invalid_cursor", "cursor")


@pytest.mark.parametrize(
    "value",
    [None, 5, "x", {}, [], [1], [1, 2, 3], ["2026-01-01T00:00:00", "x"], ["2026-01-01", 5], [[], {}], [None, None]],
)
def test_another_lists_cursor_is_refused(value: Any):
    with pytest.raises(Invalid):
        decode_cursor(forged(value), parse_instant, UUID)


@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), 10**30, -(10**30), 1.5, "1", True, [1], None, "1" * 5000]
)
def test_a_place_that_no_row_can_have_is_refused(value: Any):
    with pytest.raises(Invalid):
        decode_cursor(forged([value, 1]), int, int)


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", 5, ["a"], None])
def test_a_text_that_no_row_can_have_is_refused(value: Any):
    with pytest.raises(Invalid):
        decode_cursor(forged([value]), str)


@pytest.mark.parametrize(
    "value", ["2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "now"]
)
def test_a_time_that_no_row_can_have_is_refused(value: str):
    with pytest.raises(Invalid):
        decode_cursor(forged([value]), parse_instant)


@pytest.mark.parametrize("limit", [0, -1, MOST_ROWS + 1, 10**9])
def test_a_limit_out_of_range_is_refused(limit: int):
    with pytest.raises(Invalid) as refusal:
        check_limit(limit)
    assert refusal.value.field == "limit"


def test_one_row_too_many_says_that_there_is_more():
    def page(rows: list[int]) -> tuple[tuple[int, ...], bool]:
        found = page_of(rows, limit=2, item=lambda row: row, cursor=lambda row: (row,))
        return found.items, found.next_cursor is not None

    assert page([]) == ((), False)
    assert page([1, 2]) == ((1, 2), False)
    assert page([1, 2, 3]) == ((1, 2), True)
