"""What could not be read is said in its place, never left as it was before."""

import asyncio
from uuid import UUID

import pytest

from console.ui.desk import Desk
from console.workspace import reading
from console.workspace.state import Workspace
from console.workspace.timeline.state import TimelineState
from tests.console.supervise.conftest import Screen


async def broken(*_: object, **__: object) -> None:
    raise OSError("the database is gone")


def test_a_page_that_could_not_be_read_says_so_until_it_can(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> list[str]:
        state = await screen.of(Workspace)
        panels = []
        for fails in (False, True, False):
            with monkeypatch.context() as patched:
                if fails:
                    patched.setattr(reading, "recent_customers", broken)
                await screen.call(Workspace, "open")
            panels.append(state.panel)
        assert "Nothing was changed" in (await screen.of(Desk)).notice
        return panels

    assert asyncio.run(story()) == ["nobody", "failed", "nobody"]


def test_a_timeline_that_could_not_be_read_says_so_until_it_can(
    screen: Screen, marie: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> list[bool]:
        state = await screen.of(TimelineState)
        state._point_at(marie, None)
        with monkeypatch.context() as patched:
            patched.setattr(reading, "timeline", broken)
            await screen.call(TimelineState, "show", "notes")
        failed = [state.failed]
        await screen.call(TimelineState, "again")
        return [*failed, state.failed]

    assert asyncio.run(story()) == [True, False]
