"""Events are written in the transaction that made them true, chained, and announced by ids only."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from domain.audit.verify import verify_events
from domain.db.database import Database
from domain.events.event import Stream
from domain.kernel.actor import Actor
from domain.models.event import EventRow
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders
from tests.support.server import connect
from tests.support.together import errors_of, together


@pytest.fixture
def heard(database: Database) -> Iterator[Callable[[], list[str]]]:
    """What NOTIFY has carried since the last call."""
    with connect(database.url.set(drivername="postgresql")) as connection:
        connection.execute("LISTEN comptoir")
        yield lambda: [notice.payload for notice in connection.notifies(timeout=0.1)]


def record(unit: Unit, *, streams: list[str], data: dict[str, Any] | None = None) -> None:
    for key in streams:
        unit.record("test.happened", stream=Stream.named(key), data=data or {"in": key})


def test_each_stream_counts_its_own_events(application: Application, happened: Callable[..., list[EventRow]]):
    me = Actor.system("test")
    application.perform(record, me, streams=["b", "a", "b", "b"])
    application.perform(record, me, streams=["a", "c"])
    assert [(e.stream, e.sequence) for e in happened()] == [("b", 1), ("a", 1), ("b", 2), ("b", 3), ("a", 2), ("c", 1)]


def test_any_number_of_events_is_written_with_two_statements(
    application: Application, count_queries: Callable[..., Any]
):
    for streams in (["a"], ["b", "a", "c"], [f"stream:{n}" for n in range(40)] * 3):
        with count_queries() as sent:
            application.perform(record, Actor.system("test"), streams=streams)
        assert sent.count == 2, sent.statements


def test_many_threads_append_to_many_streams_without_a_deadlock(
    application: Application, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("domain.work.application._TRIES", 1)  # nothing is tried again: a deadlock would show

    def write(seed: int) -> None:
        order = random.Random(seed)
        for _ in range(10):
            streams = order.sample([f"stream:{n}" for n in range(8)], 5)
            application.perform(record, Actor.system(f"writer {seed}"), streams=streams)

    assert errors_of(together(*(lambda seed=n: write(seed) for n in range(8)))) == []
    verification = ask(verify_events)
    assert (verification.events, verification.breaks) == (8 * 10 * 5, ())


@pytest.mark.parametrize(
    "data",
    [
        {"text": "é \u2028 😀 \\ \" '", "none": None, "yes": True, "list": [1, [2, {"deep": []}]], "": "empty key"},
        {"number": 9007199254740993, "negative": -1, "float": 1.5, "small": 1e-7, "zero": -0.0},
        {"huge": 1e22, "whole": 1.0, "keys": {"2": "b", "10": "a", "é": 1}},
        {1: "a number as key", "pair": (1, 2)},
    ],
)
def test_any_plain_value_is_hashed_as_it_will_be_read(
    data: dict[Any, Any], application: Application, ask: Callable[..., Any]
):
    application.perform(record, Actor.system("test"), streams=["a"], data=data)
    assert ask(verify_events).breaks == ()


def test_an_announcement_carries_ids_and_nothing_else(build: Builders, heard: Callable[[], list[str]]):
    customer_id = build.customer(first_name="Zoé", last_name="Secret", emails=["zoe@secret.example"])
    build.note(customer_id, "x" * 10_000)
    created, noted = [json.loads(body) for body in heard()]
    assert (created["t"], created["c"], created["s"]) == (
        "customer.created",
        str(customer_id),
        f"customer:{customer_id}",
    )
    assert noted["t"] == "note.added"
    assert created.keys() == noted.keys() == {"e", "t", "c", "o", "s"}


def test_an_announcement_stays_small_whatever_happened(build: Builders, heard: Callable[[], list[str]]):
    from domain.orders.new_order import NewLine

    build.goods(*(f"SKU-{n:03}" for n in range(60)))
    heard()
    build.order(lines=[NewLine(f"SKU-{n:03}", 1) for n in range(60)])
    bodies = heard()
    assert len(bodies) == 3
    assert max(len(body.encode()) for body in bodies) < 500
    assert "SKU-" not in "".join(bodies)


def test_nothing_is_announced_of_what_was_rolled_back(application: Application, heard: Callable[[], list[str]]):
    def fail(unit: Unit) -> None:
        record(unit, streams=["a"])
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        application.perform(fail, Actor.system("test"))
    application.preview(record, Actor.system("test"), streams=["a"])
    assert heard() == []


def test_a_text_stands_beside_the_event_and_the_event_keeps_its_digest(
    build: Builders, happened: Callable[..., list[EventRow]], sql: Callable[..., list[Any]]
):
    customer_id = build.customer()
    build.note(customer_id, "Rue Secrète")
    (event,) = happened("note.added")
    assert "Rue Secrète" not in json.dumps(dict(event.data), ensure_ascii=False)
    assert len(event.data["body_digest"]) == 64
    (value, salt) = sql("SELECT value, salt FROM event_texts WHERE event_id = %s", event.id)[0]
    assert (value, len(salt)) == ("Rue Secrète", 16)


def test_two_events_of_one_place_in_a_stream_cannot_both_stand(build: Builders, sql: Callable[..., list[Any]]):
    build.customer()
    columns = (
        "transaction, stream, sequence, type, occurred_at, recorded_at, actor_kind, actor_name, data, previous_hash"
    )
    with pytest.raises(psycopg.errors.UniqueViolation):
        sql(f"INSERT INTO events (id, {columns}, hash) SELECT gen_random_uuid(), {columns}, hash FROM events")
