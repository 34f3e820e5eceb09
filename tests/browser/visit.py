"""A person at a browser: signed in, with everything that went wrong on their pages remembered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

from console.signed_in import COOKIE
from tests.browser.house import House, Person
from tests.browser.site import Site

DESKTOP = {"width": 1440, "height": 900}
_AXE = Axe()


@dataclass
class Room:
    """A browser of its own with one page, as one test after the other uses it. `complaints` are those of the test."""

    context: BrowserContext
    page: Page
    complaints: list[str]

    def tidy(self, site: Site) -> None:
        """As if it had just been opened: nobody is signed in, nothing is kept, nothing is in the way."""
        self.context.set_offline(False)
        self.page.unroute_all()
        if self.page.url.startswith(site.address):
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.goto("about:blank")
        # What the page kept while it was left, such as its language.
        line = self.context.new_cdp_session(self.page)
        line.send("Storage.clearDataForOrigin", {"origin": site.address, "storageTypes": "local_storage"})
        line.detach()
        self.context.clear_cookies()
        self.page.emulate_media(color_scheme="null", reduced_motion="reduce")
        self.page.set_viewport_size(DESKTOP)


@dataclass
class Rooms:
    """Those that stand empty. To open a browser and its first page anew costs as much as the page itself."""

    browser: Browser
    empty: list[Room] = field(default_factory=list)

    def take(self, complaints: list[str]) -> Room:
        """One that is empty, or another."""
        if self.empty:
            room = self.empty.pop()
            room.complaints = complaints
            return room
        context = new_context(self.browser)
        room = Room(context, context.new_page(), complaints)
        listen(context, lambda: room.complaints)
        return room

    def give_back(self, room: Room, site: Site) -> None:
        """Where something is wrong with it, nobody has it again."""
        try:
            room.tidy(site)
        except Error:
            room.context.close()
        else:
            self.empty.append(room)


@dataclass
class Visits:
    """Opens browsers. `complaints` are errors that pages wrote to the console or threw, beyond those `expected`."""

    rooms: Rooms
    site: Site
    house: House
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)
    _taken: list[Room] = field(default_factory=list)

    def stranger(self, **options: Any) -> Page:
        """A page of somebody who is not signed in; nothing is loaded yet."""
        context = self._context(**options)
        return context.new_page()

    def sign_in(self, person: Person, path: str = "/", **options: Any) -> Page:
        """A page in a browser of its own, signed in as `person` and at `path`, ready to be worked with."""
        page = self._context(**options).new_page() if options else self._room().page
        token = self.house.token(person)
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": self.site.address, "httpOnly": True}])
        self.go(page, path)
        return page

    def go(self, page: Page, path: str) -> None:
        """Load `path` and wait until the server has filled it."""
        page.goto(f"{self.site.address}{path}")
        ready(page)

    def close(self) -> None:
        """Leave."""
        for context in self._contexts:
            context.close()
        for room in self._taken:
            self.rooms.give_back(room, self.site)
        self._contexts.clear(), self._taken.clear()

    def unexpected(self) -> list[str]:
        """Complaints that hold none of the `expected` texts."""
        return [each for each in self.complaints if not any(text in each for text in self.expected)]

    def _room(self) -> Room:
        self._taken.append(self.rooms.take(self.complaints))
        return self._taken[-1]

    def _context(self, **options: Any) -> BrowserContext:
        context = new_context(self.rooms.browser, **options)
        listen(context, lambda: self.complaints)
        self._contexts.append(context)
        return context


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """A browser of its own, in English and without motion where `options` say nothing else."""
    common = {"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce"}
    context = browser.new_context(**common | options)
    context.set_default_timeout(15_000)
    return context


def listen(context: BrowserContext, complaints: Callable[[], list[str]]) -> None:
    """Remember what goes wrong on its pages."""

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints().append(f"console: {message.text} {message.location.get('url', '')}")

    context.on("console", hear)
    context.on("weberror", lambda error: complaints().append(f"thrown: {error.error}"))


def ready(page: Page) -> None:
    """Wait until the page's state is there: the account is named and nothing is waited for."""
    expect(page.locator(".menu > summary .avatar")).not_to_be_empty()
    expect(page.locator("html:not([data-waiting])")).to_be_attached()


def serious_findings(page: Page, within: str | None = None, *, only: Sequence[str] = ()) -> list[str]:
    """What axe-core calls serious or critical on the page as it stands, or in the part of it that a selector names;
    by the rules `only`, all where none are named.
    """
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    violations: Sequence[dict[str, Any]] = _AXE.run(page, context=within, options=options).response["violations"]
    return [
        f"{found['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for found in violations
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]
