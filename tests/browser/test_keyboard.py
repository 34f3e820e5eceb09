"""Everything without a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits, ready

pytestmark = pytest.mark.browser


def test_the_palette_finds_a_command_by_a_few_letters_and_runs_it(visits: Visits, house: House, agent: Person) -> None:
    page = visits.sign_in(agent, f"/?customer={house.build.customer(first_name='Palle', last_name='Tte')}")
    expect(page.get_by_role("textbox", name="Note")).to_be_visible()
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Commands")
    expect(palette.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("wri no")
    expect(palette.get_by_role("option")).to_have_text([re.compile("Write a note")])
    page.keyboard.press("Enter")
    expect(palette).to_be_hidden()
    expect(page.get_by_role("textbox", name="Note")).to_be_focused()

    page.keyboard.press("Control+k")
    page.keyboard.type("clair langue français")
    expect(palette).to_contain_text("No command has these letters.")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    expect(page.get_by_role("textbox", name="Note")).to_be_focused()


def test_the_palette_switches_the_language(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    page.keyboard.press("Control+k")
    page.keyboard.type("french")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Aucun client choisi")).to_be_visible()


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Write a note")
    page.keyboard.press("/")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_j_and_k_walk_rows_enter_opens_and_escape_leads_back(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Wanda", last_name="Walker")
    orders = [house.delivered_order(customer_id, days_ago=days) for days in (10, 20, 30)]
    page = visits.sign_in(agent)
    page.keyboard.press("/")
    page.keyboard.type("wanda walker")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wanda Walker")).to_be_visible()

    page.locator(".order").first.focus()
    page.keyboard.press("j")
    expect(focused(page)).to_contain_text(orders[1].number)
    page.keyboard.press("j")
    expect(focused(page)).to_contain_text(orders[2].number)
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("#order-detail")).to_contain_text(orders[1].tracking)
    expect(focused(page)).to_contain_text(orders[1].number)

    page.keyboard.press("Escape")
    expect(page.locator("#order-detail")).to_have_count(0)
    expect(page.get_by_role("heading", name="Wanda Walker")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("No customer chosen")).to_be_visible()


def test_keys_that_are_typed_into_a_field_are_letters(visits: Visits, house: House, agent: Person) -> None:
    page = visits.sign_in(agent, f"/?customer={house.build.customer(first_name='Type', last_name='Writer')}")
    note = page.get_by_role("textbox", name="Note")
    note.focus()
    page.keyboard.type("c/?njk")
    expect(note).to_have_value("c/?njk")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(note).not_to_be_focused()


def test_the_list_of_a_narrow_screen_opens_with_the_search_and_closes_with_a_choice(
    visits: Visits, house: House, agent: Person
) -> None:
    house.build.customer(first_name="Tablet", last_name="Reader")
    page = visits.sign_in(agent, viewport={"width": 768, "height": 1024})
    found = page.locator("#found")
    expect(found).to_be_hidden()
    page.keyboard.press("/")
    expect(found).to_be_visible()
    page.keyboard.type("tablet reader")
    expect(found).to_contain_text("Tablet Reader")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tablet Reader")).to_be_visible()
    expect(found).to_be_hidden()
    page.get_by_role("tab", name="Timeline").click()
    expect(page.get_by_text("Customer created")).to_be_visible()


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_back_and_forward_of_the_browser_agree_with_the_screen(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Gesine", last_name="Rückert")
    order = house.delivered_order(customer_id)
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    page.locator(".order").click()
    expect(page.locator("#order-detail")).to_contain_text(order.tracking)
    page.go_back()
    ready(page)
    expect(page.locator("#order-detail")).to_have_count(0)
    page.go_forward()
    expect(page.locator("#order-detail")).to_contain_text(order.tracking)
