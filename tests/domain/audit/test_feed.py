"""Other systems read every event once, in one order, whatever commits late."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from domain.audit.feed import FeedPage, events_after
from domain.events.event import Stream
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, Invalid
from domain.ports.jobs import NoJobs
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders
from tests.support.together import errors_of, together

ME = Actor.system("test")
LONGEST_WAIT = 20  # seconds


def record(unit: Unit, *, name: str, times: int = 1) -> None:
    for _ in range(times):
        unit.record("test.happened", stream=Stream.named(name), data={"name": name})
    unit.defer("anything")


class Held(NoJobs):
    """A queue that keeps the transaction open, its events already written, until it is let go."""

    def __init__(self) -> None:
        self.written, self.may_commit = threading.Event(), threading.Event()

    def defer(self, *_: Any, **__: Any) -> None:
        self.written.set()
        assert self.may_commit.wait(10)


@pytest.fixture
def feed(application: Application) -> Callable[..., FeedPage]:
    return lambda after=None, limit=100: application.ask(events_after, ME, after=after, limit=limit)


def shown(feed: Callable[..., FeedPage], count: int) -> FeedPage:
    """The feed once it shows so many events: it waits for every transaction on the server, other tests' as well."""
    limit = time.monotonic() + LONGEST_WAIT
    while len((page := feed()).items) < count and time.monotonic() < limit:
        time.sleep(0.01)
    return page


def names(page: FeedPage) -> list[str]:
    return [event.data["name"] for event in page.items]


def test_a_late_commit_is_never_behind_a_cursor_that_was_handed_out(
    application: Application, feed: Callable[..., FeedPage]
):
    application.perform(record, ME, name="first")
    shown(feed, 1)
    held = Held()
    slow = Application(application.database, clock=application.clock, jobs=held)
    thread = threading.Thread(target=lambda: slow.perform(record, ME, name="slow"))
    thread.start()
    try:
        assert held.written.wait(10)
        application.perform(record, ME, name="quick")
        before = feed()
        assert names(before) == ["first"]
        assert names(feed(before.next_cursor)) == []
        assert feed(before.next_cursor).next_cursor == before.next_cursor
    finally:
        held.may_commit.set()
        thread.join()
    assert names(shown(feed, 3)) == ["first", "slow", "quick"]
    assert names(feed(before.next_cursor)) == ["slow", "quick"]


def test_a_reader_that_follows_many_writers_sees_every_event_once(
    application: Application, feed: Callable[..., FeedPage]
):
    done = threading.Event()

    def write(name: str) -> None:
        for n in range(15):
            application.perform(record, ME, name=f"{name}{n % 3}", times=2)

    def follow() -> list[UUID]:
        seen, cursor, limit = [], None, time.monotonic() + LONGEST_WAIT
        while time.monotonic() < limit and not (done.is_set() and len(seen) >= 4 * 15 * 2):
            page = feed(cursor, limit=7)
            seen += [event.id for event in page.items]
            cursor = page.next_cursor
            time.sleep(0 if page.items else 0.002)
        return seen

    def write_all() -> None:
        try:
            assert errors_of(together(*(lambda name=n: write(name) for n in "abcd"))) == []
        finally:
            done.set()

    seen, _ = together(follow, write_all)
    assert len(seen) == len(set(seen)) == 4 * 15 * 2
    assert seen == [event.id for event in feed(limit=200).items]


def test_pages_cover_everything_exactly_once(application: Application, feed: Callable[..., FeedPage]):
    for n in range(5):
        application.perform(record, ME, name=str(n), times=3)
    shown(feed, 15)
    seen, cursor = [], None
    while page := feed(cursor, limit=4):
        if not page.items:
            break
        seen += page.items
        cursor = page.next_cursor
    assert [replace(event) for event in seen] == list(feed().items)
    assert [event.data["name"] for event in seen] == [str(n) for n in range(5) for _ in range(3)]


def test_an_empty_feed_hands_the_cursor_back(feed: Callable[..., FeedPage]):
    assert feed() == FeedPage(items=(), next_cursor=None)


def test_an_event_says_who_when_and_what(build: Builders, feed: Callable[..., FeedPage]):
    customer_id = build.customer(first_name="Zoé", last_name="Secret")
    (event,) = shown(feed, 1).items
    assert (event.type, event.customer_id, event.stream) == ("customer.created", customer_id, f"customer:{customer_id}")
    assert (event.actor_kind, event.actor_name, event.actor_id) == ("staff", build.actor.name, build.actor.id)
    assert (event.sequence, len(event.hash)) == (1, 64)
    assert "Secret" not in repr(event)


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "W10", "WzEsMl0x", "\x00", "WzFlNDAwLDFd", "WyIxIiwiMiJd"])
def test_a_cursor_that_the_feed_did_not_give_is_refused(cursor: str, feed: Callable[..., FeedPage]):
    with pytest.raises(Invalid) as refusal:
        feed(cursor)
    assert refusal.value.field == "cursor"


@pytest.mark.parametrize("limit", [0, -5, 201])
def test_a_limit_out_of_range_is_refused(limit: int, feed: Callable[..., FeedPage]):
    with pytest.raises(Invalid) as refusal:
        feed(limit=limit)
    assert refusal.value.field == "limit"


def test_only_who_may_read_events_reads_them(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.ask(events_after, powerless)
