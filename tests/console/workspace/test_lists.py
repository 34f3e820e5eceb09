"""What the lists of the workspace keep from one customer to the next, and what not."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.cases.state import CasesState
from console.workspace.conversation.talks import TalksState
from console.workspace.search.state import SearchState
from console.workspace.timeline.state import TimelineState
from domain.cases.open_case import open_case
from domain.conversations.receive_message import receive_message
from domain.customers.presence import look_at
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.ids import new_id
from tests.console.supervise.conftest import Screen
from tests.support.builders import Builders

pytestmark = pytest.mark.usefixtures("wired")


def test_the_filter_of_the_timeline_goes_with_its_customer(agent: Actor, build: Builders) -> None:
    first, second = build.customer(), build.customer()

    async def story() -> list[str]:
        state = await Screen(agent).of(TimelineState)
        seen = []
        state._point_at(first, None)
        state.shown = "shipments"
        for customer in (first, second):
            state._point_at(customer, None)
            seen.append(state.shown)
        return seen

    assert asyncio.run(story()) == ["shipments", "all"]


def test_who_was_opened_during_a_search_stands_in_the_list_after_it(agent: Actor, build: Builders, marie: UUID) -> None:
    at_work = replace(agent, session_id=new_id())

    async def story() -> list[str]:
        screen = Screen(at_work)
        state = await screen.of(SearchState)
        await state._refresh(screen.person)
        await screen.call(SearchState, "search", "Dupont")
        await asyncio.to_thread(build.application.perform, look_at, at_work, subject_kind="customer", subject_id=marie)
        await state._refresh(screen.person)
        await screen.call(SearchState, "search", "")
        return [row.title for row in state.recent]

    assert asyncio.run(story()) == ["Marie Dupont"]


def test_the_cases_and_conversations_of_a_customer_stand_newest_first(
    agent: Actor, build: Builders, marie: UUID, clock: SetClock
) -> None:
    for number in range(3):
        said = {"channel": "sms", "address": f"+3361234567{number}", "customer_id": marie}
        build.perform(receive_message, body=f"Message {number}", **said)
        build.perform(open_case, subject=f"Case {number}", topic="return", channel="phone", customer_id=marie)
        clock.advance(timedelta(hours=1))
    reader = Reader(language="en", zone=ZoneInfo("Europe/Paris"), now=clock.now())

    async def story() -> tuple[list[str], list[str]]:
        screen = Screen(agent)
        talks, shown = await screen.of(TalksState), await screen.of(CasesState)
        await talks._read(screen.person, reader, str(marie), "")
        await shown._read(screen.person, reader, str(marie), "")
        return [row.preview or row.subject for row in talks.rows], [
            row.subject for row in shown.rows if row.subject[:4] == "Case"
        ]

    talks, cases = asyncio.run(story())
    assert [line for line in talks if line.startswith("Message")] == ["Message 2", "Message 1", "Message 0"]
    assert cases == ["Case 2", "Case 1", "Case 0"]
