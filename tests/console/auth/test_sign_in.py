"""Signing in and out over HTTP, as a browser without scripts does it."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from console.auth.session_rows import SessionRows
from console.bootstrap import Console
from console.signed_in import COOKIE, digest_of
from domain.kernel.actor import Actor
from domain.staff.attempts import MOST_PER_EMAIL
from domain.staff.lock_person import lock_person
from domain.work.application import Application
from tests.console.auth.conftest import PASSWORD, SITE

Browser = Callable[..., httpx.AsyncClient]
RIGHT = {"email": "ana@example.com", "password": PASSWORD}


def run(work: Any) -> Any:
    return asyncio.run(work)


def test_the_form_says_everything_a_browser_needs(browser: Browser) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            return await page.get("/sign-in?next=%2F%3Fcustomer%3D42")

    answer = run(story())
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "<script" not in answer.text
    assert 'lang="en"' in answer.text
    assert 'name="next" value="/?customer=42"' in answer.text
    assert 'autocomplete="username"' in answer.text
    assert 'autocomplete="current-password"' in answer.text
    assert "prefers-color-scheme: dark" in answer.text


def test_signing_in_sets_a_cookie_that_scripts_cannot_read(browser: Browser, ana: UUID) -> None:
    async def story() -> tuple[httpx.Response, Any, httpx.Response]:
        async with browser() as page:
            answer = await page.post("/sign-in", data=RIGHT | {"next": "/?customer=42"})
            found = await SessionRows().find(digest_of(page.cookies[COOKIE]))
            again = await page.get("/sign-in?next=/admin")
        return answer, found, again

    answer, found, again = run(story())
    assert (answer.status_code, answer.headers["location"]) == (303, "/?customer=42")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=43200"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie
    assert found.staff_id == ana
    assert (again.status_code, again.headers["location"]) == (303, "/admin")  # signed in already


def test_the_cookie_is_secure_where_the_site_is(browser: Browser, ana: UUID, wired: Console) -> None:
    wired.settings = wired.settings.model_copy(update={"public_url": "https://console.test"})

    async def story() -> httpx.Response:
        async with browser(headers={"origin": "https://console.test"}) as page:
            return await page.post("/sign-in", data=RIGHT)

    assert "; Secure" in run(story()).headers["set-cookie"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "ana@example.com", "password": "wrong wrong wrong"},
        {"email": "nobody@example.com", "password": PASSWORD},
        {"email": "", "password": ""},
        {"email": "a\x00b@example.com", "password": "\x00"},
        {"email": "<script>alert(1)</script>", "password": "' OR 1=1 --"},
        {},
    ],
)
def test_a_refusal_says_so_in_the_page_and_not_what_was_wrong(
    browser: Browser, ana: UUID, wrong: dict[str, str]
) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            return await page.post("/sign-in", data=wrong | {"next": "/admin"})

    answer = run(story())
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert answer.text.count("That e-mail and password do not open an account.") == 1
    assert 'role="alert" id="wrong"' in answer.text
    assert answer.text.count('aria-invalid="true" aria-describedby="wrong"') == 2
    assert 'name="next" value="/admin"' in answer.text
    assert "<script>" not in answer.text
    assert PASSWORD not in answer.text


def test_a_locked_person_is_refused_in_the_same_words(
    browser: Browser, ana: UUID, application: Application, administrator: Actor
) -> None:
    application.perform(lock_person, administrator, staff_id=ana)

    async def story() -> httpx.Response:
        async with browser() as page:
            return await page.post("/sign-in", data=RIGHT)

    answer = run(story())
    assert answer.status_code == 401
    assert "do not open an account" in answer.text


def test_guessing_is_slowed_down_with_429(browser: Browser, ana: UUID) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            for _ in range(MOST_PER_EMAIL):
                assert (await page.post("/sign-in", data=RIGHT | {"password": "wrong wrong"})).status_code == 401
            return await page.post("/sign-in", data=RIGHT)

    answer = run(story())
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 901
    assert "Too many attempts" in answer.text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test", "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.test"},
        {"origin": "null"},
        {"sec-fetch-site": "same-site", "origin": "https://other.console.test"},
    ],
)
def test_another_sites_page_signs_nobody_in_or_out(
    browser: Browser, ana: UUID, path: str, headers: dict[str, str]
) -> None:
    async def story() -> httpx.Response:
        async with browser(headers=headers) as page:
            return await page.post(path, data=RIGHT)

    answer = run(story())
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"email=" + b"x" * 20_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
        (b"email=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"email=\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=1"] * 50), "application/x-www-form-urlencoded", 400),
    ],
)
def test_what_is_no_form_of_ours_is_not_read(browser: Browser, content: bytes, kind: str, status: int) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            return await page.post("/sign-in", content=content, headers={"content-type": kind})

    assert run(story()).status_code == status


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/\t/evil.test", "/sign-in", "x", ""],
)
def test_signing_in_leads_nowhere_else(browser: Browser, ana: UUID, elsewhere: str) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            return await page.post("/sign-in", data=RIGHT | {"next": elsewhere})

    assert run(story()).headers["location"] == "/"


def test_a_form_without_any_page_behind_it_is_taken(browser: Browser, ana: UUID) -> None:
    async def story() -> httpx.Response:
        async with browser() as page:
            for name in ("origin", "sec-fetch-site"):
                del page.headers[name]
            return await page.post("/sign-in", data=RIGHT)

    assert run(story()).status_code == 303
    assert SITE.startswith("http://")
