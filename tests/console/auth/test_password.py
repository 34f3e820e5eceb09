"""Choosing one's own new password over HTTP."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from console.signed_in import COOKIE
from domain.staff.attempts import MOST_PER_EMAIL
from tests.console.auth.conftest import PASSWORD

Browser = Callable[..., httpx.AsyncClient]
RIGHT = {"email": "ana@example.com", "password": PASSWORD}
NEW = "seven quiet lanterns drift"


def run(work: Any) -> Any:
    return asyncio.run(work)


async def changed(page: httpx.AsyncClient, **fields: str) -> httpx.Response:
    """What the form answers to somebody who has just signed in."""
    await page.post("/sign-in", data=RIGHT)
    return await page.post("/password", data={"present": PASSWORD, "password": NEW} | fields)


def test_who_is_not_signed_in_does_that_first(browser: Browser) -> None:
    async def story() -> list[httpx.Response]:
        async with browser() as page:
            return [await page.get("/password"), await page.post("/password", data={"password": NEW})]

    for answer in run(story()):
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fpassword")


@pytest.mark.parametrize(("language", "title"), [("en", "Change your password"), ("fr", "Changez votre mot de passe")])
def test_the_form_speaks_both_languages(browser: Browser, ana: UUID, language: str, title: str) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            await page.post("/sign-in", data=RIGHT)
            return await page.get(f"/password?lang={language}")

    answer = run(story())
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert f"<h1>{title}</h1>" in answer.text
    assert 'autocomplete="current-password"' in answer.text
    assert 'autocomplete="new-password"' in answer.text


def test_the_new_one_opens_the_account_and_the_old_one_no_more(browser: Browser, ana: UUID) -> None:
    async def story() -> tuple[httpx.Response, httpx.Response, list[int]]:
        async with browser() as elsewhere, browser() as page:
            await elsewhere.post("/sign-in", data=RIGHT)
            answer = await changed(page)
            said = await page.get(answer.headers["location"])
            closed = await elsewhere.get("/password")
            tries = [await page.post("/sign-in", data=RIGHT | {"password": each}) for each in (PASSWORD, NEW)]
        return answer, said, [closed.status_code, *(each.status_code for each in tries)]

    answer, said, statuses = run(story())
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?password-changed")
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert "Your password is changed." in said.text
    assert statuses == [303, 401, 303]


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"present": "wrong wrong wrong"}, "present", "That is not your present password."),
        ({"present": ""}, "present", "That is not your present password."),
        ({"password": "short"}, "password", "12 to 200 characters"),
        ({"password": "ana@example.com"}, "password", "too easy to guess"),
    ],
)
def test_a_refusal_stands_at_its_field_and_changes_nothing(
    browser: Browser, ana: UUID, fields: dict[str, str], field: str, says: str
) -> None:
    async def story() -> tuple[httpx.Response, httpx.Response]:
        async with browser() as page:
            return await changed(page, **fields), await page.post("/sign-in", data=RIGHT)

    answer, again = run(story())
    assert answer.status_code == 422
    assert answer.text.count(says) == 1
    assert f'name="{field}" type="password"' in answer.text
    assert answer.text.count('aria-invalid="true" aria-describedby="wrong"') == 1
    assert NEW not in answer.text and PASSWORD not in answer.text
    assert again.status_code == 303


def test_guessing_at_an_open_screen_is_slowed_down(browser: Browser, ana: UUID) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            await page.post("/sign-in", data=RIGHT)
            for _ in range(MOST_PER_EMAIL):
                await page.post("/password", data={"present": "wrong wrong", "password": NEW})
            return await page.post("/password", data={"present": PASSWORD, "password": NEW})

    answer = run(story())
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 901


def test_another_sites_page_changes_nothing(browser: Browser, ana: UUID) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            await page.post("/sign-in", data=RIGHT)
            page.headers.update({"origin": "https://evil.test", "sec-fetch-site": "cross-site"})
            return await page.post("/password", data={"present": PASSWORD, "password": NEW})

    assert run(story()).status_code == 403
