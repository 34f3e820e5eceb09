"""How a session ends."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from console.auth.session_rows import SessionRows
from console.signed_in import COOKIE, digest_of
from domain.kernel.clock import SetClock
from domain.staff.keep_session import IDLE
from tests.console.auth.conftest import PASSWORD

Browser = Callable[..., httpx.AsyncClient]
RIGHT = {"email": "ana@example.com", "password": PASSWORD}


def run(work: Any) -> Any:
    return asyncio.run(work)


def test_signing_out_ends_the_session_and_takes_the_cookie_away(browser: Browser, ana: UUID) -> None:
    async def story() -> tuple[httpx.Response, Any, Any, httpx.Response]:
        async with browser() as here, browser() as there:
            await here.post("/sign-in", data=RIGHT)
            await there.post("/sign-in", data=RIGHT)
            token, other = here.cookies[COOKIE], there.cookies[COOKIE]
            answer = await here.post("/sign-out", data={"everywhere": "0"})
            assert COOKIE not in here.cookies
            after = await here.get(answer.headers["location"])
            rows = SessionRows()
            return answer, await rows.find(digest_of(token)), await rows.find(digest_of(other)), after

    answer, ended, other, after = run(story())
    assert answer.status_code == 303
    assert ended is None
    assert other is not None
    assert "You are signed out." in after.text


def test_signing_out_everywhere_ends_every_session(browser: Browser, ana: UUID) -> None:
    async def story() -> list[Any]:
        async with browser() as here, browser() as there:
            await here.post("/sign-in", data=RIGHT)
            await there.post("/sign-in", data=RIGHT)
            tokens = [here.cookies[COOKIE], there.cookies[COOKIE]]
            await here.post("/sign-out", data={"everywhere": "1"})
            return [await SessionRows().find(digest_of(token)) for token in tokens]

    assert run(story()) == [None, None]


def test_an_idle_session_ends_and_one_in_use_is_kept(browser: Browser, ana: UUID, clock: SetClock) -> None:
    async def story() -> list[bool]:
        async with browser() as page:
            await page.post("/sign-in", data=RIGHT)
            digest, seen = digest_of(page.cookies[COOKIE]), []
            for step in (IDLE - timedelta(minutes=1), IDLE - timedelta(minutes=1), IDLE):
                clock.advance(step)
                seen.append(await SessionRows().find(digest) is not None)
            return seen

    assert run(story()) == [True, True, False]
