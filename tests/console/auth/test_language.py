"""The sign-in page in the visitor's language."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.console.auth.conftest import PASSWORD

Browser = Callable[..., httpx.AsyncClient]
RIGHT = {"email": "ana@example.com", "password": PASSWORD}


def run(work: Any) -> Any:
    return asyncio.run(work)


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("", "fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("", "de,en;q=0.5,fr;q=0.4", "en"),
        ("", "de", "en"),
        ("", "fr;q=x, ;;;,en;q=0", "en"),
        ("?lang=fr", "en", "fr"),
        ("?lang=xx", "fr", "fr"),
    ],
)
def test_the_page_speaks_the_visitors_language(browser: Browser, query: str, accept: str, language: str) -> None:
    async def story() -> httpx.Response:
        async with browser(headers={"accept-language": accept}) as page:
            return await page.get(f"/sign-in{query}")

    text = run(story()).text
    assert f'<html lang="{language}">' in text
    assert ("Mot de passe" in text) == (language == "fr")


def test_the_switch_is_remembered_and_a_refusal_speaks_it(browser: Browser, ana: UUID) -> None:
    async def story() -> httpx.Response:
        async with browser(headers={"accept-language": "en"}) as page:
            await page.get("/sign-in?lang=fr")
            return await page.post("/sign-in", data=RIGHT | {"password": "wrong"})

    answer = run(story())
    assert answer.status_code == 401
    assert "n’ouvrent aucun compte" in answer.text
