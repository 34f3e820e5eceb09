"""Identifiers sort by the time they were made."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import RFC_4122, UUID

import pytest

from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id, parse_id


def test_ids_are_version_7_and_differ():
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert {id.version for id in ids} == {7}


def test_ids_made_later_sort_later():
    earlier = new_id()
    time.sleep(0.002)
    assert earlier < new_id()


def test_a_dated_id_stands_where_its_date_puts_it():
    start = datetime(2011, 3, 1, 9, 30, tzinfo=UTC)
    dated = [new_id(at=start + timedelta(milliseconds=step)) for step in range(0, 5000, 7)]
    assert dated == sorted(dated)
    assert dated[-1] < new_id()
    assert dated[0].int >> 80 == int(start.timestamp() * 1000)


def test_ids_of_one_moment_sort_in_the_order_they_were_made_in():
    moment = datetime(2026, 11, 24, 10, tzinfo=UTC)
    ids = [new_id(at=moment) for _ in range(10_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 10_000
    assert {(id.version, id.variant) for id in ids} == {(7, RFC_4122)}


@pytest.mark.parametrize("year", [1, 1900, 1969])
def test_what_happened_before_1970_has_an_id_too(year: int):
    assert new_id(at=datetime(year, 1, 1, tzinfo=UTC)) < new_id(at=datetime(1971, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("value", ["", "x", "123", None, 5, [], "018f-", "\x00" * 36])
def test_what_is_no_id_is_refused_and_the_field_is_named(value: Any):
    with pytest.raises(Invalid) as refusal:
        parse_id(value, field="customer_id")
    assert (refusal.value.code, refusal.value.field) == ("invalid_id", "customer_id")


def test_a_written_id_is_read():
    id = new_id()
    assert parse_id(str(id), field="id") == id
    assert isinstance(parse_id(str(id).upper(), field="id"), UUID)
