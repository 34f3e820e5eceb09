"""An agent at an order's panel: what is pressed, and what is read there."""

import re
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from console.signed_in import COOKIE, digest_of
from domain.customers.queries import customer
from domain.identity.check_facts import check_facts
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.new_order import NewLine, NewPayment
from domain.staff.sessions import session_by_digest
from tests.browser.house import House, Person
from tests.browser.visit import Visits

SYSTEM = Actor.system("tests")


def paid_order(house: House, customer_id: UUID, number: str, *, title: str = "Linen shirt", pieces: int = 2) -> UUID:
    """So many pieces of one thing and a mug, paid by card; nothing of it has left."""
    card = house.build.payment_method(customer_id)
    lines = [NewLine(sku=house.sku(title), quantity=pieces), NewLine(sku=house.sku("Ceramic mug", 1490), quantity=1)]
    paid = [NewPayment("captured", Money(4990 * pieces + 1490, "EUR"), card)]
    return house.build.order(customer_id, number=number, lines=lines, payments=paid)


def at_order(visits: Visits, house: House, person: Person, customer_id: UUID, number: str, path: str = "") -> Page:
    """The page of `person` at the order, the customer's identity beyond doubt."""
    page = visits.sign_in(person)
    be_sure(house, page, customer_id)
    visits.go(page, f"/?customer={customer_id}&order={number.lstrip('#')}{path}")
    expect(page.locator("#order-detail")).to_be_visible()
    return page


def be_sure(house: House, page: Page, customer_id: UUID) -> None:
    """The customer has told their name and address to whoever is signed in on the page."""
    app = house.build.application
    token = next(each["value"] for each in page.context.cookies() if each["name"] == COOKIE)
    signed_in = app.ask(session_by_digest, SYSTEM, digest=digest_of(token))
    assert signed_in is not None
    known = app.ask(customer, SYSTEM, customer_id=customer_id)
    facts = {"last_name": known.last_name, "email": known.emails[0]}
    assert app.perform(check_facts, signed_in.actor, customer_id=customer_id, facts=facts).passed


def panel(page: Page) -> Locator:
    return page.locator("#action-panel")


def button(page: Page) -> Locator:
    """The one that does it."""
    return page.locator("#do-it")


def preview(page: Page) -> Locator:
    return page.locator(".preview[data-stale=false]")


def commit(page: Page, says: str) -> None:
    """Wait until the button names this result, do it by key, and see the panel go."""
    expect(preview(page)).to_be_attached()
    expect(button(page)).to_contain_text(says)
    by_key(page)
    expect(panel(page)).to_have_count(0)


def by_key(page: Page) -> None:
    """Press the key as soon as it is taken: what has only just come on the screen is not done unread."""
    expect(page.locator('.action-form[data-unread="false"]')).to_be_attached()
    page.keyboard.press("Control+Enter")


def timeline(page: Page) -> Locator:
    return page.locator("#timeline")


def opener(page: Page, action: str, subject: str = "") -> Locator:
    return page.locator(f'[data-opener="{action}:{subject}"]')


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[name="{name}"]')


def step(page: Page, title: str, pieces: int) -> None:
    """Put the stepper of the goods with this title to so many pieces, by keyboard."""
    goods = panel(page).get_by_role("group", name=re.compile(re.escape(title)))
    goods.get_by_role("textbox").first.fill(str(pieces))
