"""Whatever is changed behind the product's back, the chain of hashes tells."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from domain.audit.verify import Verification, verify_events
from domain.customers.change_note import change_note
from domain.customers.tag import tag_customer, untag_customer
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied
from domain.kernel.money import Money
from domain.orders.new_order import NewLine, NewPayment
from domain.work.application import Application
from tests.support.builders import Builders

Sql = Callable[..., list[Any]]


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    """A customer with seven events: created, a note and its correction, tags put on and taken off."""
    customer_id = build.customer()
    note_id = build.note(customer_id, "Allergic to wool.")
    build.perform(change_note, note_id=note_id, body="Allergic to wool and silk.")
    for use_case in (tag_customer, untag_customer, tag_customer, untag_customer):
        build.perform(use_case, customer_id=customer_id, tag="vip")
    return customer_id


@pytest.fixture
def verify(ask: Callable[..., Any]) -> Callable[..., Verification]:
    return lambda **values: ask(verify_events, **values)


def problems(verification: Verification) -> list[tuple[int, str]]:
    return [(found.sequence, found.problem) for found in verification.breaks]


def test_an_untouched_chain_holds(customer_id: UUID, verify: Callable[..., Verification], build: Builders):
    build.goods("A-1")
    build.order(build.customer(), lines=[NewLine("A-1", 1)])
    assert verify().breaks == ()
    assert verify().events > 7
    assert verify(stream=f"customer:{customer_id}") == Verification(events=7, streams=1, breaks=())


@pytest.mark.parametrize(
    "change",
    [
        'data = data || \'{"tag": "rich"}\'',
        "data = data - 'tag'",
        "type = 'customer.untagged'",
        "actor_name = 'Somebody Else'",
        "actor_kind = 'system'",
        "actor_id = gen_random_uuid()",
        "actor_id = NULL",
        "cause = 'a rule'",
        "occurred_at = occurred_at - interval '1 microsecond'",
        "customer_id = gen_random_uuid()",
        "customer_id = NULL",
        "order_id = gen_random_uuid()",
        "id = gen_random_uuid()",
        "hash = sha256('x')",
        "previous_hash = sha256('x')",
    ],
)
def test_a_changed_event_is_found(customer_id: UUID, change: str, sql: Sql, verify: Callable[..., Verification]):
    sql(f"UPDATE events SET {change} WHERE sequence = 4", past_triggers=True)
    assert 4 in {sequence for sequence, _ in problems(verify())}
    assert verify(stream=f"customer:{customer_id}").breaks == verify().breaks


def test_a_changed_event_with_a_hash_that_fits_is_found_at_the_next(
    customer_id: UUID, sql: Sql, verify: Callable[..., Verification]
):
    sql("UPDATE events SET hash = sha256('forged') WHERE sequence = 4", past_triggers=True)
    assert problems(verify()) == [(4, "content"), (5, "link")]


def test_a_cut_tail_is_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql("DELETE FROM events WHERE sequence >= 6", past_triggers=True)
    assert problems(verify()) == [(5, "head")]


def test_a_stream_emptied_is_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql("DELETE FROM events", past_triggers=True)
    assert problems(verify()) == [(0, "head")]
    assert problems(verify(stream=f"customer:{customer_id}")) == [(0, "head")]


def test_events_without_a_head_are_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql("DELETE FROM event_streams", past_triggers=True)
    assert problems(verify()) == [(7, "head")]
    assert problems(verify(stream=f"customer:{customer_id}")) == [(7, "head")]


def test_a_head_moved_back_is_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql("UPDATE event_streams SET sequence = 6, hash = (SELECT hash FROM events WHERE sequence = 6)")
    assert problems(verify()) == [(7, "head")]


def test_an_event_taken_out_of_the_middle_is_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql("DELETE FROM events WHERE sequence = 3", past_triggers=True)
    assert problems(verify()) == [(4, "gap")]


def test_a_gap_closed_by_renumbering_is_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql("DELETE FROM events WHERE sequence = 3", past_triggers=True)
    for sequence in range(4, 8):
        sql(f"UPDATE events SET sequence = {sequence - 1} WHERE sequence = {sequence}", past_triggers=True)
    assert (3, "link") in problems(verify())


def test_swapped_events_are_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    for old, new in ((4, 99), (5, 4), (99, 5)):
        sql(f"UPDATE events SET sequence = {new} WHERE sequence = {old}", past_triggers=True)
    assert {4, 5} <= {sequence for sequence, _ in problems(verify())}


def test_an_event_moved_to_another_stream_is_found(
    customer_id: UUID, build: Builders, sql: Sql, verify: Callable[..., Verification]
):
    other = build.customer()
    sql(f"UPDATE events SET stream = 'customer:{other}', sequence = 2 WHERE sequence = 7", past_triggers=True)
    assert {found.stream for found in verify().breaks} == {f"customer:{customer_id}", f"customer:{other}"}


def test_an_event_put_in_by_hand_is_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    columns = "transaction, stream, type, occurred_at, recorded_at, actor_kind, actor_name, cause, data"
    sql(
        f"INSERT INTO events (id, sequence, {columns}, previous_hash, hash)"
        f" SELECT gen_random_uuid(), 8, {columns}, hash, sha256('x') FROM events WHERE sequence = 7"
    )
    assert {sequence for sequence, _ in problems(verify())} == {8}


@pytest.mark.parametrize(
    "change", ["value = 'Never complains.'", "salt = sha256('x')", "salt = NULL", "field = 'name'"]
)
def test_a_changed_text_is_found(customer_id: UUID, change: str, sql: Sql, verify: Callable[..., Verification]):
    sql(f"UPDATE event_texts SET {change} WHERE value = 'Allergic to wool.'")
    assert problems(verify()) == [(2, "text")]


def test_a_text_added_by_hand_is_found(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql(
        "INSERT INTO event_texts (event_id, field, value, salt) SELECT id, 'x', 'y', 'z' FROM events WHERE sequence = 4"
    )
    assert problems(verify()) == [(4, "text")]


def test_an_erased_text_is_fine(customer_id: UUID, sql: Sql, verify: Callable[..., Verification]):
    sql("UPDATE event_texts SET value = NULL, salt = NULL")
    assert verify().breaks == ()


def test_a_long_chain_is_read_in_batches(
    customer_id: UUID, verify: Callable[..., Verification], monkeypatch: pytest.MonkeyPatch, sql: Sql, build: Builders
):
    build.customer()
    monkeypatch.setattr("domain.audit.verify._BATCH", 3)
    assert verify() == Verification(events=8, streams=2, breaks=())
    sql("DELETE FROM events WHERE sequence = 4", past_triggers=True)
    assert problems(verify()) == [(5, "gap")]


@pytest.mark.parametrize("table", ["events", "payment_entries", "stock_movements"])
def test_what_happened_can_be_neither_changed_nor_removed(table: str, build: Builders, sql: Sql):
    build.goods("A-1")
    build.order(lines=[NewLine("A-1", 1)], payments=[NewPayment("captured", Money(1999, "EUR"))])
    column = {"events": "type", "payment_entries": "kind", "stock_movements": "kind"}[table]
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            sql(statement)


def test_only_who_may_read_events_verifies(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.ask(verify_events, powerless)
