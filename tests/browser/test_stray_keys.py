"""Words that miss their field press nothing, and what nobody has looked at is not done by key."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.acting import at_order, button, commit, field, paid_order, panel, preview, timeline
from tests.browser.house import House, Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_words_that_miss_their_field_open_nothing_and_are_written_nowhere(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Missed", last_name="Field")
    paid_order(house, customer_id, "#Y10001")
    page = at_order(visits, house, agent, customer_id, "#Y10001")
    page.keyboard.press("l")
    page.keyboard.type("ess is more", delay=40)  # while the panel comes up
    expect(preview(page)).to_be_attached()
    expect(field(page, "reason")).to_have_value("")
    box = field(page, "reason").bounding_box()
    assert box is not None
    page.wait_for_timeout(650)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 5)
    page.keyboard.type("Changed mind", delay=40)
    expect(page).to_have_url(re.compile(r"order=Y10001&do=cancel$"))
    expect(field(page, "reason")).to_have_value("")
    field(page, "reason").click()
    page.keyboard.type("Changed mind")
    expect(field(page, "reason")).to_have_value("Changed mind")


def test_what_nobody_has_looked_at_is_not_done_by_key(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Hasty", last_name="Hand")
    paid_order(house, customer_id, "#Y10002")
    page = at_order(visits, house, agent, customer_id, "#Y10002", "&do=hold")
    expect(preview(page)).to_contain_text("Held")
    field(page, "reason").fill("Address to be checked")
    page.keyboard.press("Control+Enter")
    expect(panel(page)).to_contain_text("Not done yet. Look at it, then press again.")
    expect(button(page)).to_contain_text("Hold #Y10002")
    expect(timeline(page)).not_to_contain_text("Held: Address")
    commit(page, "Hold #Y10002")
    expect(timeline(page)).to_contain_text("Held: Address to be checked")


def test_a_key_that_is_pressed_too_early_waits_for_its_order(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Swift", last_name="Finger")
    for number in ("#Y10003", "#Y10004"):
        paid_order(house, customer_id, number)
    page = at_order(visits, house, agent, customer_id, "#Y10003")
    page.reload(wait_until="domcontentloaded")
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile(r"order=Y10003&do=cancel$"))
    expect(panel(page)).to_be_visible()
    visits.go(page, f"/?customer={customer_id}&order=Y10003")
    page.locator('[data-order="Y10004"]').click()
    page.keyboard.press("l")  # while the order before is still there
    expect(page).to_have_url(re.compile(r"order=Y10004&do=cancel$"))
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    page.wait_for_timeout(650)
    page.keyboard.press("x")
    expect(page.locator("html")).to_have_attribute("data-held-key", "X: not possible with this order as it stands")
