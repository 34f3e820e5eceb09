"""Calls that we make, through the local telephone company: the agent's telephone first, then the customer's."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.conversations.calls import call as read_call
from domain.conversations.calls import own_calls
from domain.conversations.hang_up import hang_up
from domain.conversations.hold_call import hold_call
from domain.conversations.mute_call import mute_call
from domain.conversations.place_call import place_call
from domain.conversations.queries import conversations, thread
from domain.conversations.receive_sms import receive_sms
from domain.conversations.staff_line import set_own_line
from domain.conversations.wrap_up_call import wrap_up_call
from domain.customers.consents import NewConsent
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Invalid
from tests.support.builders import Builders
from tests.support.phone_desk import PhoneDesk
from tests.support.team import Team
from tests.support.telephone import until

MARIE, ZOE = "+33612345678", "+33600000001"


@pytest.fixture
def zoe(desk: PhoneDesk, team: Team) -> Actor:
    hired = team.hire(name="Zoé")
    desk.console.application.perform(set_own_line, hired, number=ZOE)
    return hired


@pytest.fixture
def marie(build: Builders) -> UUID:
    return build.customer(first_name="Marie", phones=[MARIE], language="fr")


@pytest.fixture
def shown(desk: PhoneDesk, administrator: Actor) -> Callable[[UUID], Any]:
    return lambda id: desk.console.application.ask(read_call, administrator, call_id=id)


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


def dialling(desk: PhoneDesk, zoe: Actor, customer_id: UUID, **why: Any) -> tuple[UUID, str, str]:
    """The agent has picked up and pressed the key, the customer's telephone rings: our id, and both sides'."""
    call_id = desk.console.application.perform(place_call, zoe, customer_id=customer_id, **(why or {"reason": "Why"}))
    side = ringing(desk, ZOE)
    desk.telephone.do(side, "answer")
    until(lambda: desk.telephone.of_call(side)["heard"] != [])
    desk.telephone.do(side, "press", "1")
    return call_id, side, ringing(desk, MARIE)


def test_the_agent_is_rung_first_then_the_customer_and_it_stands_in_the_conversation(
    desk: PhoneDesk, zoe: Actor, marie: UUID, shown: Any, administrator: Actor
) -> None:
    do = desk.console.application.perform
    call_id, side, customer = dialling(desk, zoe, marie, reason="Her card 4111 1111 1111 1111 was refused")
    assert "call Marie" in "\n".join(desk.telephone.of_call(side)["heard"])
    assert shown(call_id).stage == "dialling"
    (mine,) = desk.console.application.ask(own_calls, zoe)
    assert (mine.id, mine.direction) == (call_id, "out")
    assert "4111 1111" not in mine.reason
    desk.telephone.do(customer, "answer")
    desk.telephone.hears(customer, "Bonjour, ici Comptoir. Cet appel est enregistré")
    desk.telephone.hears(customer, "(in conference")
    assert shown(call_id).stage == "talking"
    do(mute_call, zoe, call_id=call_id, on=True)
    do(mute_call, zoe, call_id=call_id, on=True)
    desk.until(lambda: muted(desk, side))
    do(mute_call, zoe, call_id=call_id, on=False)
    desk.until(lambda: not muted(desk, side))
    do(hold_call, zoe, call_id=call_id, on=True)
    desk.until(lambda: "(on hold)" in "\n".join(desk.telephone.of_call(customer)["heard"]))
    do(hold_call, zoe, call_id=call_id, on=False)
    do(hang_up, zoe, call_id=call_id)
    desk.until(lambda: shown(call_id).stage == "over" and shown(call_id).has_recording)
    assert shown(call_id).outcome == "answered"
    (row,) = desk.console.application.ask(conversations, administrator, view="all").items
    found = desk.console.application.ask(thread, administrator, conversation_id=row.id)
    (entry,) = [each for each in found.entries if each.kind == "call"]
    assert (entry.direction, entry.author_name, entry.details["outcome"]) == ("out", "Zoé", "answered")
    assert found.conversation.customer_id == marie
    do(wrap_up_call, zoe, call_id=call_id, wrap_up="solved")
    assert desk.console.application.ask(own_calls, zoe) == ()


def muted(desk: PhoneDesk, side: str) -> bool:
    (room,) = desk.telephone.api("GET", "/Conferences.json").json()["conferences"]
    told = desk.telephone.api("GET", f"/Conferences/{room['sid']}/Participants/{side}.json").json()
    return bool(told["muted"])


def test_a_customer_who_does_not_answer_is_noted_and_the_call_wrapped_up(
    desk: PhoneDesk, zoe: Actor, marie: UUID, shown: Any, administrator: Actor
) -> None:
    do = desk.console.application.perform
    received = do(receive_sms, administrator, number=MARIE, body="Call me", external_ref="SM1")
    case_id = desk.console.application.ask(
        thread, administrator, conversation_id=received.conversation_id
    ).conversation.case_id
    call_id, side, customer = dialling(desk, zoe, marie, case_id=case_id)
    assert shown(call_id).case_id == case_id
    desk.telephone.do(customer, "decline")
    desk.until(lambda: shown(call_id).stage == "over")
    assert shown(call_id).outcome == "unanswered"
    desk.until(lambda: desk.telephone.of_call(side)["status"] == "completed")  # the agent is let go
    do(wrap_up_call, zoe, call_id=call_id, wrap_up="follow_up", note="Tried at noon")
    assert desk.console.application.ask(own_calls, zoe) == ()


def test_who_hangs_up_before_the_customer_answers_lets_nobody_ring(
    desk: PhoneDesk, zoe: Actor, marie: UUID, shown: Any
) -> None:
    call_id, side, customer = dialling(desk, zoe, marie)
    desk.telephone.do(side, "hang_up")
    desk.until(lambda: shown(call_id).stage == "over")
    desk.until(lambda: desk.telephone.of_call(customer)["status"] in ("completed", "canceled"))
    assert shown(call_id).outcome == "unanswered"


def test_an_agent_who_does_not_pick_up_calls_nobody(desk: PhoneDesk, zoe: Actor, marie: UUID, shown: Any) -> None:
    desk.telephone.let_phones({ZOE: "decline"})
    call_id = desk.console.application.perform(place_call, zoe, customer_id=marie, reason="Why")
    desk.until(lambda: shown(call_id).stage == "over")
    assert (shown(call_id).outcome, shown(call_id).answered_at) == ("abandoned", None)
    assert [one["to"] for one in desk.telephone.world()["calls"]] == [ZOE]


def test_nobody_is_called_who_does_not_want_it_and_nobody_elses_number(
    desk: PhoneDesk, zoe: Actor, marie: UUID, build: Builders, team: Team
) -> None:
    do = desk.console.application.perform
    silent = build.customer(phones=["+33612345670"], consents=[NewConsent("phone", "service", granted=False)])
    other = build.customer(phones=["+33612345671"])
    with pytest.raises(Conflict, match="does not want"):
        do(place_call, zoe, customer_id=silent, reason="Why")
    with pytest.raises(Invalid, match="no such phone"):
        do(place_call, zoe, customer_id=marie, position=1, reason="Why")
    with pytest.raises(Invalid):
        do(place_call, zoe, customer_id=marie)
    do(place_call, zoe, customer_id=marie, reason="Why")
    (mine,) = desk.console.application.ask(own_calls, zoe)
    with pytest.raises(Invalid, match="not a case of"):
        do(place_call, team.hire(), customer_id=other, case_id=mine.case_id)
    with pytest.raises(Conflict, match="on another call"):
        do(place_call, zoe, customer_id=other, reason="Why")
