"""SMS in both directions, through the local telephone company: nothing lost, nothing twice, STOP and START honoured."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.conversations.queries import conversations, thread
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.conversations.rows import EntryRow
from domain.customers.queries import customer
from domain.kernel.actor import Actor
from tests.support.builders import Builders
from tests.support.phone_desk import PhoneDesk
from tests.support.team import Team

MARIE = "+33612345678"


@pytest.fixture
def zoe(team: Team) -> Actor:
    return team.hire(name="Zoé")


@pytest.fixture
def entries(desk: PhoneDesk, administrator: Actor) -> Callable[[], list[EntryRow]]:
    """Of the only conversation."""

    def entries() -> list[EntryRow]:
        found = desk.console.application.ask(conversations, administrator, view="all").items
        assert len(found) <= 1
        return [
            entry
            for one in found
            for entry in desk.console.application.ask(thread, administrator, conversation_id=one.id).entries
        ]

    return entries


@pytest.fixture
def answer(desk: PhoneDesk, zoe: Actor, entries: Any) -> Callable[[str], UUID]:
    return lambda body: desk.console.application.perform(
        reply, zoe, conversation_id=entries()[0].conversation_id, body=body
    )


def sent(desk: PhoneDesk, to: str = MARIE) -> list[str]:
    """What the telephone company was asked to send, oldest first, but that a case was opened."""
    messages = desk.telephone.world()["messages"]
    bodies = [one["body"] for one in messages if one["to"] == to][::-1]
    return [body for body in bodies if not body.startswith("case_opened")]


def test_an_sms_opens_a_conversation_and_the_answer_is_followed_to_the_end(
    desk: PhoneDesk, build: Builders, entries: Any, answer: Any, administrator: Actor
) -> None:
    marie = build.customer(phones=[MARIE])
    desk.telephone.write(MARIE, "Where is my lamp?")
    desk.until(entries)
    (row,) = desk.console.application.ask(conversations, administrator).items
    assert (row.customer_id, row.channel, row.address) == (marie, "sms", MARIE)
    answer("On its way.")
    assert entries()[-1].status == "queued"
    desk.until(lambda: entries()[-1].status == "delivered")
    assert sent(desk) == ["On its way."]
    desk.telephone.write(MARIE, "Thank you")
    desk.until(lambda: len(entries()) == 3)
    assert [one.body for one in entries()] == ["Where is my lamp?", "On its way.", "Thank you"]


def test_callbacks_twice_and_in_another_order_never_go_backwards(desk: PhoneDesk, entries: Any, answer: Any) -> None:
    desk.telephone.faults(
        {"match": {"kind": "callback", "status": "received"}, "fault": "twice"},
        {"match": {"kind": "callback", "status": "sent"}, "fault": "reorder"},
        {"match": {"kind": "callback", "status": "delivered"}, "fault": "twice"},
    )
    desk.telephone.write(MARIE, "Hello")
    desk.until(entries)
    answer("Hi")
    desk.until(lambda: entries()[-1].status == "delivered")
    kept = lambda: desk.console.application.ask(_kept, Actor.system("test"))  # noqa: E731
    desk.until(lambda: kept() == {"sms.received": 1, "sms.status": 3})
    assert [one.status for one in entries()] == ["received", "delivered"]


def _kept(unit: Any) -> dict[str, int]:
    from sqlalchemy import text

    query = "SELECT type, count(*) FROM webhook_deliveries WHERE worked_off_at IS NOT NULL GROUP BY 1"
    return dict(unit.session.execute(text(query)).all())


def test_one_that_does_not_arrive_is_shown(desk: PhoneDesk, entries: Any, answer: Any) -> None:
    desk.telephone.write(MARIE, "Hello")
    desk.until(entries)
    desk.telephone.faults({"match": {"kind": "message"}, "fault": "undelivered"})
    answer("Hi")
    desk.until(lambda: entries()[-1].status == "failed")
    assert entries()[-1].problem == "twilio 30003"


@pytest.mark.parametrize("fault", ["error_500_after", "error_500_before"])
def test_one_of_unknown_fate_is_looked_for_before_it_is_sent_again(
    desk: PhoneDesk, entries: Any, answer: Any, fault: str, clock: Any
) -> None:
    desk.telephone.write(MARIE, "Hello")
    desk.until(entries)
    desk.telephone.faults(
        {"match": {"kind": "message"}, "fault": fault, "times": 1},
        {"match": {"kind": "callback"}, "fault": "drop"},
    )
    answer("Hi")
    desk.work()
    assert entries()[-1].status == "unknown"
    desk.until(lambda: entries()[-1].status == "sent")
    assert sent(desk) == ["Hi"]


def test_a_callback_settles_one_of_unknown_fate(desk: PhoneDesk, entries: Any, answer: Any) -> None:
    desk.telephone.write(MARIE, "Hello")
    desk.until(entries)
    desk.telephone.faults({"match": {"kind": "message"}, "fault": "error_500_after", "times": 1})
    answer("Hi")
    desk.until(lambda: entries()[-1].status == "delivered")
    assert sent(desk) == ["Hi"]


def test_stop_and_start_are_honoured_and_noted(
    desk: PhoneDesk, build: Builders, entries: Any, answer: Any, administrator: Actor
) -> None:
    marie = build.customer(phones=[MARIE])

    def consents() -> dict[str, bool]:
        found = desk.console.application.ask(customer, administrator, customer_id=marie)
        return {one.purpose: one.granted for one in found.consents if one.channel == "sms"}

    desk.telephone.write(MARIE, "Hello")
    desk.until(entries)
    desk.telephone.write(MARIE, " stop ")
    desk.until(lambda: len(entries()) == 2)
    assert consents() == {"service": False, "marketing": False}
    assert (entries()[-1].kind, entries()[-1].details["notice"]) == ("notice", "sms_stopped")
    answer("Are you there?")
    desk.until(lambda: entries()[-1].status == "skipped")
    assert entries()[-1].problem == "opted_out"
    assert sent(desk) == []
    desk.telephone.write(MARIE, "START")
    desk.until(lambda: consents()["service"])
    answer("Welcome back")
    desk.until(lambda: entries()[-1].status == "delivered")
    assert sent(desk) == ["Welcome back"]


def test_a_number_that_told_the_company_is_stopped_here_as_well(desk: PhoneDesk, entries: Any, answer: Any) -> None:
    desk.telephone.write(MARIE, "Hello")
    desk.until(entries)
    desk.telephone.faults({"match": {"kind": "message"}, "fault": "refuse", "status": 400, "code": 21610, "times": 1})
    for text in ("Hi", "Are you there?"):
        answer(text)
        desk.work()
        assert (entries()[-1].status, entries()[-1].problem) == ("skipped", "opted_out")
    assert sent(desk) == []


@pytest.mark.parametrize("fault", ["altered", "unsigned"])
def test_what_the_company_did_not_sign_is_refused(desk: PhoneDesk, entries: Any, fault: str) -> None:
    desk.telephone.faults({"match": {"kind": "callback"}, "fault": fault, "times": 1})
    desk.telephone.write(MARIE, "Forged")
    desk.telephone.write(MARIE, "Genuine")
    desk.until(entries)
    assert [one.body for one in entries()] == ["Genuine"]


def test_a_worker_that_dies_in_the_middle_loses_and_repeats_nothing(
    desk: PhoneDesk, entries: Any, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.telephone.write(MARIE, "Hello")
    desk.until(entries)
    answer("Hi")
    job = desk.jobs.noted[-1]
    settle = "notifications.answer.settle_delivery"
    with monkeypatch.context() as dying:
        dying.setattr(settle, None)
        with pytest.raises(TypeError):
            desk.work()
    assert entries()[-1].status == "sending"
    desk.jobs.noted.append(job)
    desk.until(lambda: entries()[-1].status == "delivered")
    assert sent(desk) == ["Hi"]


def test_unknown_ids_and_large_bodies_do_no_harm(desk: PhoneDesk, entries: Any) -> None:
    from tests.support.twilio_requests import signed_post

    status = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    assert signed_post(desk, "status?message=nobody", status).status_code == 200
    assert signed_post(desk, "status?message=0193e1f0-0000-7000-8000-000000000000", status | {"MessageSid": "SM2"})
    assert signed_post(desk, "status", {"CallSid": "CA0", "CallStatus": "completed"}).status_code == 200
    assert signed_post(desk, "sms", {"From": MARIE}).status_code == 422
    assert signed_post(desk, "sms", {"Body": "x" * 70_000}).status_code == 413
    assert signed_post(desk, "sms", {"MessageSid": "SM3", "From": MARIE}, account="AC" + "9" * 32).status_code == 401
    desk.work()
    assert entries() == []


def test_script_in_names_and_long_texts_are_kept_as_they_are(desk: PhoneDesk, entries: Any) -> None:
    desk.telephone.write(MARIE, "<script>alert(1)</script>" + "é" * 1500)
    desk.until(entries)
    assert entries()[0].body.startswith("<script>alert(1)</script>é")


def test_numbers_of_several_customers_are_nobodys_until_somebody_says(
    desk: PhoneDesk, build: Builders, administrator: Actor
) -> None:
    build.customer(phones=[MARIE])
    build.customer(phones=[MARIE])
    build.perform(receive_message, channel="sms", address=MARIE, body="Hi")
    (row,) = desk.console.application.ask(conversations, administrator).items
    found = desk.console.application.ask(thread, administrator, conversation_id=row.id)
    assert (row.customer_id, len(found.likely)) == (None, 2)
