"""From a case that waits to the agent who takes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.assignment.answer_offer import accept_offer, decline_offer, expire_offer, withdraw_offer
from domain.assignment.beat import beat, beat_for, end_wrap_up, note_silence
from domain.assignment.look import what_can_be_offered, what_is_due
from domain.assignment.offer_case import EXPIRE, offer_case
from domain.assignment.overflow import overflow
from domain.assignment.queries import agent as read_agent
from domain.assignment.set_presence import set_presence
from domain.assignment.settings import change_settings
from domain.assignment.take_back import take_back
from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case
from domain.cases.queries import case
from domain.cases.snooze_case import snooze_case, wake_case
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.queues.put_queue import put_queue
from tests.domain.assignment.conftest import Floor
from tests.support.jobs import NotedJobs


def test_it_is_offered_to_whoever_has_the_skills_and_taken(
    floor: Floor, ask: Callable[..., Any], happened: Callable[..., Any], jobs: NotedJobs, clock: SetClock
) -> None:
    floor.agent(name="No skill")
    able = floor.agent("refunds", name="Able")
    waiting = floor.case("refunds")
    offer_id = floor.do(offer_case, case_id=waiting)
    assert floor.offered(able) == [waiting]
    (timer,) = [job for job in jobs.noted if job.task == EXPIRE]
    assert timer.run_at == clock.now() + timedelta(seconds=60) and timer.args == {"offer_id": str(offer_id)}
    assert floor.application.perform(accept_offer, able, offer_id=offer_id) == waiting
    assert floor.application.perform(accept_offer, able, offer_id=offer_id) == waiting  # a second click
    assert (ask(case, case_id=waiting).owner_id, ask(case, case_id=waiting).status) == (able.id, "open")
    assert len(happened("offer.accepted")) == len(happened("case.assigned")) == 1


def test_a_chat_has_twenty_seconds(floor: Floor, jobs: NotedJobs, clock: SetClock) -> None:
    floor.agent()
    floor.do(offer_case, case_id=floor.case(channel="chat"))
    assert jobs.noted[-1].run_at == clock.now() + timedelta(seconds=20)


@pytest.mark.parametrize("presence", ["away", "offline"])
def test_nothing_is_offered_to_who_is_not_there(floor: Floor, presence: str) -> None:
    floor.agent(presence=presence)
    assert floor.do(offer_case, case_id=floor.case()) is None


def test_nobody_gets_more_than_they_can_hold(floor: Floor) -> None:
    only = floor.agent(capacity={"chat": 2, "phone": 1, "email": 1})
    chats = [floor.case(channel="chat") for _ in range(3)]
    for each in chats[:2]:
        floor.take(only, each)
    assert floor.do(offer_case, case_id=chats[2]) is None
    floor.take(only, floor.case(channel="email"))  # another channel has room
    floor.do(close_case, case_id=chats[0])
    floor.application.perform(end_wrap_up, only)
    assert floor.do(offer_case, case_id=chats[2]) is not None


def test_one_thing_is_offered_at_a_time_and_who_holds_the_line_comes_first(
    floor: Floor, ask: Callable[..., Any]
) -> None:
    agent = floor.agent()
    second, first = floor.case(), floor.case(channel="chat")
    assert list(floor.application.ask(what_can_be_offered, floor.system)) == [first]
    floor.do(offer_case, case_id=first)
    assert floor.do(offer_case, case_id=second) is None
    assert not ask(read_agent, staff_id=agent.id).is_free
    floor.application.perform(accept_offer, agent, offer_id=floor.offer_to(agent))
    assert floor.do(offer_case, case_id=second) is not None


def test_calls_and_chats_exclude_each_other_where_so_set(floor: Floor) -> None:
    floor.take(floor.agent(calls_alone=True), floor.case(channel="phone"))
    assert floor.do(offer_case, case_id=floor.case(channel="chat")) is None
    floor.agent()
    assert floor.do(offer_case, case_id=floor.case(channel="chat"))


def test_the_language_is_asked_for(floor: Floor) -> None:
    floor.agent(languages=["en"])
    assert floor.do(offer_case, case_id=floor.case(language="fr")) is None
    assert floor.do(offer_case, case_id=floor.case("french")) is None
    speaks = floor.agent(languages=["fr", "en"])
    waiting = floor.case("french", language="fr")  # French is a skill by the name that rules use
    floor.do(offer_case, case_id=waiting)
    assert floor.offered(speaks) == [waiting]


def test_the_one_with_least_in_hand_then_the_longest_idle(floor: Floor, clock: SetClock) -> None:
    first, second = floor.agent(), floor.agent()
    turns = []
    for _ in range(4):
        clock.advance(timedelta(seconds=1))
        waiting = floor.case()
        floor.do(offer_case, case_id=waiting)
        who = next(each for each in (first, second) if waiting in floor.offered(each))
        floor.application.perform(accept_offer, who, offer_id=floor.offer_to(who))
        turns.append(who.id)
    assert turns[0] != turns[1] and turns[:2] == turns[2:]


@pytest.mark.parametrize("prefers", [True, False])
def test_the_customers_last_agent_is_preferred_where_the_rules_say_so(
    floor: Floor, clock: SetClock, prefers: bool
) -> None:
    known, other = floor.agent(), floor.agent()
    floor.rules.prefers = prefers
    customer = floor.build.customer()
    before = floor.case(customer_id=customer)
    floor.do(assign_case, case_id=before, owner_id=known.id)
    clock.advance(timedelta(minutes=1))
    again = floor.case(customer_id=customer)
    floor.do(offer_case, case_id=again)
    if not prefers:
        assert floor.offered(other) == [again]
        return
    assert floor.offered(known) == [again]  # though the other has less in hand
    floor.application.perform(set_presence, known, presence="away")
    floor.do(offer_case, case_id=again)
    assert floor.offered(other) == [again]


def test_declined_it_goes_to_the_next_and_comes_back_after_a_while(floor: Floor, clock: SetClock) -> None:
    first, second = floor.agent(), floor.agent()
    waiting = floor.case()
    for _ in range(2):
        offer_id = floor.do(offer_case, case_id=waiting)
        who = next(each for each in (first, second) if floor.offered(each))
        floor.application.perform(decline_offer, who, offer_id=offer_id)
        floor.application.perform(decline_offer, who, offer_id=offer_id)
    assert floor.do(offer_case, case_id=waiting) is None
    clock.advance(timedelta(minutes=29))
    assert floor.do(offer_case, case_id=waiting) is None
    clock.advance(timedelta(minutes=2))
    assert floor.do(offer_case, case_id=waiting) is not None


def test_offers_that_nobody_answers_end_and_in_the_end_so_does_the_presence(
    floor: Floor, clock: SetClock, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    absent = floor.agent()
    for number in (1, 2, 3):
        clock.advance(timedelta(minutes=3))
        floor.application.perform(beat, absent)
        offer_id = floor.do(offer_case, case_id=floor.case())
        assert floor.do(expire_offer, offer_id=offer_id) is False  # not yet
        clock.advance(timedelta(seconds=60))
        assert floor.do(expire_offer, offer_id=offer_id) is True
        assert floor.do(expire_offer, offer_id=offer_id) is False  # once
        assert ask(read_agent, staff_id=absent.id).presence == ("away" if number == 3 else "online")
    assert happened("agent.went_away")[0].data["reason"] == "unanswered"
    floor.application.perform(beat, absent)  # a screen alone does not bring them back
    assert ask(read_agent, staff_id=absent.id).presence == "away"


def test_too_late_is_too_late_and_the_other_is_told_who_has_it(floor: Floor, clock: SetClock) -> None:
    first, other = floor.agent(name="Ana"), floor.agent(name="Bob")
    waiting = floor.case()
    offer_id = floor.do(offer_case, case_id=waiting)
    who, rival = (first, other) if floor.offered(first) else (other, first)
    with pytest.raises(NotFound):
        floor.application.perform(accept_offer, rival, offer_id=offer_id)  # it is not theirs
    floor.application.perform(assign_case, rival, case_id=waiting, owner_id=rival.id)  # taken from the list by hand
    with pytest.raises(Conflict) as refused:
        floor.application.perform(accept_offer, who, offer_id=offer_id)
    assert refused.value.code == "offer_gone" and rival.name in refused.value.en
    assert floor.application.ask(what_is_due, floor.system).stale == [offer_id]
    assert floor.do(withdraw_offer, offer_id=offer_id) is True
    late = floor.do(offer_case, case_id=floor.case())
    who = first if floor.offered(first) else other
    clock.advance(timedelta(seconds=61))
    with pytest.raises(Conflict):
        floor.application.perform(accept_offer, who, offer_id=late)


def test_who_goes_away_loses_offers_at_once_and_cases_after_a_time_of_grace(
    floor: Floor, clock: SetClock, ask: Callable[..., Any]
) -> None:
    gone = floor.agent()
    chat, email, answered, offered = (floor.case(channel=each) for each in ("chat", "email", "email", "email"))
    for each in (chat, email, answered):
        floor.do(assign_case, case_id=each, owner_id=gone.id)
    floor.do(offer_case, case_id=offered)
    floor.application.perform(set_presence, gone, presence="away")
    assert floor.offered(gone) == []
    assert floor.do(take_back, case_id=chat) is False
    clock.advance(timedelta(seconds=31))
    assert list(floor.application.ask(what_is_due, floor.system).left) == [chat]
    assert floor.do(take_back, case_id=chat) is True and floor.do(take_back, case_id=chat) is False
    assert (ask(case, case_id=chat).owner_id, ask(case, case_id=chat).status) == (None, "new")
    assert floor.do(take_back, case_id=email) is False
    clock.advance(timedelta(minutes=15))
    assert set(floor.application.ask(what_is_due, floor.system).left) == {email, answered}


def test_who_is_never_online_or_takes_something_while_away_keeps_it(floor: Floor, clock: SetClock) -> None:
    never, away = floor.agent(presence="offline"), floor.agent()
    floor.application.perform(set_presence, away, presence="offline")
    clock.advance(timedelta(minutes=1))
    for agent in (never, away):
        floor.do(assign_case, case_id=floor.case(), owner_id=agent.id)
    clock.advance(timedelta(days=1))
    assert list(floor.application.ask(what_is_due, floor.system).left) == []


def test_who_comes_back_in_time_keeps_everything(floor: Floor, clock: SetClock) -> None:
    agent = floor.agent()
    chat = floor.case(channel="chat")
    floor.do(assign_case, case_id=chat, owner_id=agent.id)
    clock.advance(timedelta(seconds=46))
    assert floor.application.ask(what_is_due, floor.system).silent == [agent.id]
    assert floor.do(note_silence, staff_id=agent.id) is True
    clock.advance(timedelta(seconds=20))
    floor.application.perform(beat, agent)
    clock.advance(timedelta(seconds=20))
    assert floor.do(take_back, case_id=chat) is False
    assert floor.do(note_silence, staff_id=agent.id) is False


def test_beats_of_many_keep_who_is_online_and_name_who_had_fallen_silent(
    floor: Floor, clock: SetClock, ask: Callable[..., Any]
) -> None:
    silent, here, left = floor.agent(), floor.agent(), floor.agent()
    ids = [each.id for each in (silent, here, left)]
    clock.advance(timedelta(seconds=46))
    floor.do(note_silence, staff_id=silent.id)
    floor.application.perform(set_presence, left, presence="offline")
    assert floor.do(beat_for, staff_ids=ids) == (silent.id,)
    clock.advance(timedelta(seconds=20))
    assert floor.application.ask(what_is_due, floor.system).silent == []
    assert [ask(read_agent, staff_id=id).presence for id in ids] == ["away", "online", "offline"]


def test_without_a_screen_nobody_falls_silent(floor: Floor, clock: SetClock, ask: Callable[..., Any]) -> None:
    agent = floor.agent(presence="offline")
    floor.do(set_presence, staff_id=agent.id, presence="online")
    clock.advance(timedelta(hours=1))
    assert floor.application.ask(what_is_due, floor.system).silent == []
    assert ask(read_agent, staff_id=agent.id).is_free


def test_after_a_conversation_there_is_time_to_wrap_up(floor: Floor, clock: SetClock, ask: Callable[..., Any]) -> None:
    agent = floor.agent(wrap_up=40)
    call = floor.case(channel="phone")
    floor.do(assign_case, case_id=call, owner_id=agent.id)
    floor.do(close_case, case_id=call)
    waiting = floor.case()
    assert floor.do(offer_case, case_id=waiting) is None
    assert ask(read_agent, staff_id=agent.id).state == "wrap_up"
    clock.advance(timedelta(seconds=41))
    assert floor.do(offer_case, case_id=waiting) is not None


def test_skills_are_given_up_one_by_one_the_last_first_and_the_language_at_the_end(
    floor: Floor, clock: SetClock, happened: Callable[..., Any]
) -> None:
    able = floor.agent("disputes", languages=["en"])
    waiting = floor.case("disputes", "refunds", language="en")
    foreign = floor.case("disputes", "refunds", language="fr")
    assert floor.do(offer_case, case_id=waiting) is None
    clock.advance(timedelta(seconds=300))
    floor.take(able, waiting)
    assert happened("offer.made")[0].data["without"] == ["refunds"]
    clock.advance(timedelta(seconds=300))
    assert floor.do(offer_case, case_id=foreign) is None  # the last two may be missing, the language not yet
    clock.advance(timedelta(seconds=300))
    assert floor.do(offer_case, case_id=foreign) is not None


def test_it_overflows_into_the_queue_that_is_set(floor: Floor, clock: SetClock, ask: Callable[..., Any]) -> None:
    floor.do(put_queue, name="delivery", label={"en": "D", "fr": "L"}, overflow_after=120, overflow_queue="general")
    waiting = floor.case(queue="delivery")
    assert floor.do(overflow, case_id=waiting) is False
    clock.advance(timedelta(seconds=121))
    assert floor.application.ask(what_is_due, floor.system).overflowing == [(waiting, "general")]
    assert floor.do(overflow, case_id=waiting) is True
    assert ask(case, case_id=waiting).queue == "general"
    assert floor.do(overflow, case_id=waiting) is False


def test_the_most_urgent_is_offered_first(floor: Floor) -> None:
    floor.case(priority=3)
    urgent = floor.case(priority=1)
    floor.agent(capacity={"email": 1})
    assert list(floor.application.ask(what_can_be_offered, floor.system)) == [urgent]


def test_what_customers_wait_for_out_of_sight_is_not_offered(floor: Floor, clock: SetClock) -> None:
    floor.agent()
    waiting = floor.case()
    floor.do(snooze_case, case_id=waiting, until=clock.now() + timedelta(hours=1))
    assert floor.do(offer_case, case_id=waiting) is None
    floor.do(wake_case, case_id=waiting)
    assert floor.do(offer_case, case_id=waiting) is not None


def test_settings_keep_to_their_bounds(floor: Floor) -> None:
    with pytest.raises(Invalid) as refused:
        floor.do(change_settings, values={"accept": 1})
    assert refused.value.field == "accept"
    floor.do(change_settings, values={"accept": 90}, expected_version=1)
