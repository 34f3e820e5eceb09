"""What goes wrong at once: workers who race, agents who vanish, a floor that is full."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from console.reactions.assignment import look
from domain.assignment.answer_offer import accept_offer, decline_offer, expire_offer
from domain.assignment.beat import beat
from domain.assignment.offer_case import offer_case
from domain.assignment.queries import agents, offers
from domain.assignment.set_presence import set_presence
from domain.cases.assign_case import assign_case
from domain.cases.queries import case
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict
from tests.domain.assignment.conftest import Floor
from tests.support.together import errors_of, together


def test_several_workers_never_offer_one_case_twice(floor: Floor, sql: Callable[..., Any]) -> None:
    for _ in range(3):
        floor.agent()
    waiting = floor.case()
    made = together(*[lambda: floor.do(offer_case, case_id=waiting)] * 6)
    assert errors_of(made) == [] and len([each for each in made if each]) == 1
    assert sql("SELECT count(*) FROM offers") == [(1,)]


def test_several_workers_never_give_one_agent_too_much(floor: Floor, sql: Callable[..., Any]) -> None:
    agent = floor.agent(capacity={"chat": 2})
    waiting = [floor.case(channel="chat") for _ in range(6)]
    for held in (1, 2, 2):
        made = together(*[lambda each=each: floor.do(offer_case, case_id=each) for each in waiting])
        assert errors_of(made) == []
        for offer_id in floor.offered(agent) and [floor.offer_to(agent)]:
            floor.application.perform(accept_offer, agent, offer_id=offer_id)
        assert sql("SELECT count(*) FROM cases WHERE owner_id IS NOT NULL") == [(held,)]


def test_of_two_who_take_a_case_at_once_one_has_it_and_the_other_is_told(floor: Floor, ask: Callable[..., Any]) -> None:
    first, other = floor.agent(), floor.agent()
    for _ in range(5):
        waiting = floor.case()
        offer_id = floor.do(offer_case, case_id=waiting)
        holder, rival = (first, other) if floor.offered(first) else (other, first)
        results = together(
            lambda offer_id=offer_id, holder=holder: floor.application.perform(accept_offer, holder, offer_id=offer_id),
            lambda waiting=waiting, rival=rival: floor.application.perform(
                assign_case, rival, case_id=waiting, owner_id=rival.id, expected_version=1
            ),
        )
        (refused,) = errors_of(results)
        assert isinstance(refused, Conflict)
        winner = holder if refused is results[1] else rival
        assert ask(case, case_id=waiting).owner_id == winner.id
        if winner is rival:
            assert rival.name in refused.en
        look(SimpleNamespace(application=floor.application))


def test_accepted_while_its_time_ends_it_is_one_or_the_other(
    floor: Floor, clock: SetClock, ask: Callable[..., Any], sql: Callable[..., Any]
) -> None:
    agent = floor.agent()
    waiting = floor.case()
    offer_id = floor.do(offer_case, case_id=waiting)
    clock.advance(timedelta(seconds=60))
    together(
        lambda: floor.application.perform(accept_offer, agent, offer_id=offer_id),
        lambda: floor.do(expire_offer, offer_id=offer_id),
        lambda: floor.application.perform(decline_offer, agent, offer_id=offer_id),
    )
    ((status,),) = sql("SELECT status FROM offers")
    assert (ask(case, case_id=waiting).owner_id == agent.id) is (status == "accepted")


def test_an_agent_vanishes_and_their_chat_moves_on(floor: Floor, clock: SetClock, ask: Callable[..., Any]) -> None:
    gone, there = floor.agent(name="Gone"), floor.agent(name="There")
    chat = floor.case(channel="chat")
    floor.do(assign_case, case_id=chat, owner_id=gone.id)
    console = SimpleNamespace(application=floor.application)
    for _ in range(16):
        clock.advance(timedelta(seconds=5))
        floor.application.perform(beat, there)
        look(console)
    assert floor.offered(there) == [chat]
    assert next(each.presence for each in ask(agents) if each.staff_id == gone.id) == "away"
    floor.application.perform(accept_offer, there, offer_id=floor.offer_to(there))
    assert ask(case, case_id=chat).owner == "There"


def test_looking_alone_finds_everything_that_waited_while_nothing_ran(floor: Floor, clock: SetClock) -> None:
    """No job survives in this test: what a restart loses is found by the regular look."""
    agent = floor.agent()
    floor.do(set_presence, staff_id=agent.id, presence="online")
    console = SimpleNamespace(application=floor.application)
    first = floor.case()
    look(console)
    assert floor.offered(agent) == [first]
    clock.advance(timedelta(hours=2))  # the timer was lost as well
    look(console)
    assert floor.offered(agent) == []  # its time is over; it rests before it comes back
    clock.advance(timedelta(minutes=3))
    look(console)
    assert floor.offered(agent) == [first]
    look(console)
    assert floor.offered(agent) == [first]


def test_two_hundred_cases_over_ten_agents_respect_skills_and_capacity(
    floor: Floor, ask: Callable[..., Any], sql: Callable[..., Any]
) -> None:
    hired = {}
    for number in range(10):
        skills = [skill for skill, every in (("refunds", 2), ("disputes", 3)) if number % every == 0]
        agent = floor.agent(*skills, capacity={"chat": 2, "email": 4, "phone": 1}, calls_alone=number % 2 == 0)
        hired[agent.id] = (agent, set(skills))
    for number in range(200):
        needs = [skill for skill, every in (("refunds", 4), ("disputes", 5)) if number % every == 0]
        floor.case(*needs, channel=("chat", "email", "phone")[number % 3], priority=number % 5 + 1)
    needed = {id: set(skills) for id, skills in sql("SELECT id, skills FROM cases")}
    console, taken = SimpleNamespace(application=floor.application), []
    while made := _rounds(console, ask):
        assert len({row.staff_id for row in made}) == len(made)
        for row in made:
            assert needed[row.case_id] <= hired[row.staff_id][1]
            floor.application.perform(accept_offer, hired[row.staff_id][0], offer_id=row.id)
        taken += made
    for standing in ask(agents):
        assert all(standing.loads.get(channel, 0) <= most for channel, most in standing.capacity.items())
        assert not (standing.calls_alone and standing.loads.get("phone") and standing.loads.get("chat"))
    held = Counter(row.channel for row in taken)
    assert held["email"] == 40 and held["chat"] + held["phone"] >= 20  # everybody is full
    assert len({row.case_id for row in taken}) == len(taken)


def _rounds(console: Any, ask: Callable[..., Any]) -> Any:
    """What two workers, who look at the same moment, offer."""
    together(*[lambda: look(console)] * 2)
    look(console)
    return ask(offers)


def test_the_database_itself_refuses_a_second_live_offer(floor: Floor, database: Any) -> None:
    floor.agent()
    floor.do(offer_case, case_id=floor.case())
    with database.engine.begin() as connection, pytest.raises(Exception, match="uq_offers_live"):
        connection.execute(
            text(
                "INSERT INTO offers (id, case_id, staff_id, channel, without, status, offered_at, expires_at)"
                " SELECT gen_random_uuid(), case_id, staff_id, channel, without, status, offered_at, expires_at"
                " FROM offers"
            )
        )
