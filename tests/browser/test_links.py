"""Links from elsewhere, and those that lead nowhere."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_a_link_to_a_customer_or_an_order_opens_it(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Deep", last_name="Link")
    order = house.delivered_order(customer_id)
    page = visits.sign_in(agent, f"/customers/{customer_id}")
    expect(page.get_by_role("heading", name="Deep Link")).to_be_visible()
    for path in (f"/orders/{order.number[1:]}", f"/?order={order.number[1:].lower()}", f"/orders/{order.order_id}"):
        visits.go(page, path)
        expect(page.get_by_role("heading", name="Deep Link")).to_be_visible()
        expect(page.locator("#order-detail")).to_contain_text(order.tracking)


def test_a_link_to_nothing_says_so(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    for path in (f"/?customer={uuid4()}", "/?customer=7", "/orders/NONE-7", "/?order=%27%3B--"):
        visits.go(page, path)
        expect(page.get_by_text("There is nothing here")).to_be_visible()


def test_an_address_that_is_not_ours_says_so_and_leads_back(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    visits.expected.append("404 (Not Found)")
    page.goto(f"{visits.site.address}/no/such/page")
    expect(page.get_by_text("There is no such page")).to_be_visible()
    page.get_by_role("link", name="Workspace").click()
    expect(page.get_by_text("No customer chosen")).to_be_visible()
