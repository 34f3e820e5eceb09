"""The wall, the presence in the bar and the strip of offers, with a real database behind them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from console import guard
from console.presence.state import PresenceState
from console.reactions.assignment import look
from console.supervise.wall.state import WallState
from console.ui.desk import Desk
from console.workspace.offers.state import OffersState
from domain.assignment.beat import beat
from domain.assignment.change_agent import change_agent
from domain.assignment.queries import offers
from domain.assignment.settings import change_settings
from domain.cases.assign_case import assign_case
from domain.cases.open_case import open_case
from domain.cases.queries import case
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.support.builders import Builders

ASKED = {"subject": "Where is my lamp?", "topic": "delivery", "channel": "email", "language": "en"}


def run(work: Any) -> Any:
    return asyncio.run(work)


@pytest.fixture
def at_work(agent: Actor, build: Builders) -> Screen:
    build.perform(change_agent, staff_id=agent.id, skills=["refunds"], languages=["en"])
    return Screen(replace(agent, session_id=new_id()))


@pytest.mark.parametrize(
    ("state", "handler", "right"),
    [
        (PresenceState, "become", Permission.CASES_WRITE),
        (PresenceState, "wrapped_up", Permission.CASES_WRITE),
        (PresenceState, "acted", Permission.CASES_WRITE),
        (OffersState, "accept", Permission.CASES_WRITE),
        (OffersState, "decline", Permission.CASES_WRITE),
        (WallState, "again", Permission.OPERATIONS_READ),
    ],
)
def test_each_handler_asks_for_its_right(state: Any, handler: str, right: Permission) -> None:
    rule = guard.rule_for(f"{state.get_full_name()}.{handler}")
    assert rule is not None and rule.needs is right


def test_online_offered_and_accepted(at_work: Screen, build: Builders, application: Application) -> None:
    customer = build.customer(first_name="Wilma", last_name="Waits")
    waiting = build.perform(open_case, customer_id=customer, **ASKED)

    async def story() -> tuple[OffersState, Any, PresenceState]:
        await at_work.call(PresenceState, "become", "online")
        await asyncio.to_thread(look, SimpleNamespace(application=application))
        state, presence = await at_work.of(OffersState), await at_work.of(PresenceState)
        await presence._renew(at_work.person)
        (row,) = state.rows
        assert (row.who, row.queue, row.total, row.left) == ("Wilma Waits", "Delivery", 60, 60)
        return state, await at_work.call(OffersState, "accept", row.id), presence

    state, followed, presence = run(story())
    assert state.rows == [] and presence.state == "online"
    assert f"customer={customer}" in str(followed)
    assert application.ask(case, build.actor, case_id=waiting).owner_id == at_work.person.staff_id


def test_what_somebody_else_took_is_said_and_goes_from_the_strip(
    at_work: Screen, build: Builders, application: Application, supervisor: Actor
) -> None:
    waiting = build.perform(open_case, **ASKED)

    async def story() -> tuple[OffersState, Any]:
        await at_work.call(PresenceState, "become", "online")
        await asyncio.to_thread(look, SimpleNamespace(application=application))
        state = await at_work.of(OffersState)
        await state._renew(at_work.person)
        build.perform(assign_case, case_id=waiting, owner_id=supervisor.id)
        await at_work.call(OffersState, "accept", state.rows[0].id)
        return state, await at_work.of(Desk)

    _, desk = run(story())
    assert desk.notice_tone == "red" and "Hugo Lefèvre" in desk.notice


def test_only_the_offer_that_was_shown_is_taken_and_the_other_stands_there(
    at_work: Screen, build: Builders, application: Application, clock: SetClock
) -> None:
    first = build.perform(open_case, **ASKED)
    floor = SimpleNamespace(application=application)

    async def story() -> tuple[OffersState, Any]:
        await at_work.call(PresenceState, "become", "online")
        await asyncio.to_thread(look, floor)
        state = await at_work.of(OffersState)
        await state._renew(at_work.person)
        read = state.rows[0].id
        clock.advance(timedelta(seconds=61))
        build.perform(open_case, **ASKED)
        await asyncio.to_thread(build.application.perform, beat, at_work.person.actor)
        await asyncio.to_thread(look, floor)
        await at_work.call(OffersState, "accept", read)
        return state, await at_work.of(Desk)

    state, desk = run(story())
    assert desk.notice_tone == "red" and desk.notice == "It is no longer offered to you."
    assert len(state.rows) == 1  # the next one, which nobody took
    assert application.ask(case, build.actor, case_id=first).owner_id is None
    assert all(row.status == "offered" for row in application.ask(offers, build.actor))


def test_who_is_put_away_is_told_on_the_page_once(
    at_work: Screen, application: Application, build: Builders, clock: SetClock
) -> None:
    build.perform(change_settings, values={"unanswered_most": 1})
    build.perform(open_case, **ASKED)
    floor = SimpleNamespace(application=application)

    async def story() -> Any:
        await at_work.call(PresenceState, "become", "online")
        await asyncio.to_thread(look, floor)
        clock.advance(timedelta(seconds=61))
        await asyncio.to_thread(build.application.perform, beat, at_work.person.actor)
        await asyncio.to_thread(look, floor)
        presence = await at_work.of(PresenceState)
        for _ in range(2):
            await presence._renew(at_work.person)
        assert presence.reason == "unanswered"
        return await at_work.of(Desk)

    desk = run(story())
    assert (desk.notice_number, desk.notice_tone) == (1, "amber") and "not answered" in desk.notice


def test_the_wall_tells_what_waits_and_who_is_there(at_work: Screen, screen: Screen, build: Builders) -> None:
    for _ in range(3):
        build.perform(open_case, **ASKED)
    held = build.perform(open_case, **ASKED | {"topic": "payment"})
    build.perform(assign_case, case_id=held, owner_id=at_work.person.staff_id)

    async def story() -> WallState:
        await at_work.call(PresenceState, "become", "online")
        wall = await screen.of(WallState)
        await wall._show(screen.person)
        return wall

    wall = run(story())
    assert (wall.top.waiting, wall.top.oldest, wall.top.oldest_in) == ("3", 0, "Delivery")
    assert (wall.top.free, wall.top.total, wall.top.level) == ("1", "1", "")
    lines = {line.name: line for line in wall.rows}
    assert (lines["delivery"].waiting, lines["payments"].in_hand, lines["delivery"].waiting_bar) == (3, 1, "100.0%")
    assert [(card.name, card.state, card.load) for card in wall.cards] == [("Léa Moreau", "online", "1/5 E-mail")]
