"""The file with everything that is known of a person."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from console.auth.argon2 import Argon2Passwords
from console.signed_in import COOKIE
from console.workspace.person.routes import router
from domain.customers.queries import customer
from domain.kernel.actor import Actor
from domain.models.event import EventRow
from domain.staff.add_person import add_person
from domain.staff.sign_in import sign_in
from domain.work.application import Application

SITE = "http://console.test"
QUICK = Argon2Passwords(passes=1, kibibytes=8)
PASSWORD = "violet otter climbs slowly"


@pytest.fixture
def post(application: Application, administrator: Actor) -> Callable[..., httpx.Response]:
    """`post(path, role="supervisor")`: as a page of ours does, signed in with that role."""

    def post(path: str, *, role: str = "supervisor", **headers: str) -> httpx.Response:
        email = f"{uuid4().hex}@example.org"
        values = {"name": "Ana Lima", "role": role, "password": PASSWORD, "passwords": QUICK}
        application.perform(add_person, administrator, email=email, **values)
        opened = sign_in(
            application, email=email, password=PASSWORD, address="192.0.2.7", user_agent="tests", passwords=QUICK
        )
        return asyncio.run(_post(path, opened.token, {"origin": SITE, "sec-fetch-site": "same-origin"} | headers))

    return post


async def _post(path: str, token: str, headers: dict[str, str]) -> httpx.Response:
    app = FastAPI()
    app.include_router(router)
    cookies = {COOKIE: token} if token else {}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=SITE, headers=headers, cookies=cookies) as page:
        return await page.post(path, data={"sent": "1"})


def test_who_may_not_have_it_gets_nothing(
    post: Any, two: dict[str, UUID], happened: Callable[[str], list[EventRow]]
) -> None:
    answer = post(f"/customers/{two['kept']}/export", role="agent")
    assert answer.status_code == 403
    assert "dupont" not in answer.text.lower()
    assert not happened("customer.exported")


def test_nobody_is_led_to_the_sign_in(two: dict[str, UUID]) -> None:
    answer = asyncio.run(_post(f"/customers/{two['kept']}/export", "", {"origin": SITE}))
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_another_sites_page_is_refused(
    post: Any, two: dict[str, UUID], headers: dict[str, str], happened: Callable[[str], list[EventRow]]
) -> None:
    assert post(f"/customers/{two['kept']}/export", **headers).status_code == 403
    assert not happened("customer.exported")


def test_the_file_holds_everything_and_that_it_was_handed_out_is_recorded(
    post: Any,
    two: dict[str, UUID],
    application: Application,
    administrator: Actor,
    happened: Callable[[str], list[EventRow]],
) -> None:
    answer = post(f"/customers/{two['kept']}/export")
    number = application.ask(customer, administrator, customer_id=two["kept"]).number
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="export-{number}.json"'
    assert answer.headers["cache-control"] == "no-store"
    document = json.loads(answer.content)
    assert [row["address"] for row in document["emails"]] == ["marie@dupont.example"]
    (event,) = happened("customer.exported")
    assert event.customer_id == two["kept"]


def test_nobody_of_that_id_is_not_found(post: Any) -> None:
    assert post(f"/customers/{uuid4()}/export").status_code == 404
