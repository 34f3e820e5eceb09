"""Whoever watches a customer or an order hears what others do there: the bell on top, on every screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.visit import Visits, ready, serious_findings

pytestmark = pytest.mark.browser


def opened_bell(page: Page) -> None:
    page.keyboard.press("b")
    expect(page.locator("#bell .menu-sheet")).to_be_visible()


def test_what_somebody_else_does_rings_at_once_and_is_seen_once_opened(visits: Visits, house: House) -> None:
    watching, acting = house.person("Ines Wacht"), house.person("Tom Baker")
    customer, other = house.build.customer(first_name="Bella", last_name="Klingel"), house.build.customer()
    order = house.delivered_order(customer)
    mine, elsewhere = visits.sign_in(watching, f"/?customer={customer}"), visits.sign_in(watching)
    mine.locator("#watch").click()
    expect(mine.locator("#watch")).to_have_attribute("aria-pressed", "true")
    visits.go(mine, f"/?customer={other}")
    count = mine.locator("#bell .count")
    expect(count).to_have_count(0)

    theirs = visits.sign_in(acting, f"/?customer={customer}&order={order.number[1:]}")
    theirs.get_by_role("textbox", name="Note").fill("Will be collected on Friday.")
    theirs.keyboard.press("Control+Enter")
    for page in (mine, elsewhere):  # the second tab has heard that she watches
        expect(page.locator("#bell .count")).to_have_text("1")
    expect(theirs.locator("#bell .count")).to_have_count(0)

    opened_bell(mine)
    row = mine.locator("#bell .bell-row")
    expect(row).to_contain_text("Bella Klingel")
    expect(row).to_contain_text(order.number)
    expect(row).to_contain_text("Note · Tom Baker")
    expect(row).to_contain_text("1 new")
    assert serious_findings(mine) == []
    mine.keyboard.press("ArrowDown")
    mine.keyboard.press("Enter")
    expect(mine).to_have_url(re.compile(f"customer={customer}&order={order.number[1:]}"))
    expect(mine.locator("#bell .menu-sheet")).to_be_hidden()
    expect(mine.locator("#timeline")).to_contain_text("Will be collected on Friday.")
    for page in (mine, elsewhere):
        expect(page.locator("#bell .count")).to_have_count(0)

    theirs.get_by_role("textbox", name="Note").fill("Or on Saturday.")
    theirs.keyboard.press("Control+Enter")
    expect(mine.locator("#timeline")).to_contain_text("Or on Saturday.")
    for page in (mine, elsewhere):  # it was read where it is open
        expect(page.locator("#bell .count")).to_have_count(0)


def test_an_order_is_watched_and_given_files_in_its_detail(visits: Visits, house: House) -> None:
    watching = house.person("Otto Wacht")
    customer = house.build.customer(first_name="Olga", last_name="Order")
    order = house.delivered_order(customer)
    page = visits.sign_in(watching, f"/?customer={customer}&order={order.number[1:]}")
    page.locator("#attach-to-order").set_input_files(
        {"name": "crack.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"\x00" * 20}
    )
    expect(page.locator("#order-files .file")).to_contain_text("crack.png")
    expect(page.locator("#files .file")).to_contain_text("crack.png")
    page.locator("#watch-order").click()
    expect(page.locator("#order-watched-by")).to_have_text("Otto Wacht")
    expect(page.locator("#watched-by")).to_have_count(0)
    assert serious_findings(page) == []
    visits.go(page, "/admin")
    house.build.note(customer, "About the customer.")
    house.build.note(customer, "About the order.", order_id=order.order_id)
    expect(page.locator("#bell .count")).to_have_text("1")
    opened_bell(page)
    expect(page.locator("#bell .bell-row")).to_contain_text("1 new")
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator("#bell .count")).to_have_count(0)
    expect(page.locator("#bell .bell-row")).to_contain_text(order.number)
    page.get_by_role("button", name="Stop watching Olga Order").click()
    expect(page.locator("#bell .empty")).to_contain_text("You watch nobody yet")
    page.keyboard.press("Escape")
    expect(page.locator("#bell .menu-sheet")).to_be_hidden()
    expect(page.locator("#bell > summary")).to_be_focused()


def test_the_bell_speaks_french(visits: Visits, house: House) -> None:
    watching = house.person("Inès Veille", language="fr")
    customer = house.build.customer(first_name="Fleur", last_name="Cloche")
    page = visits.sign_in(watching, f"/?customer={customer}")
    page.keyboard.press("b")
    expect(page.locator("#bell")).to_contain_text("Vous ne suivez encore personne")
    page.keyboard.press("Escape")
    page.locator("#watch").click()
    expect(page.locator("#watch")).to_have_text("Ne plus suivre")
    visits.go(page, "/")
    ready(page)
    house.build.note(customer, "Bonjour.")
    expect(page.locator("#bell .count")).to_have_text("1")
    expect(page.get_by_label("Suivis : du nouveau pour 1")).to_be_visible()
    opened_bell(page)
    expect(page.locator("#bell")).to_contain_text("Tout marquer comme vu")
    expect(page.locator("#bell .bell-row")).to_contain_text("1 nouv.")
