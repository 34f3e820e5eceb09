"""The chat on a shop's page of another origin: both sides write, lines drop, the server starts anew, nothing is lost."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, Route, expect
from sqlalchemy import select

from domain.assignment.set_presence import set_presence
from domain.cases.close_case import close_case
from domain.conversations.note_delivery import announce
from domain.conversations.queries import thread
from domain.conversations.reply import reply
from domain.kernel.actor import Actor
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work.unit import Unit
from tests.browser.house import House
from tests.browser.visit import serious_findings
from tests.support.breakable import Breakable, breakable
from tests.support.web import web_process

STAFF = Actor.system("Zoé Petit")
HOSTILE = '<img src=x onerror="parent.hacked=1"><script>window.hacked=1</script>'


class Served:
    """The web process behind a line that can be cut; `restart` begins another one."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self._number = 0
        self._process: Any = None
        self.line: Breakable

    def start(self) -> tuple[str, int]:
        self._number += 1
        folder = self._folder / str(self._number)
        folder.mkdir()
        self._process = web_process(self._url, folder)
        parts = urlsplit(self._process.__enter__())
        return str(parts.hostname), int(parts.port or 0)

    def stop(self) -> None:
        self._process.__exit__(None, None, None)


@pytest.fixture(scope="module")
def served(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    address = house.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    served = Served(address, tmp_path_factory.mktemp("widget"))
    host, port = served.start()
    with breakable(host, port) as line:
        served.line = line
        yield served
    served.stop()


@pytest.fixture(scope="module")
def shop(served: Served, house: House) -> Iterator[str]:
    """The address of a shop's page, of another origin, that names our script; an agent is there for its chats."""
    staff_id = house.person("Zoé Petit").id
    house.build.perform(set_presence, staff_id=staff_id, presence="online")

    class Shop(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            lang = "fr" if "fr" in self.path else "en"
            page = (
                f"<!doctype html><html lang={lang}><meta name=viewport content='width=device-width'><title>Shop</title>"
                f"<h1>Lamps</h1><script src='{served.line.address}/widget.js' data-colour='#0f766e' async></script>"
            )
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    house.build.perform(set_presence, staff_id=staff_id, presence="offline")


@pytest.fixture
def customer(browser: Browser, shop: str) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def visit(path: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"} | options)
        contexts.append(context)
        page = context.new_page()
        page.goto(shop + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def opened(page: Page, name: str = "Chat with us") -> FrameLocator:
    page.get_by_role("button", name=name).click()
    return page.frame_locator("iframe")


def say(chat: FrameLocator, text: str) -> None:
    chat.locator("#body").fill(text)
    chat.locator("#body").press("Enter")


def said(chat: FrameLocator) -> list[str]:
    return chat.locator(".said p").all_inner_texts()


def newest(house: House, text: str) -> Any:
    """The conversation in which a customer wrote `text` last."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with house.database.reading() as session:
            query = select(Conversation.id).where(Conversation.last_preview == text).order_by(Conversation.id.desc())
            found = session.execute(query.limit(1)).scalar_one_or_none()
        if found is not None:
            return found
        time.sleep(0.05)
    raise AssertionError(f"nobody wrote {text!r}")


def answer(house: House, conversation_id: UUID, text: str) -> None:
    house.build.application.perform(reply, STAFF, conversation_id=conversation_id, body=text)


def test_two_sides_talk_and_nothing_is_lost_when_the_line_drops(
    customer: Callable[..., Page], house: House, served: Served
) -> None:
    page = customer()
    chat = opened(page)
    say(chat, "Where has my lamp gone?")
    own = newest(house, "Where has my lamp gone?")
    answer(house, own, "Let me look.")
    expect(chat.get_by_text("Let me look.")).to_be_visible()

    def type_one(unit: Unit) -> None:
        announce(unit, own, "typing", "Zoé Petit")

    house.build.application.perform(type_one, STAFF)
    expect(chat.get_by_text("Zoé is typing…")).to_be_visible()
    served.line.cut()
    answer(house, own, "While you were away")
    say(chat, "Are you there?")
    say(chat, "Hello?")
    expect(chat.get_by_text("Sending…")).to_have_count(2)
    page.reload()
    page.wait_for_timeout(300)
    served.line.mend()
    page.reload()
    chat = opened(page)
    wanted = ["Where has my lamp gone?", "Let me look.", "While you were away", "Are you there?", "Hello?"]
    expect(chat.get_by_text("Hello?")).to_be_visible()
    expect(chat.get_by_text("Sending…")).to_have_count(0)
    assert said(chat) == wanted
    kept = house.build.application.ask(thread, STAFF, conversation_id=own)
    assert [entry.body for entry in kept.entries] == wanted


def test_a_restart_of_the_server_loses_nothing(customer: Callable[..., Page], house: House, served: Served) -> None:
    page = customer()
    chat = opened(page)
    say(chat, "Before the restart")
    own = newest(house, "Before the restart")
    answer(house, own, "Yes?")
    expect(chat.get_by_text("Yes?")).to_be_visible()
    served.line.cut()
    served.stop()
    say(chat, "Written into the dark")
    answer(house, own, "Answered from elsewhere")
    served.line.mend(served.start())
    expect(chat.get_by_text("Answered from elsewhere")).to_be_visible(timeout=20_000)
    expect(chat.get_by_text("Written into the dark")).to_be_visible()
    expect(chat.get_by_text("Sending…")).to_have_count(0, timeout=20_000)
    answer(house, own, "And live again")
    expect(chat.get_by_text("And live again")).to_be_visible()
    assert sorted(said(chat)) == sorted(
        ["Before the restart", "Yes?", "Written into the dark", "Answered from elsewhere", "And live again"]
    )


def test_what_the_agent_writes_is_there_at_once(customer: Callable[..., Page], house: House) -> None:
    page = customer()
    chat = opened(page)
    say(chat, "How quick are you?")
    own = newest(house, "How quick are you?")
    expect(chat.get_by_text("How quick are you?")).to_be_visible()
    page.wait_for_timeout(500)
    for number in range(15):
        answer(house, own, f"Answer {number}")
        expect(chat.get_by_text(f"Answer {number}", exact=True)).to_be_visible()
    assert said(chat) == ["How quick are you?", *(f"Answer {number}" for number in range(15))]


def test_an_answer_is_shown_though_the_first_line_broke(customer: Callable[..., Page], house: House) -> None:
    page = customer()
    broken: list[str] = []

    def once(route: Route) -> None:
        if broken:
            return route.continue_()
        broken.append(route.request.url)
        return route.abort("connectionreset")

    page.route("**/widget/events*", once)
    chat = opened(page)
    expect(chat.locator("#body")).to_be_enabled()
    say(chat, "Is the line good?")
    own = newest(house, "Is the line good?")
    answer(house, own, "Now it is.")
    expect(chat.get_by_text("Now it is.")).to_be_visible()
    assert broken


def test_what_is_typed_before_the_page_is_ready_is_not_lost(customer: Callable[..., Page], house: House) -> None:
    page = customer()
    page.route("**/widget/static/thread.js*", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    chat = opened(page)
    expect(chat.locator("#body")).to_be_disabled()
    say(chat, "Am I too early?")
    assert newest(house, "Am I too early?")


def test_script_stays_text_and_the_answer_counts_as_unread(customer: Callable[..., Page], house: House) -> None:
    page = customer()
    chat = opened(page)
    say(chat, HOSTILE)
    own = newest(house, HOSTILE)
    answer(house, own, HOSTILE)
    expect(chat.locator(".theirs p")).to_have_text(HOSTILE)
    assert chat.locator(".said img, .said script").count() == 0
    assert page.evaluate("window.hacked") is None
    chat.get_by_role("button", name="Close the chat").click()
    expect(page.locator("iframe")).to_be_hidden()
    answer(house, own, "One more")
    expect(page.get_by_role("button", name="Chat with us, 1 unread")).to_be_visible()
    opened(page)
    expect(page.get_by_role("button", name="Close the chat").first).to_have_attribute("aria-expanded", "true")


def test_in_the_end_it_is_rated_and_sent(customer: Callable[..., Page], house: House) -> None:
    page = customer("?fr", locale="fr-FR")
    chat = opened(page, "Discuter avec nous")
    say(chat, "Merci beaucoup")
    own = newest(house, "Merci beaucoup")
    with house.database.reading() as session:
        case_id = session.execute(select(Case.id).join(Conversation).where(Conversation.id == own)).scalar_one()
    house.build.application.perform(close_case, STAFF, case_id=case_id)
    expect(chat.get_by_text("Comment était cette conversation ?")).to_be_visible()
    assert serious_findings(page) == []
    chat.get_by_label("4").check()
    chat.get_by_label("Quelque chose à ajouter ?").fill("Rapide")
    chat.locator("#survey").get_by_role("button", name="Envoyer").click()
    expect(chat.get_by_text("Merci de nous l’avoir dit.")).to_be_visible()
    entries = house.build.application.ask(thread, STAFF, conversation_id=own).entries
    assert [entry.details["score"] for entry in entries if entry.kind == "notice"] == [4]
