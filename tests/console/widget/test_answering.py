"""Whether somebody is there for the chat: by the agents who are, within the opening hours, asked of the database rarely."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from console.bootstrap import Console
from console.widget.answering import STAFFING_SECONDS, Answering
from domain.assignment.change_agent import change_agent
from domain.assignment.set_presence import set_presence
from domain.cases.assign_case import assign_case
from domain.conversations.queries import thread
from domain.kernel.clock import SetClock
from tests.conftest import NOW
from tests.console.widget.conftest import Page
from tests.support.builders import Builders
from tests.support.queries import queries_of
from tests.support.team import Team


class Watch:
    """A monotonic clock that the test puts on."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def told(now: datetime = NOW) -> dict[str, Any]:
    """As a process is told that has just started."""
    return asyncio.run(Answering().told(now))


def test_somebody_is_there_while_an_agent_is_who_takes_chats(team: Team, build: Builders) -> None:
    assert told() == {"online": False, "busy": False, "opens_at": None, "answers_in": None}
    zoe = team.hire(name="Zoé Petit")
    build.perform(set_presence, staff_id=zoe.id, presence="online")
    assert told()["online"]
    build.perform(change_agent, staff_id=zoe.id, capacity={"chat": 0})
    assert not told()["online"]
    build.perform(change_agent, staff_id=zoe.id, capacity={"chat": 1})
    build.perform(set_presence, staff_id=zoe.id, presence="away")
    assert not told()["online"]


def test_whoever_is_online_is_there_outside_the_opening_hours_too(team: Team, build: Builders, wired: Console) -> None:
    zoe = team.hire()
    build.perform(set_presence, staff_id=zoe.id, presence="online")
    object.__setattr__(wired.settings, "widget_hours", "Mon-Fri 09:00-18:00 UTC")
    friday, saturday = datetime(2026, 11, 27, 10, tzinfo=UTC), datetime(2026, 11, 28, 10, tzinfo=UTC)
    assert told(friday)["online"]
    assert (told(saturday)["online"], told(saturday)["answers_in"]) == (True, None)
    build.perform(set_presence, staff_id=zoe.id, presence="away")
    assert (told(saturday)["online"], told(saturday)["opens_at"]) == (False, "2026-11-30T09:00:00+00:00")


def test_whose_hands_are_full_is_there_and_busy(
    team: Team, build: Builders, visitor: Callable[..., Page], ask: Callable[..., Any]
) -> None:
    zoe = team.hire()
    build.perform(set_presence, staff_id=zoe.id, presence="online")
    build.perform(change_agent, staff_id=zoe.id, capacity={"chat": 1})
    page = visitor()
    page.say("Hello")
    case_id = ask(thread, conversation_id=UUID(page.thread()["conversation"])).conversation.case_id
    build.perform(assign_case, case_id=case_id, owner_id=zoe.id)
    assert (told()["online"], told()["busy"]) == (True, True)


def test_the_time_to_an_answer_is_what_was_measured(
    visitor: Callable[..., Page], answer: Callable[..., UUID], clock: SetClock
) -> None:
    for seconds in (60, 120, 600):
        assert told()["answers_in"] is None
        page = visitor()
        page.say("Hello")
        clock.advance(timedelta(seconds=seconds))
        answer(UUID(page.thread()["conversation"]), "Yes?")
    assert told()["answers_in"] == 120


def test_at_night_no_time_is_promised_but_when_we_are_back(
    team: Team, build: Builders, visitor: Callable[..., Page], answer: Callable[..., UUID]
) -> None:
    build.perform(set_presence, staff_id=team.hire().id, presence="online")
    for _ in range(3):
        page = visitor()
        page.say("Hello")
        answer(UUID(page.thread()["conversation"]), "Yes?")
    by_day, at_night = told(), told(NOW + timedelta(hours=12))
    assert (by_day["answers_in"], by_day["opens_at"]) == (0, None)
    assert (at_night["online"], at_night["answers_in"]) == (True, None)  # whoever is there may still answer
    assert at_night["opens_at"] == "2026-11-25T07:00:00+00:00"


def test_however_many_ask_the_database_is_asked_once_in_a_while(team: Team, build: Builders, wired: Console) -> None:
    watch, zoe = Watch(), team.hire()
    answering = Answering(watch)

    async def ask_often() -> set[bool]:
        return {bool(row["online"]) for row in await asyncio.gather(*(answering.told() for _ in range(50)))}

    async def run() -> None:
        with queries_of(wired.database) as first:
            assert await ask_often() == {False}
        await asyncio.to_thread(lambda: build.perform(set_presence, staff_id=zoe.id, presence="online"))
        with queries_of(wired.database) as later:
            assert await ask_often() == {False}
        assert (first.count, later.count) == (3, 0)
        watch.at += STAFFING_SECONDS
        assert await ask_often() == {True}

    asyncio.run(run())


def test_the_page_is_told_without_a_token(stranger: Page, team: Team, build: Builders) -> None:
    build.perform(set_presence, staff_id=team.hire().id, presence="online")
    assert stranger("GET", "/widget/status").json()["online"] is True
