"""What the lists of the workspace keep from one customer to the next, and what not."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from console.workspace.search.state import SearchState
from console.workspace.timeline.state import TimelineState
from domain.customers.presence import look_at
from domain.kernel.actor import Actor
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
