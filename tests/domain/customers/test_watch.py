"""Who watches a customer or an order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain.customers.add_note import add_note
from domain.customers.merge import merge_customers
from domain.customers.presence import look_at, look_away
from domain.customers.watch import unwatch, watch, watchers
from domain.customers.watched import watched
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, DomainError, Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team


def test_without_the_right_nobody_watches(application: Application, powerless: Actor, build: Builders) -> None:
    customer = build.customer()
    for use_case in (watch, unwatch, watchers):
        with pytest.raises(Denied):
            application.perform(use_case, powerless, subject_kind="customer", subject_id=customer)


def test_what_is_no_subject_of_watching_is_refused(refusal_of: Callable[..., DomainError], build: Builders) -> None:
    assert refusal_of(watch, subject_kind="node", subject_id=uuid4()).field == "subject_kind"
    assert isinstance(refusal_of(watch, subject_kind="customer", subject_id=uuid4()), NotFound)
    assert isinstance(refusal_of(watch, subject_kind="order", subject_id=uuid4()), NotFound)


def test_another_system_cannot_watch(
    application: Application, actor_with: Callable[..., Actor], build: Builders
) -> None:
    with pytest.raises(Invalid) as refused:
        application.perform(
            watch, actor_with(Permission.NOTES_WRITE), subject_kind="customer", subject_id=build.customer()
        )
    assert refused.value.code == "not_staff"


def test_one_watches_for_oneself_once_and_no_longer(
    application: Application, team: Team, build: Builders, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    customer, ana, ben = build.customer(), team.hire(name="Ana Lima"), team.hire(name="Ben Cole")
    subject = {"subject_kind": "customer", "subject_id": customer}
    for actor in (ana, ana, ben):
        application.perform(watch, actor, **subject)
    assert [row.name for row in ask(watchers, **subject)] == ["Ana Lima", "Ben Cole"]
    assert [row.customer_id for row in application.ask(watched, ana)] == [customer]
    for _ in range(2):
        application.perform(unwatch, ana, **subject)
    assert [row.name for row in ask(watchers, **subject)] == ["Ben Cole"]
    assert application.ask(watched, ana) == ()
    assert (len(happened("watcher.added")), len(happened("watcher.removed"))) == (2, 1)


@pytest.fixture
def ana(team: Team, actor_with: Callable[..., Actor]) -> Actor:
    """Somebody of staff with a screen."""
    hired = team.hire("agent", "Ana Lima")
    return replace(hired, session_id=actor_with(session=True).session_id)


def news(application: Application, who: Actor) -> list[tuple[Any, int]]:
    return [(row.customer_id, row.news) for row in application.ask(watched, who)]


def test_what_others_do_is_news_until_one_looks(
    application: Application, build: Builders, clock: SetClock, ana: Actor
) -> None:
    customer, quiet = build.customer(), build.customer()
    for each in (customer, quiet):
        application.perform(watch, ana, subject_kind="customer", subject_id=each)
    assert dict(news(application, ana)) == {quiet: 0, customer: 0}
    clock.advance(timedelta(minutes=1))
    build.note(customer, "Called.")
    application.perform(add_note, ana, customer_id=customer, body="Mine is no news.")
    assert news(application, ana) == [(customer, 1), (quiet, 0)]
    assert application.ask(watched, ana)[0].last_type == "note.added"
    clock.advance(timedelta(minutes=1))
    application.perform(look_at, ana, subject_kind="customer", subject_id=customer)
    assert news(application, ana)[0] == (customer, 0)


def test_what_happened_while_the_record_was_open_was_seen(
    application: Application, build: Builders, clock: SetClock, ana: Actor
) -> None:
    customer = build.customer()
    application.perform(watch, ana, subject_kind="customer", subject_id=customer)
    application.perform(look_at, ana, subject_kind="customer", subject_id=customer)
    clock.advance(timedelta(minutes=1))
    build.note(customer, "While she looks.")
    clock.advance(timedelta(minutes=1))
    application.perform(look_away, ana, subject_kind="customer", subject_id=customer)
    assert news(application, ana) == [(customer, 0)]


def test_the_news_of_merged_records_are_one_persons(
    application: Application, build: Builders, clock: SetClock, ana: Actor
) -> None:
    kept, merged = build.customer(), build.customer()
    application.perform(watch, ana, subject_kind="customer", subject_id=merged)
    build.perform(merge_customers, kept_id=kept, merged_id=merged, reason="same person")
    clock.advance(timedelta(minutes=1))
    build.note(kept, "On the kept one.")
    assert news(application, ana)[0][0] == kept
    assert news(application, ana)[0][1] >= 1


def test_one_statement_however_many_are_watched(
    application: Application, build: Builders, ana: Actor, count_queries: Callable[..., Any]
) -> None:
    for _ in range(3):
        application.perform(watch, ana, subject_kind="customer", subject_id=build.customer())
        with count_queries() as sent:
            application.ask(watched, ana)
        assert sent.count == 1
