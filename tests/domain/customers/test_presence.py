"""Who else looks at a customer."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.customers.presence import FORGOTTEN_AFTER, Viewer, keep_looking, look_at, look_away, viewers
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.work.application import Application
from rules_engine.publishing.start_draft import start_draft
from tests.support.builders import Builders
from tests.support.server import connect
from tests.support.together import errors_of, together


@pytest.fixture
def subject(build: Builders) -> dict[str, Any]:
    return {"subject_kind": "customer", "subject_id": build.customer()}


@pytest.fixture
def agents(actor_with: Callable[..., Actor]) -> list[Actor]:
    return [actor_with(Permission.CUSTOMERS_READ, name=name, session=True) for name in ("Ana", "Ben", "Cléo")]


def names(application: Application, actor: Actor, subject: dict[str, Any]) -> list[str]:
    return [viewer.name for viewer in application.ask(viewers, actor, **subject)]


def test_everybody_sees_the_others(application: Application, agents: list[Actor], subject: dict[str, Any]):
    for actor in agents:
        application.perform(look_at, actor, **subject)
    assert names(application, agents[0], subject) == ["Ben", "Cléo"]
    assert application.ask(viewers, agents[1], **subject)[0] == Viewer(agents[0].id or UUID(int=0), "Ana")
    application.perform(look_away, agents[1], **subject)
    application.perform(look_away, agents[1], **subject)
    assert names(application, agents[0], subject) == ["Cléo"]


def test_another_record_is_another_matter(
    application: Application, agents: list[Actor], subject: dict[str, Any], build: Builders
):
    application.perform(look_at, agents[0], **subject | {"subject_id": build.customer()})
    assert names(application, agents[1], subject) == []


def test_who_is_silent_is_forgotten_and_who_comes_back_is_seen(
    application: Application, agents: list[Actor], subject: dict[str, Any], clock: SetClock
):
    application.perform(look_at, agents[0], **subject)
    clock.advance(FORGOTTEN_AFTER - timedelta(seconds=1))
    application.perform(look_at, agents[0], **subject)
    clock.advance(FORGOTTEN_AFTER - timedelta(seconds=1))
    assert names(application, agents[1], subject) == ["Ana"]
    clock.advance(timedelta(seconds=1))
    assert names(application, agents[1], subject) == []
    application.perform(look_at, agents[0], **subject)
    assert names(application, agents[1], subject) == ["Ana"]


def test_looks_that_are_known_are_renewed_together(
    application: Application, agents: list[Actor], subject: dict[str, Any], clock: SetClock, administrator: Actor
):
    for actor in agents[:2]:
        application.perform(look_at, actor, **subject)
    mine, theirs, unknown = ((each.session_id or UUID(int=0), *subject.values()) for each in agents)
    clock.advance(FORGOTTEN_AFTER - timedelta(seconds=1))
    other = (mine[0], "customer", new_id())
    assert application.perform(keep_looking, administrator, looks=[mine, unknown, other]) == {mine}
    clock.advance(timedelta(seconds=1))
    assert names(application, agents[2], subject) == ["Ana"]
    assert application.perform(keep_looking, administrator, looks=[mine, theirs]) == {mine}
    assert application.perform(keep_looking, administrator, looks=[]) == set()


def test_looking_is_no_history_and_is_told_by_ids(
    application: Application, agents: list[Actor], subject: dict[str, Any], happened: Callable[..., list[EventRow]],
    database: Database,
):  # fmt: skip
    before = len(happened())
    with connect(database.url.set(drivername="postgresql")) as connection:
        connection.execute("LISTEN comptoir")
        application.perform(look_at, agents[0], **subject)
        told = [json.loads(notice.payload) for notice in connection.notifies(timeout=0.2)]
    assert told == [{"t": "presence", "k": "customer", "c": str(subject["subject_id"])}]
    assert len(happened()) == before


def test_a_draft_of_rules_is_looked_at_by_who_may_read_rules(
    application: Application, agents: list[Actor], actor_with: Callable[..., Actor], administrator: Actor,
    database: Database,
):  # fmt: skip
    draft = application.perform(start_draft, administrator, family="routing", title="Mine")
    subject = {"subject_kind": "draft", "subject_id": draft}
    for use in (look_at, look_away):
        with pytest.raises(Denied):
            application.perform(use, agents[0], **subject)
    with pytest.raises(Denied):
        application.ask(viewers, agents[0], **subject)
    one, two = (actor_with(Permission.RULES_READ, name=name, session=True) for name in ("Wren", "Rhea"))
    with connect(database.url.set(drivername="postgresql")) as connection:
        connection.execute("LISTEN comptoir")
        application.perform(look_at, one, **subject)
        told = [json.loads(notice.payload) for notice in connection.notifies(timeout=0.2)]
    assert told == [{"t": "rules.presence", "s": f"draft:{draft}"}]
    assert names(application, two, subject) == ["Wren"]
    with pytest.raises(NotFound):
        application.perform(look_at, one, subject_kind="draft", subject_id=new_id())


def test_many_look_at_once(application: Application, actor_with: Callable[..., Actor], subject: dict[str, Any]):
    actors = [actor_with(Permission.CUSTOMERS_READ, name=f"A{n}", session=True) for n in range(10)]
    looks = [lambda actor=actor: application.perform(look_at, actor, **subject) for actor in actors * 2]
    assert errors_of(together(*looks)) == []
    assert len(names(application, actors[0], subject)) == 9


def test_what_cannot_be_looked_at_is_refused(refusal_of: Callable[..., DomainError], subject: dict[str, Any]):
    for use_case in (look_at, look_away):
        refusal = refusal_of(use_case, **subject | {"subject_kind": '"},{"'})
        assert (type(refusal), refusal.field) == (Invalid, "subject_kind")
    assert isinstance(refusal_of(look_at, subject_kind="customer", subject_id=new_id()), NotFound)


def test_only_a_session_of_somebody_with_the_right_looks(
    application: Application, powerless: Actor, actor_with: Callable[..., Actor], subject: dict[str, Any]
):
    for verb in (look_at, look_away):
        with pytest.raises(Denied):
            application.perform(verb, powerless, **subject)
        with pytest.raises(Invalid) as refusal:
            application.perform(verb, actor_with(Permission.CUSTOMERS_READ), **subject)
        assert refusal.value.code == "no_session"
    with pytest.raises(Denied):
        application.ask(viewers, powerless, **subject)
