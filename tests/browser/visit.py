"""A person at a browser: signed in, with everything that went wrong on their pages remembered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from console.signed_in import COOKIE
from tests.browser.house import House, Person
from tests.browser.site import Site

DESKTOP = {"width": 1440, "height": 900}
_AXE = Axe()


@dataclass
class Visits:
    """Opens browsers. `complaints` are errors that pages wrote to the console or threw, beyond those `expected`."""

    browser: Browser
    site: Site
    house: House
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def stranger(self, **options: Any) -> Page:
        """A page of somebody who is not signed in; nothing is loaded yet."""
        context = self._context(**options)
        return context.new_page()

    def sign_in(self, person: Person, path: str = "/", **options: Any) -> Page:
        """A page in a browser of its own, signed in as `person` and at `path`, ready to be worked with."""
        context = self._context(**options)
        token = self.house.token(person)
        context.add_cookies([{"name": COOKIE, "value": token, "url": self.site.address, "httpOnly": True}])
        page = context.new_page()
        self.go(page, path)
        return page

    def go(self, page: Page, path: str) -> None:
        """Load `path` and wait until the server has filled it."""
        page.goto(f"{self.site.address}{path}")
        ready(page)

    def close(self) -> None:
        """Leave, and forget every browser."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def unexpected(self) -> list[str]:
        """Complaints that hold none of the `expected` texts."""
        return [each for each in self.complaints if not any(text in each for text in self.expected)]

    def _context(self, **options: Any) -> BrowserContext:
        context = self.browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce"} | options)
        context.set_default_timeout(15_000)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(f"thrown: {error.error}"))
        self._contexts.append(context)
        return context

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text} {message.location.get('url', '')}")


def ready(page: Page) -> None:
    """Wait until the page's state is there: the account is named and nothing is waited for."""
    expect(page.locator("html:not([data-waiting])")).to_be_attached()
    expect(page.locator(".menu > summary .avatar")).not_to_be_empty()


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
