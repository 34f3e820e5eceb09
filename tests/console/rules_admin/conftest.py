"""The handlers of `/rules`, called as the guard lets them through, with a real database behind them."""

from uuid import UUID

import pytest

from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.state import RulesScreen
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.browser.rules_world import publish_rules
from tests.console.supervise.conftest import Screen, wired
from tests.support.team import Team

__all__ = ["wired"]


@pytest.fixture
def writer(team: Team) -> Actor:
    return team.hire("supervisor", "Wren")


@pytest.fixture
def screen(writer: Actor) -> Screen:
    return Screen(writer)


@pytest.fixture
def published(application: Application) -> int:
    """Version 1 of the routing rules is live."""
    return publish_rules(application)


async def shown(screen: Screen, **wanted: str) -> RulesScreen:
    """The screen at an address."""
    state = await screen.of(RulesScreen)
    await state._show(screen.person, wanted)
    return state


async def begun(screen: Screen, title: str = "Mine") -> UUID:
    """A draft that was started on the screen, and is open on it."""
    await shown(screen, family="routing")
    await screen.call(DraftsState, "start", {"title": title})
    state = await screen.of(DraftsState)
    await shown(screen, family="routing")
    draft = state.lines[0].id
    await shown(screen, family="routing", draft=draft)
    return UUID(draft)
