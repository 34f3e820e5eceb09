"""Finding a customer or an order from the keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits, ready

pytestmark = pytest.mark.browser


def test_a_mistyped_name_is_found_and_opened_with_the_keyboard(visits: Visits, house: House, agent: Person) -> None:
    house.build.customer(first_name="Hélène", last_name="Vandenbroucke")
    page = visits.sign_in(agent)
    page.keyboard.press("/")
    expect(search(page)).to_be_focused()

    page.keyboard.type("helene vandenbruke")
    expect(result(page, "Hélène Vandenbroucke")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(result(page, "Hélène Vandenbroucke")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Hélène Vandenbroucke")).to_be_visible()
    expect(search(page)).not_to_be_focused()


def test_enter_before_the_answer_opens_the_first_result(visits: Visits, house: House, agent: Person) -> None:
    house.build.customer(first_name="Oskar", last_name="Brzezinski")
    page = visits.sign_in(agent)
    search(page).fill("brzezinski")
    search(page).press("Enter")
    expect(page.get_by_role("heading", name="Oskar Brzezinski")).to_be_visible()


def test_phone_e_mail_order_number_and_sku_all_lead_to_it(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(
        first_name="Ingrid", last_name="Solheim", phones=["+33 6 55 43 21 98"], emails=["solheim@fjord.example"]
    )
    order = house.delivered_order(customer_id, title="Reindeer blanket")
    page = visits.sign_in(agent)
    for text in ("06 55.43.21.98", "solheim@fj"):
        search(page).fill(text)
        expect(result(page, "Ingrid Solheim").filter(has_text="s•••@f•••.example")).to_be_visible()
    search(page).fill(order.number[1:].lower())
    expect(result(page, order.number)).to_contain_text("€114.60")
    search(page).fill("reindeer")
    expect(page.get_by_role("group", name="Products")).to_contain_text("Reindeer blanket")


def test_what_is_not_there_says_so_and_what_to_try(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    search(page).fill("qqxxzzvv")
    expect(page.locator("#found")).to_contain_text("Nothing found for “qqxxzzvv”")
    page.keyboard.press("Escape")
    expect(search(page)).to_have_value("")
    expect(page.locator("#found")).not_to_contain_text("Nothing found")


def test_after_a_reload_the_list_says_what_the_field_says(visits: Visits, house: House, agent: Person) -> None:
    house.build.customer(first_name="Reto", last_name="Ladewig")
    page = visits.sign_in(agent)
    search(page).fill("ladewig")
    expect(result(page, "Reto Ladewig")).to_be_visible()
    page.reload()
    ready(page)
    expect(search(page)).to_have_value("ladewig")
    expect(result(page, "Reto Ladewig")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(search(page)).to_have_value("")
    expect(page.get_by_role("group", name="Customers")).to_have_count(0)


def test_who_was_opened_last_stands_ready_the_next_time(visits: Visits, house: House, agent: Person) -> None:
    house.delivered_order(house.build.customer(first_name="Astrid", last_name="Quenneville"))
    customer_id = house.build.customer(first_name="Fabrice", last_name="Lanteigne")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    expect(page.get_by_role("heading", name="Fabrice Lanteigne")).to_be_visible()
    page.goto(f"{visits.site.address}/")
    ready(page)
    expect(page.get_by_role("group", name="Opened last")).to_contain_text("Fabrice Lanteigne")


def search(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search customers, orders and products")


def result(page: Page, text: str) -> Locator:
    return page.locator("#found").get_by_role("option").filter(has_text=text)
