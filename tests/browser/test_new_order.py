"""Ordering on behalf of a customer: goods found, a quote first or at once, and what is refused."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.quotes.make_quote import make_quote
from tests.browser.acting import be_sure, button, commit, field, panel, preview, step, timeline
from tests.browser.house import House, Person
from tests.browser.test_accessibility import in_both_themes
from tests.browser.test_layout import unfit
from tests.browser.visit import Visits
from tests.support.builders import PARIS

pytestmark = pytest.mark.browser


def at_customer(visits: Visits, house: House, person: Person, customer_id: UUID, path: str = "") -> Page:
    """The customer's page, their identity beyond doubt."""
    page = visits.sign_in(person)
    be_sure(house, page, customer_id)
    visits.go(page, f"/?customer={customer_id}{path}")
    expect(page.locator("#new-order")).to_be_visible()
    return page


def search(page: Page) -> Locator:
    return page.locator("#in-add")


def add(page: Page, text: str, finds: str) -> None:
    """Find goods by `text` and put the first on the order, by keyboard."""
    search(page).fill(text)
    expect(panel(page).locator(".goods-found button").first).to_contain_text(finds)
    search(page).press("Enter")
    expect(panel(page).get_by_role("group", name=re.compile(re.escape(finds)))).to_be_visible()


def quotes(page: Page) -> Locator:
    return page.locator("#quotes .quote")


def offered(house: House, customer_id: UUID, title: str) -> UUID:
    """A quote of two pieces, made elsewhere."""
    made: UUID = house.build.perform(
        make_quote,
        customer_id=customer_id,
        currency="EUR",
        lines=[NewLine(house.sku(title), 2)],
        shipping_address=PARIS,
        shipping=Money(490, "EUR"),
    )
    return made


def test_goods_are_found_counted_shown_and_ordered_at_once(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Nora", last_name="Nouvelle")
    house.build.payment_method(customer_id)
    house.sku("Copper kettle"), house.sku("Copper ladle", 1490)
    page = at_customer(visits, house, agent, customer_id)
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"&do=new-order$"))
    expect(search(page)).to_be_focused()
    expect(panel(page)).to_contain_text("Add what is ordered.")
    expect(panel(page).get_by_role("alert")).to_have_count(0)
    search(page).fill("copper")
    found = panel(page).locator(".goods-found button")
    expect(found.first).to_contain_text("500 in stock")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    add(page, "coper ladle", "Copper ladle")
    step(page, "Copper kettle", 2)
    panel(page).get_by_label("Pay with").select_option(label="Visa ···· 4242")
    field(page, "shipping").fill("4,90")
    field(page, "discount").fill("5")
    field(page, "discount_reason").select_option("loyalty")
    shown = preview(page)
    expect(shown).to_contain_text("Customer pays €114.60 with Visa ···· 4242")
    expect(shown).to_contain_text(re.compile(r"Leaves from\s*Paris warehouse"))
    expect(shown).to_contain_text(re.compile(r"Ships to\s*12 rue des Lilas, 75011 Paris, France"))
    expect(shown.locator('[data-kind="new"]')).to_have_count(2)
    commit(page, "Place the order, €114.60")
    expect(page).to_have_url(re.compile(r"&order=C\d+$"))
    detail = page.locator("#order-detail")
    expect(detail.locator(".line").filter(has_text="Copper kettle")).to_contain_text("2 × €49.90")
    expect(detail).to_contain_text("€114.60")
    expect(timeline(page)).to_contain_text("Order placed")


def test_a_quote_first_and_then_the_order(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Quentin", last_name="Devisé")
    house.sku("Pewter jug")
    page = at_customer(visits, house, agent, customer_id, "&do=new-order")
    add(page, "pewter", "Pewter jug")
    field(page, "valid_days").fill("30")
    expect(preview(page)).to_contain_text("€49.90 still to pay")
    page.get_by_role("button", name="Make a quote").click()
    expect(panel(page)).to_have_count(0)
    expect(page.locator("#new-order")).to_be_focused()
    expect(quotes(page)).to_contain_text(re.compile(r"#Q\d+.*good until.*€49\.90"))
    expect(quotes(page)).to_contain_text("1 × Pewter jug")
    expect(timeline(page)).to_contain_text(re.compile(r"Quote #Q\d+ made"))
    quotes(page).get_by_role("link", name="Order quote").click()
    expect(page).to_have_url(re.compile(r"&do=order-quote&of="))
    expect(preview(page)).to_contain_text("€49.90 still to pay")
    commit(page, "Place the order, €49.90")
    expect(page.locator("#order-detail .line")).to_contain_text("Pewter jug")
    expect(timeline(page)).to_contain_text(re.compile(r"Quote #Q\d+ became an order"))
    expect(page.locator("#quotes")).to_have_count(0)


def test_a_quote_made_elsewhere_appears_and_is_withdrawn(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Wilma", last_name="Withdrawn")
    page = at_customer(visits, house, agent, customer_id)
    expect(page.locator("#quotes")).to_have_count(0)
    offered(house, customer_id, "Slate tray")
    expect(quotes(page)).to_contain_text("2 × Slate tray")
    expect(quotes(page)).to_contain_text("€104.70")
    assert in_both_themes(page) == {}
    quotes(page).get_by_role("button", name="Withdraw quote").click()
    expect(page.locator("#quotes")).to_have_count(0)
    expect(timeline(page)).to_contain_text(re.compile(r"Quote #Q\d+ withdrawn"))


def test_what_is_refused_is_told_at_its_field(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Félix", last_name="Fautif")
    house.sku("Oak bench")
    page = at_customer(visits, house, agent, customer_id, "&do=new-order")
    expect(search(page)).to_be_focused()
    page.keyboard.press("Control+Enter")
    alert = panel(page).get_by_role("alert")
    expect(alert).to_have_text("Add what is ordered.")
    expect(search(page)).to_have_attribute("aria-invalid", "true")
    add(page, "oak be", "Oak bench")
    expect(alert).to_have_count(0)
    panel(page).get_by_label("Ships to").select_option(label="Another address")
    expect(field(page, "country")).to_have_value("FR")
    field(page, "line1").fill("9 rue Neuve")
    field(page, "country").fill("France")
    field(page, "city").fill("Paris")
    expect(alert).to_contain_text("Country, two letters")
    expect(field(page, "country")).to_have_attribute("aria-invalid", "true")
    field(page, "country").fill("FR")
    field(page, "discount").fill("500")
    expect(alert).to_be_visible()
    expect(field(page, "discount")).to_have_attribute("aria-invalid", "true")
    field(page, "discount").fill("")
    field(page, "valid_days").fill("400")
    expect(preview(page)).to_contain_text("9 rue Neuve, Paris, France")
    page.get_by_role("button", name="Make a quote").click()
    expect(alert).to_have_text("“Quote good for, days” must be from 1 to 365.")
    panel(page).get_by_label("Delivery").select_option(label="Sent to a locker")
    expect(page.locator("#make-quote")).to_have_count(0)


def test_lines_are_taken_off_and_a_draft_outlives_a_look_elsewhere(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Diane", last_name="Draft")
    house.build.order(customer_id, number="#N10001")
    house.sku("Brass lamp"), house.sku("Brass hook")
    page = at_customer(visits, house, agent, customer_id, "&do=new-order")
    add(page, "brass lamp", "Brass lamp")
    add(page, "brass hook", "Brass hook")
    panel(page).get_by_role("button", name="Remove: Brass hook").click()
    expect(panel(page).locator(".action-line")).to_have_count(1)
    expect(search(page)).to_be_focused()
    search(page).fill("zzqqxx")
    expect(panel(page)).to_contain_text("Nothing found for sale")
    page.keyboard.press("Escape")
    expect(search(page)).to_have_value("")
    page.locator(".order").filter(has_text="#N10001").click()
    expect(page.locator("#order-detail")).to_be_visible()
    expect(panel(page)).to_have_count(0)
    page.keyboard.press("o")
    expect(panel(page).locator(".action-line")).to_contain_text("Brass lamp")
    expect(page.locator("#order-detail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(page.locator("#order-detail")).to_be_visible()
    expect(page.locator("#new-order")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("new order")
    page.keyboard.press("Enter")
    expect(search(page)).to_be_focused()
    expect(panel(page).locator(".action-line")).to_have_count(0)


def test_before_the_identity_is_checked_it_is_only_shown(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Inès", last_name="Inconnue")
    house.sku("Cork board")
    page = visits.sign_in(agent, f"/?customer={customer_id}&do=new-order")
    add(page, "cork", "Cork board")
    expect(preview(page)).to_contain_text("€49.90 still to pay")
    expect(page.locator("#make-quote")).to_have_count(0)
    panel(page).get_by_role("button", name="Check identity").click()
    expect(page.locator("#identity-panel")).to_be_visible()
    be_sure(house, page, customer_id)
    expect(button(page)).to_contain_text("Place the order, €49.90")
    expect(panel(page).get_by_label("Ships to")).to_contain_text("12 rue des Lilas")
    button(page).click()
    expect(page.locator("#order-detail")).to_be_visible()


def test_who_may_not_order_is_offered_nothing(visits: Visits, house: House) -> None:
    customer_id = house.build.customer(first_name="Rémi", last_name="Regardé")
    offered(house, customer_id, "Tin box")
    page = visits.sign_in(house.person("Grace Turner", "merchandiser"), f"/?customer={customer_id}&do=new-order")
    expect(quotes(page)).to_contain_text("Tin box")
    expect(quotes(page).get_by_role("button")).to_have_count(0)
    expect(page.locator("#new-order")).to_have_count(0)
    expect(panel(page)).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_fits_and_has_no_serious_finding_in_either_language(visits: Visits, house: House, language: str) -> None:
    customer_id = house.build.customer(first_name="Marie-Françoise", last_name=f"de La Roche {language}")
    house.build.payment_method(customer_id)
    offered(house, customer_id, f"Espresso machine with two groups {language}")
    house.sku(f"Porcelain espresso cup {language}", 1290)
    words = {
        "en": ("Place the order", "Make a quote"),
        "fr": ("Passer la commande", "Faire un devis"),
    }[language]
    page = at_customer(visits, house, house.person("Léonie Bel", language=language), customer_id, "&do=new-order")
    add(page, f"porcelain espresso cup {language}", "Porcelain espresso cup")
    panel(page).locator("select[name=address]").select_option(value="elsewhere")
    panel(page).locator("select[name=address]").select_option(index=0)
    expect(preview(page)).to_be_attached()
    expect(button(page)).to_contain_text(words[0])
    expect(page.locator("#make-quote")).to_have_text(words[1])
    assert unfit(page) == {}
    assert in_both_themes(page) == {}
