"""Who watches a customer or an order."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from domain.customers.merge import merge_customers
from domain.customers.watch import unwatch, watch, watchers
from domain.customers.watched import watched
from domain.kernel.actor import Actor
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
    assert [row.subject_id for row in application.ask(watched, ana)] == [customer]
    for _ in range(2):
        application.perform(unwatch, ana, **subject)
    assert [row.name for row in ask(watchers, **subject)] == ["Ben Cole"]
    assert application.ask(watched, ana) == ()
    assert (len(happened("watcher.added")), len(happened("watcher.removed"))) == (2, 1)


def test_who_watches_a_merged_record_watches_the_one_that_is_kept(
    application: Application, build: Builders, ask: Callable[..., Any], team: Team
) -> None:
    ana, kept, merged = team.hire("agent", "Ana Lima"), build.customer(), build.customer()
    application.perform(watch, ana, subject_kind="customer", subject_id=merged)
    build.perform(merge_customers, kept_id=kept, merged_id=merged, reason="same person")
    for each in (kept, merged):
        application.perform(watch, ana, subject_kind="customer", subject_id=each)
        assert [row.name for row in ask(watchers, subject_kind="customer", subject_id=each)] == ["Ana Lima"]
    application.perform(unwatch, ana, subject_kind="customer", subject_id=kept)
    assert ask(watchers, subject_kind="customer", subject_id=merged) == ()
