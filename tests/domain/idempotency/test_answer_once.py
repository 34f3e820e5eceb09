"""One key, one answer."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.customers.create import create_customer
from domain.customers.queries import find_customers
from domain.idempotency.answer_once import Answered, answer_once
from domain.idempotency.forget_answers import forget_answers
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, Invalid
from domain.kernel.permissions import Permission
from domain.work.application import Application
from domain.work.unit import Unit

REQUEST = {"requires": Permission.CUSTOMERS_WRITE, "route": "POST /customers", "key": "k1", "digest": b"1"}


def making(last_name: str = "Zola") -> Callable[[Unit], Answered]:
    return lambda unit: (201, str(create_customer(unit, first_name="Émile", last_name=last_name)))


def count(application: Application, administrator: Actor) -> int:
    return len(application.ask(find_customers, administrator, q="zola").items)


def test_the_same_request_gives_the_same_answer_and_acts_once(application: Application, administrator: Actor) -> None:
    first = application.perform(answer_once, administrator, **REQUEST, answer=making())
    again = application.perform(answer_once, administrator, **REQUEST, answer=making())
    assert first == again
    assert first[0] == 201
    assert count(application, administrator) == 1


def test_another_request_under_the_same_key_is_refused(application: Application, administrator: Actor) -> None:
    application.perform(answer_once, administrator, **REQUEST, answer=making())
    with pytest.raises(Conflict) as refusal:
        application.perform(answer_once, administrator, **REQUEST | {"digest": b"2"}, answer=making())
    assert refusal.value.code == "idempotency_key_reused"
    assert count(application, administrator) == 1


@pytest.mark.parametrize("other", [{"route": "POST /orders"}, {"key": "k2"}])
def test_keys_belong_to_a_route(application: Application, administrator: Actor, other: dict[str, str]) -> None:
    application.perform(answer_once, administrator, **REQUEST, answer=making())
    application.perform(answer_once, administrator, **REQUEST | other, answer=making())
    assert count(application, administrator) == 2


def test_keys_belong_to_an_actor(
    application: Application, administrator: Actor, actor_with: Callable[..., Actor]
) -> None:
    application.perform(answer_once, administrator, **REQUEST, answer=making())
    application.perform(answer_once, actor_with(Permission.CUSTOMERS_WRITE), **REQUEST, answer=making())
    assert count(application, administrator) == 2


def test_a_refused_request_keeps_nothing(application: Application, administrator: Actor) -> None:
    with pytest.raises(Invalid):
        application.perform(answer_once, administrator, **REQUEST, answer=making("\x00"))
    application.perform(answer_once, administrator, **REQUEST | {"digest": b"2"}, answer=making())
    assert count(application, administrator) == 1


def test_who_has_lost_the_right_is_not_told_the_kept_answer(
    application: Application, administrator: Actor, powerless: Actor
) -> None:
    application.perform(answer_once, administrator, **REQUEST, answer=making())
    demoted = Actor(kind=administrator.kind, name="x", permissions=powerless.permissions, id=administrator.id)
    with pytest.raises(Denied):
        application.perform(answer_once, demoted, **REQUEST, answer=making())


def test_a_twin_waits_and_gets_the_answer_of_the_first(application: Application, administrator: Actor) -> None:
    started, let_on = threading.Event(), threading.Event()
    answers: dict[str, Any] = {}

    def slow(unit: Unit) -> Answered:
        started.set()
        assert let_on.wait(10)
        return making()(unit)

    def ask(name: str, answer: Callable[[Unit], Answered]) -> None:
        answers[name] = application.perform(answer_once, administrator, **REQUEST, answer=answer)

    first = threading.Thread(target=ask, args=("first", slow))
    twin = threading.Thread(target=ask, args=("twin", making()))
    first.start()
    assert started.wait(10)
    twin.start()
    twin.join(0.2)
    assert twin.is_alive()
    let_on.set()
    first.join(10)
    twin.join(10)
    assert answers["first"] == answers["twin"]
    assert UUID(answers["first"][1])
    assert count(application, administrator) == 1


def test_old_answers_are_forgotten(application: Application, administrator: Actor, clock: SetClock) -> None:
    application.perform(answer_once, administrator, **REQUEST, answer=making())
    clock.advance(timedelta(days=2))
    application.perform(answer_once, administrator, **REQUEST | {"key": "k2"}, answer=making())
    gone = application.perform(forget_answers, administrator, kept_before=clock.now() - timedelta(days=1))
    assert gone == 1
    application.perform(answer_once, administrator, **REQUEST, answer=making())
    assert count(application, administrator) == 3
