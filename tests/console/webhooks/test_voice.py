"""Calls through the local telephone company: the menu, the line, an agent, hold, transfer, and the message to leave."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from domain.cases.close_case import close_case
from domain.conversations.calls import call as read_call
from domain.conversations.calls import own_calls, running_calls
from domain.conversations.hang_up import hang_up
from domain.conversations.hold_call import hold_call
from domain.conversations.offer_call import offer_call, take_call
from domain.conversations.queries import conversations, thread
from domain.conversations.recordings import recordings_of
from domain.conversations.rows import Thread
from domain.conversations.staff_line import set_own_line
from domain.conversations.transfer_call import transfer_call
from domain.conversations.wrap_up_call import wrap_up_call
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.orders.queries import order as read_order
from domain.privacy.erase import erase_customer
from tests.support.builders import Builders
from tests.support.phone_desk import PhoneDesk
from tests.support.team import Team
from tests.support.telephone import until
from tests.support.twilio_requests import signed_post

MARIE, ZOE, LEO = "+33612345678", "+33600000001", "+33600000002"


@pytest.fixture
def zoe(desk: PhoneDesk, team: Team) -> Actor:
    return on_line(desk, team.hire(name="Zoé"), ZOE)


@pytest.fixture
def leo(desk: PhoneDesk, team: Team) -> Actor:
    return on_line(desk, team.hire(name="Léo"), LEO)


def on_line(desk: PhoneDesk, actor: Actor, number: str) -> Actor:
    desk.console.application.perform(set_own_line, actor, number=number)
    return actor


@pytest.fixture
def waiting(desk: PhoneDesk, administrator: Actor) -> Callable[..., tuple[str, UUID]]:
    """Somebody calls and waits in line: the company's id of the call, and ours."""

    def waiting(number: str = MARIE) -> tuple[str, UUID]:
        call = desk.telephone.call(number)
        desk.telephone.hears(call, "press 2" if not number.startswith("+33") else "tapez 2")
        desk.telephone.do(call, "press", "2")
        desk.telephone.hears(call, "♪ music.wav")
        return call, next(one.id for one in desk.console.application.ask(running_calls, administrator))

    return waiting


@pytest.fixture
def shown(desk: PhoneDesk, administrator: Actor) -> Callable[[], Thread]:
    """The only conversation."""

    def shown() -> Thread:
        (row,) = desk.console.application.ask(conversations, administrator, view="all").items
        return desk.console.application.ask(thread, administrator, conversation_id=row.id)

    return shown


def ringing(desk: PhoneDesk, line: str) -> str:
    """Waits until a telephone rings; the company's id of that side."""
    found: list[str] = []

    def rings() -> bool:
        found[:] = [
            one["sid"] for one in desk.telephone.world()["calls"] if one["to"] == line and one["status"] == "ringing"
        ]
        return bool(found)

    desk.until(rings)
    return found[0]


def pick_up(desk: PhoneDesk, line: str) -> str:
    """Somebody of staff answers and presses the key."""
    side = ringing(desk, line)
    desk.telephone.do(side, "answer")
    until(lambda: desk.telephone.of_call(side)["heard"] != [])
    desk.telephone.do(side, "press", "1")
    desk.telephone.hears(side, "(in conference")
    return side


def stage(desk: PhoneDesk, administrator: Actor, call_id: UUID) -> str:
    return desk.console.application.ask(read_call, administrator, call_id=call_id).stage


def test_a_call_is_answered_held_and_ended_and_stands_in_the_conversation(
    desk: PhoneDesk, build: Builders, waiting: Any, zoe: Actor, shown: Any, administrator: Actor, clock: Any
) -> None:
    marie = build.customer(phones=[MARIE], language="fr")
    caller, call_id = waiting()
    (row,) = desk.console.application.ask(running_calls, administrator)
    assert (row.customer_id, row.stage, row.language) == (marie, "waiting", "fr")
    desk.console.application.perform(take_call, zoe, call_id=call_id)
    side = pick_up(desk, ZOE)
    assert f"{row.customer_name}" in "\n".join(desk.telephone.of_call(side)["heard"])
    desk.work()
    desk.telephone.hears(caller, "(in conference")
    (mine,) = desk.console.application.ask(own_calls, zoe)
    assert (mine.stage, mine.agent) == ("talking", "Zoé")
    desk.console.application.perform(hold_call, zoe, call_id=call_id, on=True)
    desk.until(lambda: "(on hold)" in "\n".join(desk.telephone.of_call(caller)["heard"]))
    desk.console.application.perform(hold_call, zoe, call_id=call_id, on=False)
    desk.work()
    (room,) = desk.telephone.world()["conferences"]
    assert {one["hold"] for one in room["participants"]} == {False}
    desk.console.application.perform(hang_up, zoe, call_id=call_id)
    desk.until(lambda: stage(desk, administrator, call_id) == "over")
    until(lambda: desk.telephone.of_call(side)["status"] == "completed")
    desk.until(lambda: shown().entries[0].details.get("recording"))
    (entry,) = shown().entries
    assert (entry.kind, entry.details["outcome"], entry.details["stage"]) == ("call", "answered", "over")
    assert shown().conversation.owner == "Zoé"
    desk.console.application.perform(wrap_up_call, zoe, call_id=call_id, wrap_up="solved", note="All good")
    assert (shown().conversation.status, shown().conversation.wrap_up) == ("closed", "solved")
    assert desk.console.application.ask(own_calls, zoe) == ()


def test_where_an_order_is_by_its_number_and_postal_code(
    desk: PhoneDesk, build: Builders, administrator: Actor
) -> None:
    build.customer()
    number = placed(desk, build, administrator)
    digits = "".join(one for one in number if one.isdigit())
    call = desk.telephone.call("+4915112345678")
    desk.telephone.hears(call, "press 1")
    desk.telephone.do(call, "press", "1")
    desk.telephone.hears(call, "order number")
    desk.telephone.do(call, "press", f"{digits}#")
    desk.telephone.hears(call, "postal code")
    desk.telephone.do(call, "press", "99999#")
    desk.telephone.hears(call, "could not find")
    desk.telephone.do(call, "press", f"{digits}#")
    until(lambda: "\n".join(desk.telephone.of_call(call)["heard"]).count("postal code") == 2)
    desk.telephone.do(call, "press", "75011#")
    desk.telephone.hears(call, f"Your order {' '.join(number.lstrip('#'))}")
    desk.telephone.do(call, "hang_up")
    desk.until(lambda: outcomes(desk) == ["served"])
    assert desk.console.application.ask(conversations, administrator, view="all").items == ()


def test_who_guesses_is_put_through_to_somebody(desk: PhoneDesk, build: Builders, administrator: Actor) -> None:
    build.customer()
    digits = "".join(one for one in placed(desk, build, administrator) if one.isdigit())
    call = desk.telephone.call("+4915112345678")
    desk.telephone.do(call, "press", "1")
    for guess in range(1, 4):
        until(lambda n=guess: "\n".join(desk.telephone.of_call(call)["heard"]).count("order number") == n)  # type: ignore[misc]
        desk.telephone.do(call, "press", f"{digits}#7501{guess + 1}#")
    desk.telephone.hears(call, "as soon as possible")


def test_who_calls_from_their_own_number_gets_a_code(desk: PhoneDesk, build: Builders, administrator: Actor) -> None:
    marie = build.customer(phones=[MARIE], language="en")
    number = placed(desk, build, administrator, marie)
    call = desk.telephone.call(MARIE)
    desk.telephone.do(call, "press", "1")
    desk.telephone.hears(call, "a code by SMS")
    sent: list[str] = []

    def arrived() -> bool:
        messages = desk.telephone.world()["messages"]
        sent[:] = [one["body"] for one in messages if one["to"] == MARIE and one["body"].startswith("identity_code")]
        return bool(sent)

    desk.until(arrived)
    code = next(word for word in sent[0].replace(".", " ").split() if word.isdigit() and len(word) == 6)
    desk.telephone.do(call, "press", f"{code}#")
    desk.telephone.hears(call, f"Your order {' '.join(number.lstrip('#'))}")


def test_a_voice_message_becomes_a_case(desk: PhoneDesk, shown: Any) -> None:
    call = desk.telephone.call(MARIE)
    desk.telephone.do(call, "press", "3")
    desk.telephone.hears(call, "(beep)")
    desk.telephone.do(call, "say", "please call me back about the lamp")
    desk.telephone.hears(call, "Merci")
    desk.until(lambda: outcomes(desk) == ["voicemail"] and shown().entries[0].details["stage"] == "over")
    (entry,) = shown().entries
    assert (entry.details["outcome"], entry.details["recording_seconds"]) == ("voicemail", 3)
    assert shown().conversation.status == "new"


def test_who_called_and_then_writes_goes_on_in_the_same_conversation(
    desk: PhoneDesk, waiting: Any, shown: Any, administrator: Actor
) -> None:
    caller, _ = waiting()
    desk.telephone.do(caller, "hang_up")
    desk.telephone.write(MARIE, "I hung up, sorry")
    desk.until(lambda: [entry.kind for entry in shown().entries] == ["call", "message"])
    again, _ = waiting()
    desk.telephone.do(again, "hang_up")
    desk.until(lambda: [entry.kind for entry in shown().entries] == ["call", "message", "call"])


def test_what_was_recorded_goes_with_the_data_of_the_person(desk: PhoneDesk, build: Builders, shown: Any) -> None:
    marie = build.customer(phones=[MARIE], language="fr")
    call = desk.telephone.call(MARIE)
    desk.telephone.do(call, "press", "3")
    desk.telephone.hears(call, "(beep)")
    desk.telephone.do(call, "say", "my address is")
    desk.until(lambda: outcomes(desk) == ["voicemail"] and shown().entries[0].details["stage"] == "over")
    assert len(desk.telephone.world()["recordings"]) == 1
    build.perform(close_case, case_id=shown().conversation.case_id)
    build.perform(erase_customer, customer_id=marie, reason="Asked for")
    desk.until(lambda: desk.telephone.world()["recordings"] == [])
    assert desk.console.application.ask(recordings_of, Actor.system("test"), customer_id=marie) == ()


def test_who_waits_may_leave_a_message_instead(desk: PhoneDesk, waiting: Any, shown: Any) -> None:
    caller, _ = waiting()
    desk.telephone.do(caller, "press", "3")
    desk.telephone.hears(caller, "(beep)")
    desk.telephone.do(caller, "say", "hello")
    desk.until(lambda: shown().entries[0].details["outcome"] == "voicemail")


def test_a_telephone_that_is_not_answered_lets_the_caller_wait_for_another(
    desk: PhoneDesk, waiting: Any, zoe: Actor, leo: Actor, administrator: Actor
) -> None:
    caller, call_id = waiting()
    desk.console.application.perform(offer_call, administrator, call_id=call_id, agent_id=zoe.id)
    desk.telephone.do(ringing(desk, ZOE), "decline")
    desk.until(lambda: stage(desk, administrator, call_id) == "waiting")
    desk.console.application.perform(offer_call, administrator, call_id=call_id, agent_id=leo.id)
    pick_up(desk, LEO)
    desk.work()
    desk.telephone.hears(caller, "(in conference")


def test_a_call_is_put_through_to_somebody_else_and_then_back_in_line(
    desk: PhoneDesk, waiting: Any, zoe: Actor, leo: Actor, administrator: Actor, shown: Any
) -> None:
    caller, call_id = waiting()
    desk.console.application.perform(take_call, zoe, call_id=call_id)
    first = pick_up(desk, ZOE)
    desk.work()
    desk.telephone.hears(caller, "(in conference")
    desk.console.application.perform(transfer_call, zoe, call_id=call_id, agent_id=leo.id)
    pick_up(desk, LEO)
    desk.until(lambda: desk.telephone.of_call(first)["status"] == "completed")
    assert desk.console.application.ask(read_call, administrator, call_id=call_id).agent == "Léo"
    assert desk.telephone.of_call(caller)["status"] == "in-progress"
    desk.console.application.perform(transfer_call, leo, call_id=call_id, queue="returns", note="Wants a refund")
    desk.until(lambda: desk.telephone.world()["queues"][0]["waiting"] == 1)
    assert stage(desk, administrator, call_id) == "waiting"
    assert (shown().conversation.queue, shown().conversation.owner) == ("returns", "")
    lines = [entry.details for entry in shown().entries if entry.kind == "notice"]
    assert [(line["notice"], line["to"]) for line in lines[:1] + lines[-1:]] == [
        ("put_through", "Léo"),
        ("queued", "returns"),
    ]


def test_when_the_caller_hangs_up_everything_ends(
    desk: PhoneDesk, waiting: Any, zoe: Actor, administrator: Actor
) -> None:
    caller, call_id = waiting()
    desk.console.application.perform(take_call, zoe, call_id=call_id)
    side = ringing(desk, ZOE)
    desk.telephone.do(caller, "hang_up")
    desk.until(lambda: stage(desk, administrator, call_id) == "over")
    desk.until(lambda: desk.telephone.of_call(side)["status"] != "ringing")
    assert outcomes(desk) == ["abandoned"]


def test_statuses_that_come_twice_late_or_for_nobody_change_nothing(
    desk: PhoneDesk, waiting: Any, zoe: Actor, administrator: Actor
) -> None:
    caller, call_id = waiting()
    desk.telephone.do(caller, "hang_up")
    desk.until(lambda: stage(desk, administrator, call_id) == "over")
    for status in ("in-progress", "completed", "ringing", "busy"):
        assert signed_post(desk, "status", {"CallSid": caller, "CallStatus": status}).status_code == 200
    signed_post(desk, "status", {"CallSid": "CA" + "9" * 32, "CallStatus": "completed"})
    signed_post(desk, "status?leg=nobody", {"CallSid": caller, "CallStatus": "completed"})
    signed_post(desk, "recording?room=nowhere", {"RecordingSid": "RE1", "RecordingStatus": "completed"})
    desk.work()
    assert outcomes(desk) == ["abandoned"]
    replayed = signed_post(desk, "voice?step=menu", {"CallSid": caller, "From": MARIE, "Digits": "2"})
    assert "Hangup" in replayed.text
    assert signed_post(desk, "voice?step=elsewhere", {"CallSid": caller}).status_code == 422
    assert "Hangup" in signed_post(desk, "voice?step=menu", {"CallSid": "CA0", "Digits": "1"}).text
    assert desk.client.post("/webhooks/twilio/voice", data={"CallSid": caller}).status_code == 401
    with pytest.raises(Conflict):
        desk.console.application.perform(take_call, zoe, call_id=call_id)


def test_a_ring_of_unknown_fate_is_looked_for_before_it_rings_again(
    desk: PhoneDesk, waiting: Any, zoe: Actor, clock: Any
) -> None:
    clock.at = datetime.now(UTC)
    _, call_id = waiting()
    desk.telephone.faults({"match": {"kind": "call"}, "fault": "error_500_after", "times": 1})
    desk.console.application.perform(take_call, zoe, call_id=call_id)
    desk.work()
    desk.work()
    ringing(desk, ZOE)
    assert len([one for one in desk.telephone.world()["calls"] if one["to"] == ZOE]) == 1


def test_nobody_acts_on_the_calls_of_others(
    desk: PhoneDesk, waiting: Any, zoe: Actor, leo: Actor, administrator: Actor
) -> None:
    _, call_id = waiting()
    perform = desk.console.application.perform
    with pytest.raises(NotFound):
        perform(hold_call, leo, call_id=call_id, on=True)
    perform(take_call, zoe, call_id=call_id)
    with pytest.raises(Conflict):  # two take it at once: the second is told
        perform(take_call, leo, call_id=call_id)
    with pytest.raises(Conflict):
        perform(hang_up, zoe, call_id=call_id)  # it only rings
    pick_up(desk, ZOE)
    for case in (
        lambda: perform(hang_up, leo, call_id=call_id),
        lambda: perform(wrap_up_call, leo, call_id=call_id, wrap_up="spam"),
    ):
        with pytest.raises(NotFound):
            case()
    with pytest.raises(Conflict):
        perform(wrap_up_call, zoe, call_id=call_id, wrap_up="solved")
    with pytest.raises(Invalid):
        perform(transfer_call, zoe, call_id=call_id, agent_id=zoe.id)
    with pytest.raises(Invalid):
        perform(set_own_line, zoe, number="call me")


def placed(desk: PhoneDesk, build: Builders, administrator: Actor, customer: UUID | None = None) -> str:
    order_id = build.order(customer_id=customer) if customer else build.order()
    return desk.console.application.ask(read_order, administrator, order=order_id).number


def outcomes(desk: PhoneDesk) -> list[str]:
    def read(unit: Any) -> list[str]:
        return list(unit.session.execute(text("SELECT outcome FROM calls ORDER BY started_at")).scalars())

    return desk.console.application.ask(read, Actor.system("test"))
