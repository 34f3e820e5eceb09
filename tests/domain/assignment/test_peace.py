"""Who works is left in peace: not put away, not asked while they finish, not robbed, not offered who is gone."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from console.reactions.assignment import look, match
from domain.assignment.answer_offer import decline_offer, expire_offer
from domain.assignment.beat import beat, end_wrap_up, note_activity
from domain.assignment.look import what_can_be_offered
from domain.assignment.offer_case import offer_case
from domain.assignment.queries import agent as read_agent
from domain.assignment.set_presence import set_presence
from domain.assignment.settings import change_settings
from domain.assignment.take_back import take_back
from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case
from domain.cases.queries import case
from domain.conversations.answer_call import answer_call
from domain.conversations.calls import running_calls
from domain.conversations.note_call import note_call_status
from domain.conversations.offer_call import connect_call, offer_call
from domain.conversations.queries import thread
from domain.conversations.queue_call import leave_voicemail, queue_call
from domain.conversations.receive_message import receive_message
from domain.customers.presence import look_at, look_away
from domain.kernel.clock import SetClock
from tests.domain.assignment.conftest import Floor

Ask = Callable[..., Any]


def let_pass(floor: Floor, clock: SetClock, agent: Any, *, acts: bool) -> None:
    """One more case is offered, and nobody answers."""
    clock.advance(timedelta(minutes=3))
    floor.application.perform(beat, agent)
    offer_id = floor.do(offer_case, case_id=floor.case())
    if acts:
        floor.application.perform(note_activity, agent)
    clock.advance(timedelta(seconds=60))
    assert floor.do(expire_offer, offer_id=offer_id) is True


@pytest.mark.parametrize("most", [1, 3])
def test_who_acts_is_not_put_away_however_many_offers_pass(floor: Floor, clock: SetClock, ask: Ask, most: int) -> None:
    agent = floor.agent()
    floor.build.perform(change_settings, values={"unanswered_most": most})
    for _ in range(most + 1):
        let_pass(floor, clock, agent, acts=True)
    assert ask(read_agent, staff_id=agent.id).presence == "online"
    for number in range(most):
        assert ask(read_agent, staff_id=agent.id).presence == "online", number
        let_pass(floor, clock, agent, acts=False)
    assert ask(read_agent, staff_id=agent.id).reason == "unanswered"
    floor.application.perform(note_activity, agent)  # they say themselves when they are back
    assert ask(read_agent, staff_id=agent.id).presence == "away"


def test_what_they_let_pass_before_does_not_count_once_they_act(floor: Floor, clock: SetClock, ask: Ask) -> None:
    agent = floor.agent()
    for _ in range(3):
        let_pass(floor, clock, agent, acts=False)
        floor.application.perform(note_activity, agent)
    assert ask(read_agent, staff_id=agent.id).presence == "online"


def test_who_is_on_the_telephone_is_not_put_away(floor: Floor, clock: SetClock, ask: Ask) -> None:
    agent = floor.agent()
    floor.build.perform(change_settings, values={"unanswered_most": 1})
    floor.do(answer_call, vendor_ref="CA1", number="+33612340099")
    floor.do(queue_call, vendor_ref="CA1")
    (call,) = floor.application.ask(running_calls, floor.system)
    floor.do(connect_call, leg_id=floor.do(offer_call, call_id=call.id, agent_id=agent.id), digits="1")
    let_pass(floor, clock, agent, acts=False)
    assert ask(read_agent, staff_id=agent.id).presence == "online"
    floor.do(note_call_status, vendor_ref="CA1", status="completed")
    floor.application.perform(end_wrap_up, agent)
    let_pass(floor, clock, agent, acts=False)
    assert ask(read_agent, staff_id=agent.id).presence == "away"


def test_what_is_open_on_their_screen_is_not_taken_from_them(
    floor: Floor, clock: SetClock, ask: Ask, happened: Callable[..., Any]
) -> None:
    agent = floor.agent(name="Ana")
    said = floor.do(receive_message, channel="chat", address=str(UUID(int=7)), body="Hello")
    case_id = ask(thread, conversation_id=said.conversation_id).conversation.case_id
    floor.do(assign_case, case_id=case_id, owner_id=agent.id)
    shown = {"subject_kind": "conversation", "subject_id": said.conversation_id}
    floor.application.perform(set_presence, agent, presence="away")
    for _ in range(4):
        clock.advance(timedelta(seconds=20))
        floor.application.perform(look_at, agent, **shown)
        assert floor.do(take_back, case_id=case_id) is False
    floor.application.perform(look_away, agent, **shown)
    assert floor.do(take_back, case_id=case_id) is True
    assert ask(case, case_id=case_id).owner_id is None
    (released,) = happened("case.released")
    assert (released.data["owner"], released.data["reason"]) == (agent.name, "away")
    (line,) = [entry for entry in ask(thread, conversation_id=said.conversation_id).entries if entry.kind == "notice"]
    assert line.details == {"notice": "taken_back", "from": "Ana", "to": "", "why": "away"}
    assert (line.direction, ask(thread, conversation_id=said.conversation_id).conversation.last_preview) == (
        "internal",
        "Hello",
    )


def test_a_line_that_is_dead_keeps_nothing(floor: Floor, clock: SetClock, ask: Ask) -> None:
    agent, other = floor.agent(), floor.agent()
    said = floor.do(receive_message, channel="chat", address=str(UUID(int=7)), body="Hello")
    case_id = ask(thread, conversation_id=said.conversation_id).conversation.case_id
    floor.do(assign_case, case_id=case_id, owner_id=agent.id)
    shown = {"subject_kind": "conversation", "subject_id": said.conversation_id}
    floor.application.perform(look_at, agent, **shown)
    floor.application.perform(set_presence, agent, presence="away")
    clock.advance(timedelta(seconds=46))
    floor.application.perform(look_at, other, **shown)  # somebody else looks
    assert floor.do(take_back, case_id=case_id) is True


@pytest.mark.parametrize("by", [look, match])
def test_nothing_is_offered_while_they_wrap_up_nor_stays_offered(floor: Floor, ask: Ask, by: Any) -> None:
    """It came from before: offered beside a chat, it went on when the chat was closed."""
    agent = floor.agent(wrap_up=40)
    chat = floor.case(channel="chat")
    floor.take(agent, chat)
    waiting = floor.case()
    floor.do(offer_case, case_id=waiting)
    floor.application.perform(close_case, agent, case_id=chat)
    console = SimpleNamespace(application=floor.application)
    by(console)
    assert ask(read_agent, staff_id=agent.id).state == "wrap_up"
    assert floor.offered(agent) == []
    floor.application.perform(end_wrap_up, agent)
    by(console)
    assert floor.offered(agent) == [waiting]  # they did not let it pass


def test_after_no_there_is_a_pause(floor: Floor, clock: SetClock) -> None:
    agent = floor.agent()
    first, second = floor.case(), floor.case()
    floor.do(offer_case, case_id=first)
    floor.application.perform(decline_offer, agent, offer_id=floor.offer_to(agent))
    assert list(floor.application.ask(what_can_be_offered, floor.system)) == []
    assert floor.do(offer_case, case_id=second) is None
    clock.advance(timedelta(seconds=46))
    assert floor.do(offer_case, case_id=second) is not None


@pytest.mark.parametrize("channel", ["phone", "store"])
def test_who_is_long_gone_is_not_offered(floor: Floor, clock: SetClock, channel: str) -> None:
    agent = floor.agent(capacity={"phone": 1, "store": 1, "email": 1})
    gone, mail = floor.case(channel=channel, priority=1), floor.case()
    assert list(floor.application.ask(what_can_be_offered, floor.system)) == [gone]
    clock.advance(timedelta(minutes=31))
    floor.application.perform(beat, agent)
    assert list(floor.application.ask(what_can_be_offered, floor.system)) == [mail]
    assert floor.do(offer_case, case_id=gone) is None


def test_a_line_that_is_held_and_a_message_on_the_machine_are_offered(
    floor: Floor, clock: SetClock, sql: Callable[..., Any]
) -> None:
    for number, ref in enumerate(("CA1", "CA2", "CA3")):
        floor.do(answer_call, vendor_ref=ref, number=f"+3361234009{number}")
        floor.do(queue_call, vendor_ref=ref)
    held, left, hung_up = (id for (id,) in sql("SELECT id FROM cases ORDER BY id"))
    floor.do(leave_voicemail, vendor_ref="CA2", recording_ref="RE2", url="https://api.example/RE2", seconds=9)
    for ref in ("CA2", "CA3"):
        floor.do(note_call_status, vendor_ref=ref, status="completed")
    clock.advance(timedelta(minutes=31))
    for waiting, offered in ((hung_up, False), (held, True), (left, True)):
        floor.agent()
        assert (floor.do(offer_case, case_id=waiting) is not None) is offered
