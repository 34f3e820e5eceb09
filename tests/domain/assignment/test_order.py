"""What is offered first, to whom it is not offered again, and who need not know the language."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from domain.assignment.answer_offer import decline_offer
from domain.assignment.beat import beat
from domain.assignment.change_agent import change_agent
from domain.assignment.look import what_can_be_offered
from domain.assignment.offer_case import offer_case
from domain.assignment.set_presence import set_presence
from domain.cases.assign_case import assign_case
from domain.conversations.receive_message import receive_message
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.queues.put_queue import put_queue
from tests.domain.assignment.conftest import Floor

HALF_AN_HOUR = timedelta(minutes=31)


def found(floor: Floor) -> Sequence[UUID]:
    return list(floor.application.ask(what_can_be_offered, floor.system))


def decline(floor: Floor, agent: Actor, case_id: UUID) -> None:
    """It is offered to the agent, who says no and has been left in peace since."""
    assert floor.do(offer_case, case_id=case_id) is not None
    floor.application.perform(decline_offer, agent, offer_id=floor.offer_to(agent))


def later(floor: Floor, clock: SetClock, time: timedelta, *agents: Actor) -> None:
    clock.advance(time)
    for each in agents:
        floor.application.perform(beat, each)


def test_what_one_declined_is_not_offered_again_for_half_an_hour_then_after_all_else(
    floor: Floor, clock: SetClock
) -> None:
    only = floor.agent()
    declined = floor.case(priority=1)
    decline(floor, only, declined)
    later(floor, clock, timedelta(minutes=29), only)
    assert found(floor) == []
    later(floor, clock, timedelta(minutes=2), only)
    other = floor.case(priority=4)
    assert found(floor) == [other]  # though it is less urgent
    floor.do(assign_case, case_id=other, owner_id=only.id)
    assert found(floor) == [declined]
    assert floor.do(offer_case, case_id=declined) is not None


def test_who_declined_is_not_asked_while_somebody_else_could_take_it(floor: Floor, clock: SetClock) -> None:
    first = floor.agent()
    declined = floor.case()
    decline(floor, first, declined)
    other = floor.agent(capacity={"email": 1})
    floor.do(assign_case, case_id=floor.case(), owner_id=other.id)  # who has no room now
    later(floor, clock, HALF_AN_HOUR, first, other)
    assert found(floor) == []
    assert floor.do(offer_case, case_id=declined) is None
    floor.application.perform(set_presence, other, presence="away")
    assert found(floor) == [declined]
    floor.do(offer_case, case_id=declined)
    assert floor.offered(first) == [declined]


def test_who_does_not_take_such_cases_is_nobody_to_wait_for(floor: Floor, clock: SetClock) -> None:
    first = floor.agent()
    declined = floor.case()
    decline(floor, first, declined)
    chats, foreign = floor.agent(capacity={"chat": 1}), floor.agent(languages=["fr"])
    later(floor, clock, HALF_AN_HOUR, first, chats, foreign)
    assert found(floor) == [declined]


def test_at_night_a_chat_is_offered_before_older_letters_that_are_more_urgent(floor: Floor, clock: SetClock) -> None:
    clock.at = clock.now().replace(hour=0, minute=19) + timedelta(days=1)
    agent = floor.agent()
    letters = [floor.case(priority=1) for _ in range(3)]
    decline(floor, agent, letters[0])
    later(floor, clock, timedelta(seconds=40), agent)
    floor.rules.priority = 2
    floor.do(receive_message, channel="chat", address=str(UUID(int=7)), body="Is anybody there?")
    later(floor, clock, timedelta(seconds=10), agent)
    (first,) = found(floor)
    floor.do(offer_case, case_id=first)
    assert first not in letters and floor.offered(agent) == [first]


def test_a_chat_in_which_nobody_speaks_any_more_waits_as_a_letter_does(floor: Floor, clock: SetClock) -> None:
    agent = floor.agent()
    floor.case(channel="chat", priority=2)
    letter = floor.case(priority=1)
    later(floor, clock, HALF_AN_HOUR, agent)
    assert found(floor) == [letter]


@pytest.mark.parametrize("channel", ["email", "chat"])
def test_who_does_not_speak_the_language_waits_for_those_who_do(floor: Floor, clock: SetClock, channel: str) -> None:
    """A letter waits for whoever of staff reads it; a person who is there only while any of them is online."""
    floor.do(put_queue, name="delivery", label={"en": "D", "fr": "L"}, relax_after=60)
    speaks, other = floor.agent(languages=["fr"]), floor.agent(languages=["en"])
    busy = {"staff_id": speaks.id, "skills": (), "languages": ["fr"], "capacity": {channel: 1}}
    floor.do(change_agent, **busy)
    floor.do(assign_case, case_id=floor.case(channel=channel), owner_id=speaks.id)
    waiting = floor.case("french", language="fr", channel=channel)
    later(floor, clock, timedelta(minutes=20), speaks, other)
    assert found(floor) == []
    floor.application.perform(set_presence, speaks, presence="offline")
    assert found(floor) == ([waiting] if channel == "chat" else [])
    assert (floor.do(offer_case, case_id=waiting) is not None) is (channel == "chat")
