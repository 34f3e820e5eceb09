"""A call takes a place from ringing until it is wrapped up, a chat until it has been idle for a while."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.assignment.beat import end_wrap_up
from domain.assignment.queries import agent as read_agent
from domain.assignment.settings import change_settings
from domain.cases.assign_case import assign_case
from domain.conversations.answer_call import answer_call
from domain.conversations.calls import running_calls
from domain.conversations.note_call import note_call_status
from domain.conversations.offer_call import connect_call, offer_call
from domain.conversations.queries import thread
from domain.conversations.queue_call import queue_call
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.conversations.wrap_up_call import wrap_up_call
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from tests.domain.assignment.conftest import Floor

Ask = Callable[..., Any]


@pytest.fixture
def load(ask: Ask) -> Callable[..., tuple[int, str]]:
    """How many calls the agent has in hand, and how they stand."""

    def of(agent: Actor, channel: str = "phone") -> tuple[int, str]:
        row = ask(read_agent, staff_id=agent.id)
        return row.loads.get(channel, 0), row.state

    return of


def calling(floor: Floor, ref: str = "CA1") -> Any:
    """Somebody waits in line."""
    floor.do(answer_call, vendor_ref=ref, number="+33612340099")
    floor.do(queue_call, vendor_ref=ref)
    (call,) = floor.application.ask(running_calls, floor.system)
    return call


def talking(floor: Floor, agent: Actor) -> Any:
    call = calling(floor)
    leg = floor.do(offer_call, call_id=call.id, agent_id=agent.id)
    floor.do(connect_call, leg_id=leg, digits="1")
    return call


def test_a_call_counts_from_ringing_to_the_end_of_its_wrap_up_and_not_with_its_case(
    floor: Floor, load: Callable[..., Any], clock: SetClock, ask: Ask
) -> None:
    agent = floor.agent(wrap_up=60)
    call = calling(floor)
    case_id = ask(thread, conversation_id=call.conversation_id).conversation.case_id
    assert load(agent) == (0, "online")
    floor.do(assign_case, case_id=case_id, owner_id=agent.id)
    assert load(agent)[0] == 1  # accepted, about to ring
    leg = floor.do(offer_call, call_id=call.id, agent_id=agent.id)
    assert load(agent)[0] == 1
    floor.do(connect_call, leg_id=leg, digits="1")
    clock.advance(timedelta(minutes=25))
    assert load(agent) == (1, "online")  # however long they talk
    floor.do(note_call_status, vendor_ref="CA1", status="completed")
    clock.advance(timedelta(seconds=50))
    assert load(agent) == (1, "wrap_up")
    floor.application.perform(wrap_up_call, agent, call_id=call.id, wrap_up="follow_up")
    assert load(agent) == (0, "online")
    assert ask(thread, conversation_id=call.conversation_id).conversation.case_id == case_id  # which is still open


def test_the_time_to_wrap_up_ends_by_itself_or_by_a_word(
    floor: Floor, load: Callable[..., Any], clock: SetClock
) -> None:
    agent = floor.agent(wrap_up=60)
    talking(floor, agent)
    floor.do(note_call_status, vendor_ref="CA1", status="completed")
    assert load(agent) == (1, "wrap_up")
    clock.advance(timedelta(seconds=61))
    assert load(agent) == (0, "online")
    other = floor.agent(wrap_up=600)
    floor.do(answer_call, vendor_ref="CA2", number="+33612340098")
    floor.do(queue_call, vendor_ref="CA2")
    (call,) = floor.application.ask(running_calls, floor.system)
    leg = floor.do(offer_call, call_id=call.id, agent_id=other.id)
    floor.do(connect_call, leg_id=leg, digits="1")
    clock.advance(timedelta(seconds=5))
    floor.do(note_call_status, vendor_ref="CA2", status="completed")
    assert load(other) == (1, "wrap_up")
    clock.advance(timedelta(seconds=1))
    floor.application.perform(end_wrap_up, other)
    assert load(other) == (0, "online")


def test_a_chat_that_waits_for_the_customer_counts_until_it_has_been_idle(
    floor: Floor, load: Callable[..., Any], clock: SetClock, ask: Ask
) -> None:
    agent = floor.agent()
    floor.build.perform(change_settings, values={"idle_chat": 120})
    said = floor.do(receive_message, channel="chat", address=str(UUID(int=7)), body="Hello")
    case_id = ask(thread, conversation_id=said.conversation_id).conversation.case_id
    floor.do(assign_case, case_id=case_id, owner_id=agent.id)
    clock.advance(timedelta(minutes=5))
    assert load(agent, "chat")[0] == 1  # it waits for us
    floor.application.perform(reply, agent, conversation_id=said.conversation_id, body="Yes?")
    clock.advance(timedelta(seconds=119))
    assert load(agent, "chat")[0] == 1
    clock.advance(timedelta(seconds=2))
    assert load(agent, "chat")[0] == 0
