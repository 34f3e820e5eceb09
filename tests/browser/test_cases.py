"""A case is opened beside the customer, explained, taken and closed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser


def test_a_case_is_opened_explained_taken_and_closed(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Cassie", last_name="Waits")
    order = house.delivered_order(customer_id)
    page = visits.sign_in(agent, f"/?customer={customer_id}&order={order.number[1:]}")
    block = page.locator("#cases")
    page.locator("#open-case").click()
    block.get_by_role("button", name="Open the case").click()
    expect(block.get_by_role("alert")).to_contain_text("subject")
    block.get_by_label("What it is about").fill("The lamp arrived broken")
    block.get_by_label("Topic").select_option(label="Return")
    block.get_by_role("button", name="Open the case").click()
    case = block.locator(".case")
    expect(case).to_contain_text("The lamp arrived broken")
    expect(case).to_contain_text("Returns · priority")
    expect(page.locator("#timeline")).to_contain_text("waits in Returns")
    case.get_by_role("button", name="Why does case").click()
    expect(case).to_contain_text(re.compile("No rules were published yet|Decided by the rules"))  # others publish some
    assert serious_findings(page) == []
    case.get_by_role("button", name="Take").click()
    expect(case).to_contain_text(agent.name)
    case.get_by_role("button", name="Close").click()
    expect(case).to_contain_text("closed")
    page.get_by_role("button", name="Français").click()
    expect(case.get_by_role("button", name="Rouvrir")).to_be_visible()
