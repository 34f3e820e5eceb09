"""Other systems are told what happened: each event once, signed, tried over a day, given up at last."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select, text
from standardwebhooks import Webhook

from console.adapters.webhook_sender import WebhookSender, secret_of
from console.reactions import webhooks as reactions
from domain.alerts.alert_webhook_given_up import RULE
from domain.customers.add_note import add_note
from domain.customers.create import create_customer
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import DomainError
from domain.models.alert import Alert
from domain.models.event import EventRow
from domain.webhooks.add_endpoint import add_endpoint
from domain.webhooks.change_endpoint import BOTH_SECRETS_FOR, change_endpoint, rotate_secret
from domain.webhooks.deliver import (
    PAUSES,
    Outcome,
    begin_delivery,
    replay_delivery,
    requeue_deliveries,
    settle_delivery,
)
from domain.webhooks.queries import DeliveryRow, deliveries, endpoint, endpoints
from domain.webhooks.remove_endpoint import remove_endpoint
from domain.webhooks.send_test import send_test
from domain.webhooks.spread_events import AGAIN_AFTER, SEND, SPREAD, ask_to_spread, spread_events
from domain.work.application import Application
from tests.support.jobs import NotedJobs

KEY = b"the server's key"
URL = "https://shop.example/hooks"


def seen(application: Application) -> None:
    """Wait until the feed shows everything: what other tests still write on this server holds it up."""
    deadline = time.monotonic() + 60
    statement = text(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (SELECT value FROM feed_offset)"
        " > coalesce((SELECT max(transaction) FROM events), 0)"
    )
    while not application.ask(lambda unit: unit.session.execute(statement).scalar_one(), Actor.system("test")):
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Receiver:
    """The other system: keeps what it was sent and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[httpx.Request] = []
        self.status = 204

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.got.append(request)
        if self.status == 0:
            raise httpx.ConnectTimeout("no answer")
        return httpx.Response(self.status, text="what it says")


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def sender(receiver: Receiver) -> WebhookSender:
    return WebhookSender(KEY, transport=httpx.MockTransport(receiver), resolve=lambda _: ["93.184.215.14"])


@pytest.fixture
def shop(application: Application, administrator: Actor) -> Callable[..., Any]:
    return lambda use_case, **values: application.perform(use_case, administrator, **values)


@pytest.fixture
def told(shop: Callable[..., Any]) -> UUID:
    """An endpoint that wants to know of customers."""
    return UUID(str(shop(add_endpoint, url=URL, event_types=["customer.*"], description="Shop")))


@pytest.fixture
def work(application: Application, jobs: NotedJobs, sender: WebhookSender, told: UUID) -> Callable[[], int]:
    """Spread what happened, and do the jobs that are due; how many."""
    console = SimpleNamespace(application=application, webhooks=sender)

    def work() -> int:
        seen(application)
        while application.perform(spread_events, reactions.TELLER, endpoint_id=told):
            pass
        now = application.clock.now()
        due = [job for job in jobs.noted if job.task == SEND and (job.run_at is None or job.run_at <= now)]
        for job in due:
            jobs.noted.remove(job)
            reactions.send(console, **job.args)
        return len(due)

    return work


@pytest.fixture
def log(application: Application, administrator: Actor, told: UUID) -> Callable[[], list[DeliveryRow]]:
    return lambda: list(application.ask(deliveries, administrator, endpoint_id=told).items)


def customer(shop: Callable[..., Any], name: str = "Martin") -> UUID:
    return UUID(str(shop(create_customer, first_name="Ana", last_name=name)))


def test_what_happens_is_told_once_signed_as_the_public_library_checks_it(
    shop: Callable[..., Any], told: UUID, work: Callable[[], int], receiver: Receiver, application: Application
) -> None:
    made = customer(shop)
    shop(add_note, customer_id=made, body="secret words")  # of another family
    assert (work(), work()) == (1, 0)
    (request,) = receiver.got
    body = Webhook(secret_of(KEY, told, 1)).verify(request.content, dict(request.headers))
    assert (body["type"], body["data"]["customer_id"]) == ("customer.created", str(made))
    assert "Martin" not in request.content.decode()  # personal text stays here
    application.perform(spread_events, reactions.TELLER, endpoint_id=told)
    assert len(receiver.got) == 1


def test_only_what_happens_from_now_on_is_told(
    shop: Callable[..., Any], receiver: Receiver, application: Application, sender: WebhookSender
) -> None:
    customer(shop, "Before")
    late = shop(add_endpoint, url=URL, event_types=["*"])
    application.perform(spread_events, reactions.TELLER, endpoint_id=late)
    assert application.ask(deliveries, Actor.system("test"), endpoint_id=late).items == ()


def warned(application: Application) -> list[str]:
    """What administrators are told, however often the job runs."""
    given_up = select(EventRow).where(EventRow.type == "webhook.given_up")
    row = application.ask(lambda unit: unit.session.execute(given_up).scalar_one(), reactions.TELLER)
    following = Subscriptions()
    reactions.follow_given_up(following)
    jobs = following.jobs_for([row])  # type: ignore[list-item]
    assert jobs[0].task == reactions.GIVEN_UP
    for _ in range(2):
        reactions.warn(SimpleNamespace(application=application), **jobs[0].args)
    alerts = select(Alert.words).where(Alert.rule == RULE, Alert.roles == ["administrator"])
    found = application.ask(lambda unit: unit.session.execute(alerts).scalars().all(), reactions.TELLER)
    return [words["en"] for words in found]


def test_what_does_not_arrive_is_tried_over_a_day_and_then_the_endpoint_is_given_up(
    shop: Callable[..., Any],
    told: UUID,
    work: Callable[[], int],
    receiver: Receiver,
    log: Callable[[], list[DeliveryRow]],
    clock: SetClock,
    application: Application,
    administrator: Actor,
) -> None:
    receiver.status = 500
    customer(shop)
    assert work() == 1
    for pause in PAUSES:
        assert work() == 0  # not before its time
        clock.advance(pause)
        work()
    (delivery,) = log()
    row = application.ask(endpoint, administrator, endpoint_id=told)
    assert row.status == "given_up" and row.failing_since is not None
    assert sum(PAUSES, timedelta()) >= timedelta(days=1)
    assert warned(application) == [f"{URL} did not answer for a day; it is told nothing until somebody lets it go on."]
    assert delivery.attempts[0].status_code == 500 and delivery.attempts[0].answer == "what it says"
    assert len({request.headers["webhook-id"] for request in receiver.got}) == 1
    shop(change_endpoint, endpoint_id=told, status="active")
    receiver.status = 200
    shop(replay_delivery, delivery_id=delivery.id)
    assert work() == 1
    assert [log()[0].status, application.ask(endpoint, administrator, endpoint_id=told).failing_since] == [
        "delivered",
        None,
    ]


@pytest.mark.parametrize(("status", "problem"), [(0, "no answer"), (302, ""), (410, "")])
def test_silence_and_redirects_are_failures_and_gone_is_final(
    shop: Callable[..., Any],
    told: UUID,
    work: Callable[[], int],
    receiver: Receiver,
    log: Callable[[], list[DeliveryRow]],
    application: Application,
    administrator: Actor,
    status: int,
    problem: str,
) -> None:
    receiver.status = status
    customer(shop)
    work()
    (delivery,) = log()
    assert (delivery.attempts[0].status_code or 0, delivery.attempts[0].problem) == (status, problem)
    gone = application.ask(endpoint, administrator, endpoint_id=told).status
    assert gone == ("given_up" if status == 410 else "active")


def test_what_a_killed_worker_had_begun_is_sent_again_under_the_same_id(
    shop: Callable[..., Any],
    told: UUID,
    work: Callable[[], int],
    receiver: Receiver,
    log: Callable[[], list[DeliveryRow]],
    clock: SetClock,
    application: Application,
    jobs: NotedJobs,
) -> None:
    customer(shop)
    seen(application)
    application.perform(spread_events, reactions.TELLER, endpoint_id=told)
    (delivery,) = log()
    parcel = application.perform(begin_delivery, reactions.TELLER, delivery_id=delivery.id)
    jobs.noted.clear()  # the worker is killed here
    assert parcel is not None and application.perform(requeue_deliveries, reactions.TELLER) == 0
    clock.advance(timedelta(minutes=11))
    assert application.perform(requeue_deliveries, reactions.TELLER) == 1
    assert work() == 1
    assert (log()[0].status, len(log()[0].attempts)) == ("delivered", 1)
    assert receiver.got[0].headers["webhook-id"] == f"msg_{parcel.delivery_id.hex}"


def test_a_late_answer_changes_nothing(
    shop: Callable[..., Any],
    work: Callable[[], int],
    log: Callable[[], list[DeliveryRow]],
    application: Application,
) -> None:
    customer(shop)
    work()
    late = Outcome(500)
    application.perform(settle_delivery, reactions.TELLER, delivery_id=log()[0].id, outcome=late)
    assert (log()[0].status, len(log()[0].attempts)) == ("delivered", 1)


def test_what_an_older_transaction_holds_up_is_told_soon_after_without_another_event(
    application: Application, shop: Callable[..., Any], sender: WebhookSender, told: UUID, jobs: NotedJobs
) -> None:
    console = SimpleNamespace(application=application, webhooks=sender)
    with application.database.session() as older:
        older.execute(text("SELECT pg_current_xact_id()"))
        customer(shop)
        jobs.noted.clear()
        reactions.spread(console)
        again = [job for job in jobs.noted if job.task == SPREAD]
        assert [job.task for job in jobs.noted if job.task == SEND] == []
        assert [job.run_at for job in again] == [application.clock.now() + AGAIN_AFTER]
        reactions.spread(console)
        assert [job for job in jobs.noted if job.task == SPREAD] == again  # one waits, that is enough
    seen(application)
    jobs.noted.clear()
    reactions.spread(console)
    assert jobs.tasks == [SEND]


def test_for_a_day_both_secrets_sign(
    shop: Callable[..., Any], told: UUID, work: Callable[[], int], receiver: Receiver, clock: SetClock
) -> None:
    shop(rotate_secret, endpoint_id=told)
    customer(shop)
    work()
    for number in (1, 2):
        Webhook(secret_of(KEY, told, number)).verify(receiver.got[-1].content, dict(receiver.got[-1].headers))
    clock.advance(BOTH_SECRETS_FOR)
    customer(shop)
    work()
    assert len(receiver.got[-1].headers["webhook-signature"].split()) == 1


def test_addresses_within_the_own_network_are_not_called(receiver: Receiver) -> None:
    inside = WebhookSender(KEY, transport=httpx.MockTransport(receiver), resolve=lambda _: ["10.0.0.7"])
    parcel = SimpleNamespace(url=URL, body={}, delivery_id=UUID(int=1), endpoint_id=UUID(int=2), secret_numbers=(1,))
    outcome = inside.send(parcel, now=datetime.fromisoformat("2026-11-26T10:00:00+00:00"))  # type: ignore[arg-type]
    assert (outcome.status_code, receiver.got) == (None, [])
    assert "private network" in outcome.problem


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": "http://shop.example"}, "url"),
        ({"url": "ftp://shop.example"}, "url"),
        ({"url": "https://me:secret@shop.example"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://[::bad"}, "url"),
        ({"event_types": []}, "event_types"),
        ({"event_types": ["Order placed"]}, "event_types"),
        ({"description": "x" * 201}, "description"),
    ],
)
def test_what_cannot_be_told_is_refused_by_name(
    refusal_of: Callable[..., DomainError], values: dict[str, Any], field: str
) -> None:
    assert refusal_of(add_endpoint, **({"url": URL, "event_types": ["*"]} | values)).field == field


def test_nobody_is_asked_to_work_while_nobody_wants_to_know(
    application: Application, jobs: NotedJobs, shop: Callable[..., Any]
) -> None:
    application.perform(ask_to_spread, reactions.TELLER)
    assert "webhooks.spread" not in jobs.tasks
    made = shop(add_endpoint, url=URL, event_types=["*"])
    application.perform(ask_to_spread, reactions.TELLER)
    assert jobs.tasks.count("webhooks.spread") == 1
    shop(change_endpoint, endpoint_id=made, status="off")
    application.perform(ask_to_spread, reactions.TELLER)
    assert jobs.tasks.count("webhooks.spread") == 1


def test_bodies_are_json_as_the_scheme_has_it(
    shop: Callable[..., Any], work: Callable[[], int], receiver: Receiver
) -> None:
    customer(shop)
    work()
    body = json.loads(receiver.got[0].content)
    assert set(body) == {"type", "timestamp", "data"}
    assert datetime.fromisoformat(body["timestamp"]).tzinfo is not None


def test_a_test_event_is_sent_whatever_the_endpoint_wants_and_not_while_it_is_off(
    shop: Callable[..., Any], told: UUID, sender: WebhookSender, receiver: Receiver, clock: SetClock
) -> None:
    parcel = shop(begin_delivery, delivery_id=shop(send_test, endpoint_id=told))
    assert sender.send(parcel, now=clock.now()).arrived
    assert json.loads(receiver.got[0].content)["type"] == "webhook.tested"
    shop(change_endpoint, endpoint_id=told, status="off")
    with pytest.raises(DomainError) as refused:
        shop(send_test, endpoint_id=told)
    assert refused.value.code == "webhook_off"


def test_a_removed_endpoint_is_forgotten_and_what_was_on_its_way_to_it_ends_quietly(
    shop: Callable[..., Any], told: UUID, application: Application, administrator: Actor
) -> None:
    waits, under_way = shop(send_test, endpoint_id=told), shop(send_test, endpoint_id=told)
    assert shop(begin_delivery, delivery_id=under_way)
    shop(settle_delivery, delivery_id=under_way, outcome=Outcome(500))
    assert shop(begin_delivery, delivery_id=under_way)
    shop(remove_endpoint, endpoint_id=told)
    assert application.ask(endpoints, administrator) == ()
    assert shop(begin_delivery, delivery_id=waits) is None
    shop(settle_delivery, delivery_id=under_way, outcome=Outcome(200))
