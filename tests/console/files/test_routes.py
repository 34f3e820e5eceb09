"""Files from and to a browser: only for who is signed in, from a page of ours, and no larger than we keep."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from console import bootstrap
from console.auth.argon2 import Argon2Passwords
from console.bootstrap import Console
from console.files.routes import router
from console.rules_admin.files.routes import router as rules_router
from console.settings import Settings
from console.signed_in import COOKIE
from domain.db.database import Database
from domain.documents.queries import documents
from domain.kernel.actor import Actor
from domain.staff.add_person import add_person
from domain.staff.sign_in import sign_in
from domain.work.application import Application
from tests.support.builders import Builders

SITE = "http://console.test"
PASSWORD = "violet otter climbs slowly"
QUICK = Argon2Passwords(passes=1, kibibytes=8)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
OWN = {"origin": SITE, "sec-fetch-site": "same-origin"}
Ask = Callable[..., httpx.Response]


@pytest.fixture(autouse=True)
def wired(database: Database, database_url: str, application: Application) -> Iterator[None]:
    settings = Settings(database_url=database_url, public_url=SITE, _env_file=None)  # type: ignore[call-arg]
    before = bootstrap.use(Console(settings=settings, database=database, application=application))
    yield
    bootstrap.use(before)


@pytest.fixture
def browse(application: Application, administrator: Actor) -> Ask:
    """`browse("POST", "/files", role="agent", …)`: as a page of ours does; `role=""` is signed out."""

    def browse(method: str, path: str, *, role: str = "agent", **options: Any) -> httpx.Response:
        cookies = {COOKIE: session(role)} if role else {}
        app = FastAPI()
        app.include_router(router)
        app.include_router(rules_router)

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url=SITE, cookies=cookies) as client:
                return await client.request(method, path, **{"headers": OWN} | options)

        return asyncio.run(send())

    def session(role: str) -> str:
        email = f"{uuid4().hex}@example.org"
        values = {"name": "Ana Lima", "role": role, "password": PASSWORD, "passwords": QUICK}
        application.perform(add_person, administrator, email=email, **values)
        opened = sign_in(
            application, email=email, password=PASSWORD, address="192.0.2.7", user_agent="", passwords=QUICK
        )
        return opened.token

    return browse


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer()


def file(customer_id: UUID, content: bytes = PNG, name: str = "broken lamp.png") -> dict[str, Any]:
    return {"data": {"customer_id": str(customer_id)}, "files": {"file": (name, content, "image/png")}}


def kept(application: Application, administrator: Actor, customer_id: UUID) -> list[str]:
    return [row.name for row in application.ask(documents, administrator, customer_id=customer_id)]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"role": ""}, 401),
        ({"role": "merchandiser"}, 403),
        ({"headers": {"origin": "https://elsewhere.example"}}, 403),
        ({"headers": {"origin": SITE, "sec-fetch-site": "cross-site"}}, 403),
    ],
)
def test_who_may_not_or_comes_from_elsewhere_keeps_nothing(
    browse: Ask,
    customer_id: UUID,
    options: dict[str, Any],
    status: int,
    application: Application,
    administrator: Actor,
) -> None:
    assert browse("POST", "/files", **file(customer_id) | options).status_code == status
    assert kept(application, administrator, customer_id) == []


def test_what_is_too_large_no_form_or_no_file_of_ours_is_refused(
    browse: Ask, customer_id: UUID, application: Application, administrator: Actor
) -> None:
    assert browse("POST", "/files", **file(customer_id, b"x" * 10_100_000)).status_code == 413
    refused = browse("POST", "/files", **file(customer_id, b"x" * 10_000_001))
    assert (refused.status_code, refused.json()["code"]) == (422, "file_too_large")
    refused = browse("POST", "/files", **file(customer_id, b"\x7fELF\x02\x00"))
    assert (refused.status_code, refused.json()["code"]) == (422, "file_not_taken")
    assert browse("POST", "/files", content=PNG).status_code == 415
    assert browse("POST", "/files", data={"customer_id": str(customer_id)}, files={"other": PNG}).status_code == 400
    no_boundary = {"headers": OWN | {"content-type": "multipart/form-data"}, "content": PNG}
    assert browse("POST", "/files", **no_boundary).status_code == 400
    assert browse("POST", "/files", data={"customer_id": "x"}, files={"file": PNG}).status_code == 422
    assert kept(application, administrator, customer_id) == []


def test_a_file_is_kept_and_saved_again_by_who_is_signed_in(browse: Ask, customer_id: UUID) -> None:
    answer = browse("POST", "/files", **file(customer_id))
    assert answer.status_code == 201
    path = f"/files/{answer.json()['id']}"
    saved = browse("GET", path)
    assert saved.content == PNG
    assert saved.headers["content-disposition"] == "attachment; filename*=UTF-8''broken%20lamp.png"
    assert "sandbox" in saved.headers["content-security-policy"]
    assert browse("GET", path, role="").status_code == 401
    assert browse("GET", f"/files/{uuid4()}").status_code == 404


def test_a_label_needs_the_session_and_a_return(browse: Ask) -> None:
    path = f"/files/return-labels/{uuid4()}"
    assert browse("GET", path, role="").status_code == 401
    assert browse("GET", path).status_code == 404
