"""What the composer sends: kept once, by a way that is known, with its files; refused with a sentence."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from console.auth.argon2 import Argon2Passwords
from console.signed_in import COOKIE
from console.workspace.conversation.routes import router
from domain.conversations.queries import thread
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.conversations.ways import reply_ways
from domain.kernel.actor import Actor
from domain.staff.add_person import add_person
from domain.staff.sign_in import sign_in
from domain.work.application import Application
from tests.support.builders import Builders

SITE = "http://console.test"
QUICK = Argon2Passwords(passes=1, kibibytes=8)
PASSWORD = "violet otter climbs slowly"
OWN = {"origin": SITE, "sec-fetch-site": "same-origin"}
Send = Callable[..., httpx.Response]


@pytest.fixture
def talk(build: Builders) -> UUID:
    heard: UUID = build.perform(
        receive_message, channel="sms", address="+33612345678", body="Where is it?"
    ).conversation_id
    return heard


@pytest.fixture
def send(wired: None, application: Application, administrator: Actor, talk: UUID) -> Send:
    """`send(body="…", files=[("a.txt", b"…")], role="agent")`: as the composer does; `role=""` is signed out."""

    def send(*, role: str = "agent", files: Any = (), headers: Any = None, **fields: str) -> httpx.Response:
        (way,) = application.ask(reply_ways, administrator, conversation_id=talk)
        said = {"kind": "reply", "way": way.key, "client_key": "key", "body": "Tomorrow."} | fields
        parts = [(name, (None, text)) for name, text in said.items()] + [("file", each) for each in files]
        cookies = {COOKIE: session(role)} if role else {}
        app = FastAPI()
        app.include_router(router)

        async def post() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url=SITE, cookies=cookies) as client:
                return await client.post(f"/threads/{talk}/messages", files=parts, headers=OWN | (headers or {}))

        return asyncio.run(post())

    def session(role: str) -> str:
        email = f"{uuid4().hex}@example.org"
        values = {"name": "Ana Lima", "role": role, "password": PASSWORD, "passwords": QUICK}
        application.perform(add_person, administrator, email=email, **values)
        opened = sign_in(
            application, email=email, password=PASSWORD, address="192.0.2.7", user_agent="", passwords=QUICK
        )
        return opened.token

    return send


def test_a_reply_is_kept_once_with_its_files(
    send: Send, talk: UUID, application: Application, administrator: Actor
) -> None:
    first = send(files=[("../label.txt", b"hello")])
    again = send(files=[("../label.txt", b"hello")])
    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (201, first.json())
    _, entry = application.ask(thread, administrator, conversation_id=talk).entries
    assert (entry.body, entry.channel, entry.address) == ("Tomorrow.", "sms", "+33612345678")
    assert [file.name for file in entry.files] == ["label.txt"]


def test_a_note_goes_to_nobody(send: Send, talk: UUID, application: Application, administrator: Actor) -> None:
    assert send(kind="note", way="", body="Ask the warehouse.").status_code == 201
    entry = application.ask(thread, administrator, conversation_id=talk).entries[-1]
    assert (entry.kind, entry.direction, entry.status) == ("note", "internal", "kept")


def test_who_answers_what_was_answered_since_is_told(
    send: Send, talk: UUID, application: Application, administrator: Actor
) -> None:
    system = Actor.system("Zoé")
    application.perform(reply, system, conversation_id=talk, body="It left.")
    refused = send(seen_seq="1")
    assert (refused.status_code, refused.json()["code"]) == (409, "answered_since")
    assert send(seen_seq="2").status_code == 201


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"role": ""}, 401),
        ({"role": "merchandiser"}, 403),
        ({"way": "somebody-else"}, 422),
        ({"body": " "}, 422),
        ({"body": "x" * 20_001}, 422),
        ({"body": "x" * 1_000_000}, 400),
        ({"files": [("program.exe", b"MZ\x90\x00")]}, 422),
        ({"kind": "whisper"}, 403),
        ({"kind": "whisper", "role": "supervisor"}, 409),
        ({"headers": {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}}, 403),
    ],
)
def test_what_is_refused(
    send: Send, talk: UUID, application: Application, administrator: Actor, values: dict[str, Any], status: int
) -> None:
    assert send(**values).status_code == status
    assert len(application.ask(thread, administrator, conversation_id=talk).entries) == 1
