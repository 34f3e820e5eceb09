"""A raw live connection, as anybody can open one with a script: what it is answered with and without a session."""

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import uuid4

import aiohttp
import httpx
import pytest
import socketio
from reflex.event import Event
from reflex_base.registry import RegistrationContext
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY

import console.console  # noqa: F401 - registers every state and handler
from console.auth.argon2 import Argon2Passwords
from console.form_shape import is_form, tidy_forms
from console.guard import rule_for
from console.signed_in import COOKIE, digest_of
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.permissions import Role
from domain.staff.add_person import add_person
from domain.staff.sessions import session_by_digest
from domain.staff.sign_out import sign_out
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.reset import Resettable
from tests.support.telephone import until
from tests.support.web import web_process

BOOT = "reflex___state____state.hydrate_and_load"
WORKSPACE = "reflex___state____state.console___workspace___state____workspace"
SEARCH = "reflex___state____state.console___workspace___search___state____search_state.search"
LANGUAGE = "reflex___state____state.console___ui___preferences____preferences.choose_language"
PASSWORD = "a long enough password 7"
HANDLERS = sorted(RegistrationContext.get().event_handlers)


@pytest.fixture(scope="module")
def server(_resettable: Resettable, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = _resettable.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with web_process(url, tmp_path_factory.mktemp("web")) as address:
        yield address


@pytest.fixture
def web(server: str, database: Database) -> str:
    """The address of the web process; its database is as the migrations left it."""
    return server


@pytest.fixture
def cookie(application: Application, administrator: Actor, web: str) -> str:
    return signed_in(application, administrator, web, "lea@example.org", Role.AGENT)


def signed_in(application: Application, administrator: Actor, web: str, email: str, role: Role) -> str:
    application.perform(
        add_person,
        administrator,
        email=email,
        name="Léa Martin",
        role=role,
        password=PASSWORD,
        passwords=Argon2Passwords(passes=1, kibibytes=64),
        language="en",
        time_zone="Europe/Paris",
    )
    form = {"email": email, "password": PASSWORD}
    # The process may still be busy with the flood of a test before.
    answer = httpx.post(f"{web}/sign-in", data=form, headers={"origin": web}, timeout=60)
    assert answer.status_code == 303, answer.text
    return answer.cookies[COOKIE]


def raise_events(
    web: str,
    *events: tuple[str, Mapping[str, Any]],
    cookie: str,
    token: str = "",
    path: str = "/",
    wait: float = 0.4,
    once_connected: Callable[[], Any] | None = None,
) -> list[Any]:
    """Everything that the server sends to one connection that raises `events`, the next `wait` seconds after one."""

    async def run() -> list[Any]:
        heard: list[Any] = []
        answered = asyncio.Event()
        client = socketio.AsyncClient()
        client.on("event", heard.append, namespace="/_event")
        client.on("ping", lambda _: answered.set(), namespace="/_event")
        await client.connect(
            f"{web}?token={token or uuid4()}",
            headers={"Cookie": f"{COOKIE}={cookie}"},
            socketio_path="/_event",
            namespaces=["/_event"],
            transports=["websocket"],
        )
        if once_connected:
            await asyncio.to_thread(once_connected)
        for name, payload in events:
            event = {"name": name, "payload": payload, "router_data": {"pathname": "/", "asPath": path}}
            await client.emit("event", event, namespace="/_event")
            await asyncio.sleep(wait)
        await client.emit("ping", namespace="/_event")
        await asyncio.wait_for(answered.wait(), 60)  # it has taken all of them
        await asyncio.sleep(0.4)
        await client.disconnect()
        return heard

    return asyncio.run(run())


def guesses(name: str) -> list[Mapping[str, Any]]:
    """Payloads that a handler might accept: none, and each of its arguments as several types."""
    arguments = list(inspect.signature(RegistrationContext.get().event_handlers[name].handler.fn).parameters)[1:]
    return [{}, *({argument: value for argument in arguments} for value in ("x", 1, True, {}, []))]


@pytest.mark.parametrize("transport", ["websocket", "polling"])
@pytest.mark.parametrize("headers", [{}, {"Cookie": f"{COOKIE}=made-up"}], ids=["no cookie", "a cookie of no session"])
def test_a_strangers_line_is_refused(web: str, headers: Mapping[str, str], transport: str) -> None:
    async def run() -> None:
        async with aiohttp.ClientSession() as http:
            client = socketio.AsyncClient(http_session=http)
            with pytest.raises(socketio.exceptions.ConnectionError):
                await client.connect(
                    f"{web}?token={uuid4()}",
                    headers=headers,
                    socketio_path="/_event",
                    namespaces=["/_event"],
                    transports=[transport],
                )

    asyncio.run(run())


def test_once_the_session_ended_no_handler_answers_anything(application: Application, web: str, cookie: str) -> None:
    found = application.ask(session_by_digest, Actor.system("door"), digest=digest_of(cookie))
    assert found is not None

    def leave() -> None:
        application.perform(sign_out, found.actor)
        until(lambda: httpx.get(f"{web}/", cookies={COOKIE: cookie}).status_code == 303)

    events = [(name, payload) for name in HANDLERS for payload in guesses(name)]
    assert len(events) > 1_000
    more = ((BOOT, {}), *events, ("nobody.knows", {}))
    assert raise_events(web, *more, cookie=cookie, wait=0, once_connected=leave) == []


def test_with_a_session_the_page_is_answered(web: str, cookie: str) -> None:
    heard = raise_events(web, (BOOT, {}), cookie=cookie)
    assert "Léa Martin" in str(heard)
    assert cookie not in str(heard)  # it is HttpOnly, and stays out of the state


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        (SEARCH, {"text": 5}),
        (SEARCH, {"text": "x" * 201}),
        (SEARCH, {"text": "ok", "more": "x"}),
        (SEARCH, {}),
        (LANGUAGE, {"language": ["fr"]}),
        ("reflex___state____state.reflex___state____on_load_internal_state.set_is_hydrated", {"value": True}),
        ("reflex___state____state.set_is_hydrated", {"value": True}),
        (f"{WORKSPACE}._load", {"customer_id": None, "order_key": "W1"}),
        ("reflex___state____state.setvar", {"var_name": "is_hydrated", "value": 1}),
    ],
)
def test_what_is_not_declared_or_not_of_the_declared_types_is_refused(
    web: str, cookie: str, name: str, payload: Mapping[str, Any]
) -> None:
    before = raise_events(web, (BOOT, {}), cookie=cookie)
    after = raise_events(web, (BOOT, {}), (name, payload), cookie=cookie)
    said = "This was refused, and nothing was changed."
    if name in (SEARCH, LANGUAGE):  # of the person's own page: it says so, and nothing else
        assert said in str(after[len(before) :])
        assert "search_state" not in str(after[len(before) :])
    else:
        assert len(after) == len(before)


@pytest.mark.parametrize(
    ("ticked", "entries"),
    [
        (True, [["name", "x"], ["as-said", "on"], ["example_as_said", "on"]]),
        (False, [["name", "x"], ["as-said", "on"]]),
        (None, [["name", "x"], ["as-said", "on"]]),
    ],
)
def test_a_checkbox_with_an_id_is_read_as_a_form_of_the_browser_would_send_it(ticked: Any, entries: Any) -> None:
    """Reflex adds the value of each control with an id: true, false, or null where it is not shown."""
    form = {FORM_DATA_ENTRIES_KEY: [["name", "x"], ["as-said", "on"], ["example_as_said", ticked]]}
    event = Event(name="any", payload={"form": form})
    tidy_forms(event)
    assert event.payload["form"] == {FORM_DATA_ENTRIES_KEY: entries}
    assert is_form(event.payload["form"])


def test_a_tab_presented_by_somebody_else_starts_empty(
    web: str, cookie: str, application: Application, administrator: Actor, build: Builders
) -> None:
    customer, token = build.customer(first_name="Marie", last_name="Secret"), str(uuid4())
    mine = raise_events(web, (BOOT, {}), cookie=cookie, token=token, path=f"/?customer={customer}")
    assert "Secret" in str(mine)
    other = signed_in(application, administrator, web, "merch@example.org", Role.MERCHANDISER)
    theirs = raise_events(web, (LANGUAGE, {"language": "fr"}), (BOOT, {}), cookie=other, token=token)
    assert "Secret" not in str(theirs)


def test_screens_ask_for_a_session_and_the_upload_is_closed(web: str, cookie: str) -> None:
    answer = httpx.get(f"{web}/orders/W1?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Forders%2FW1%3Fx%3D1")
    for screen in ("admin", "supervisor"):
        assert httpx.get(f"{web}/{screen}").headers["location"] == f"/sign-in?next=%2F{screen}"
    assert httpx.post(f"{web}/_upload", files={"files": b"x"}, cookies={COOKIE: cookie}).status_code == 404


def test_every_handler_of_ours_is_declared() -> None:
    ours = [name for name in HANDLERS if ".console___" in name]
    assert [name for name in ours if rule_for(name) is None and not name.endswith(".setvar")] == []
