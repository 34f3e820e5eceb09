"""An order, unfolded under its row."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from domain.kernel.money import Money
from domain.orders.hold import hold_order
from domain.orders.new_order import NewLine
from tests.browser.house import House, Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_lines_payments_shipments_and_totals_are_all_there(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Clara", last_name="Okonkwo")
    order = house.delivered_order(customer_id, title="Trail running shoes")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    row(page, order.number).click()

    detail = page.locator("#order-detail")
    expect(detail.locator(".line").filter(has_text="Trail running shoes")).to_contain_text("€99.80")
    expect(detail.locator(".line").filter(has_text="Ceramic mug")).to_contain_text("€14.90")
    expect(detail.locator(".entry").filter(has_text="Visa ···· 4242")).to_contain_text("€114.60")
    parcel = detail.locator(".entry").filter(has_text=order.tracking)
    for text in ("Colissimo", "arrived", "Gennevilliers", "Paris 11", "2 × Trail running shoes"):
        expect(parcel).to_contain_text(text)
    sums = detail.locator(".sums")
    for label, amount in (("Subtotal", "€114.70"), ("Discount", "−€5.00"), ("Shipping", "€4.90"), ("Total", "€114.60")):
        expect(sums).to_contain_text(re.compile(f"{label}\\s*{re.escape(amount)}"))
    expect(detail).to_contain_text("Paris, France")  # no street before the identity is checked
    expect(page).to_have_url(re.compile(f"order={order.number[1:]}"))


def test_a_held_order_says_why_and_what_is_still_to_pay(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Rosa", last_name="Vidal")
    lines = [NewLine(sku=house.sku("Desk lamp", 3990), quantity=1)]
    order_id = house.build.order(customer_id, lines=lines, number="#H70001", shipping=Money(490, "EUR"))
    house.build.perform(hold_order, order=order_id, reason="The street is not in this town")
    page = visits.sign_in(agent, f"/?customer={customer_id}&order=H70001")
    expect(row(page, "#H70001")).to_contain_text("held")
    expect(page.locator("#order-detail")).to_contain_text("The street is not in this town")
    expect(page.locator(".sums")).to_contain_text(re.compile(r"Still to pay\s*€44\.80"))


def test_a_second_order_closes_the_first_and_a_second_click_closes_it(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Yann", last_name="Kergoat")
    first, second = (house.delivered_order(customer_id) for _ in range(2))
    page = visits.sign_in(agent, f"/?customer={customer_id}&order={first.number[1:]}")
    expect(page.locator("#order-detail")).to_contain_text(first.tracking)
    row(page, second.number).click()
    expect(page.locator("#order-detail")).to_contain_text(second.tracking)
    expect(page.locator("#order-detail")).not_to_contain_text(first.tracking)
    row(page, second.number).click()
    expect(page.locator("#order-detail")).to_have_count(0)


def test_more_orders_than_a_page_come_when_asked_for(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Many", last_name="Orders")
    lines = [NewLine(sku=house.sku("Postcard", 150), quantity=1)]
    for _ in range(23):
        house.build.order(customer_id, lines=lines)
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    expect(page.locator(".order")).to_have_count(20)
    page.get_by_role("button", name="Show more orders").click()
    expect(page.locator(".order")).to_have_count(23)
    expect(page.get_by_role("button", name="Show more orders")).to_have_count(0)


def row(page: Page, number: str) -> Locator:
    return page.locator(".order").filter(has_text=number)
