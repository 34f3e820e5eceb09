"""Changing an order that has not left: edit, address, cancel, payment, delivery, promise, and the same again."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from domain.catalogue.add_product import NewVariant, add_product
from domain.kernel.money import Money
from domain.orders.new_order import NewLine, NewPayment
from tests.browser.acting import at_order, button, commit, field, paid_order, panel, preview, step, timeline
from tests.browser.house import House, Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_an_edit_takes_pieces_swaps_a_variant_and_adds_goods(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Edith", last_name="Editor")
    shirts_ordered(house, customer_id, "#E10001", "EDI")
    house.sku("Walnut tray", 3500)
    page = at_order(visits, house, agent, customer_id, "#E10001")
    page.keyboard.press("e")
    expect(panel(page)).to_contain_text("Say what is to change.")
    expect(panel(page).get_by_role("alert")).to_have_count(0)
    step(page, "Linen shirt", 1)
    panel(page).get_by_label("Variant").select_option(label="L (+€5.00)")
    expect(preview(page)).to_contain_text("Customer gets back €44.90 to Visa ···· 4242")
    expect(preview(page).locator('[data-kind="gone"]')).to_contain_text("2 × Linen shirt (M)")
    expect(preview(page).locator('[data-kind="new"]')).to_contain_text("1 × Linen shirt (L)")
    search = panel(page).get_by_label("Add")
    search.fill("walnut")
    expect(panel(page).locator(".goods-found")).to_contain_text("Walnut tray")
    search.press("Enter")
    expect(preview(page)).to_contain_text("Customer gets back €9.90 to Visa ···· 4242")
    commit(page, "Save the changes, €9.90 back")
    expect(timeline(page)).to_contain_text("Order edited")
    expect(page.locator("#order-detail .line").filter(has_text="Walnut tray")).to_contain_text("€35.00")
    expect(page.locator("#order-detail")).to_contain_text("On its way back")


def test_an_order_goes_to_another_address(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Adele", last_name="Dress")
    paid_order(house, customer_id, "#E10002")
    page = at_order(visits, house, agent, customer_id, "#E10002")
    page.keyboard.press("a")
    expect(field(page, "line1")).to_have_value("12 rue des Lilas")
    field(page, "line1").fill("8 quai Rambaud")
    field(page, "postal_code").fill("69002")
    field(page, "city").fill("")
    expect(panel(page).get_by_role("alert")).to_contain_text("City")
    field(page, "city").fill("Lyon")
    expect(preview(page)).to_contain_text("8 quai Rambaud, 69002 Lyon, France")
    preview(page).locator("summary", has_text="address changed").click()
    expect(preview(page).locator(".message-text")).to_contain_text("Your order #E10002 now goes to Lyon, FR.")
    commit(page, "Send it to Lyon")
    expect(timeline(page)).to_contain_text("Delivery address changed")
    expect(page.locator("#order-detail")).to_contain_text("8 quai Rambaud, 69002 Lyon, France")


def test_pieces_are_cancelled_and_then_the_rest(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Nadège", last_name="Toutain")
    paid_order(house, customer_id, "#E10003")
    page = at_order(visits, house, agent, customer_id, "#E10003")
    page.keyboard.press("l")
    panel(page).get_by_role("radio", name="Some pieces").check(force=True)
    step(page, "Linen shirt", 1)
    field(page, "reason").fill("Found it cheaper")
    expect(preview(page)).to_contain_text("Customer gets back €49.90 to Visa ···· 4242")
    commit(page, "Cancel these pieces, €49.90 back")
    expect(page.locator("#order-detail .line").filter(has_text="Linen shirt")).to_contain_text("1 cancelled")
    page.keyboard.press("l")
    field(page, "reason").fill("Changed their mind")
    commit(page, "Cancel #E10003, €64.80 back")
    expect(timeline(page)).to_contain_text("Order cancelled: Changed their mind")
    expect(page.locator(".order").filter(has_text="#E10003")).to_contain_text("cancelled")


def test_an_order_is_paid_by_another_card(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Pay", last_name="Other")
    paid_order(house, customer_id, "#E10004")
    house.build.payment_method(customer_id, brand="mastercard", last_four="1111")
    page = at_order(visits, house, agent, customer_id, "#E10004")
    page.keyboard.press("p")
    expect(button(page)).to_contain_text("Payment")
    field(page, "payment_method").select_option(label="Mastercard ···· 1111")
    expect(preview(page)).to_contain_text(re.compile(r"Refunded\s*Visa ···· 4242"))
    commit(page, "Move the payment")
    expect(timeline(page)).to_contain_text("Payment moved to Mastercard ···· 1111")


def test_an_order_is_picked_up_instead_and_promised_anew(visits: Visits, house: House, agent: Person) -> None:
    house.build.node("STO", kind="store", name="Canal store")
    customer_id = house.build.customer(first_name="Pick", last_name="Up")
    paid_order(house, customer_id, "#E10005")
    page = at_order(visits, house, agent, customer_id, "#E10005", "&do=change_fulfilment")
    field(page, "node").select_option(label="Canal store")
    expect(preview(page)).to_contain_text("Picked up in store")
    commit(page, "Change the delivery")
    expect(timeline(page)).to_contain_text("Now Picked up in store")
    visits.go(page, f"/?customer={customer_id}&order=E10005&do=change_promise")
    day = datetime.now(UTC).date() + timedelta(days=21)
    field(page, "promised_on").fill(day.isoformat())
    field(page, "reason").fill("A present")
    commit(page, "Promise it for ")
    expect(timeline(page)).to_contain_text("now: A present")


def test_the_same_again_is_a_new_order_that_opens(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Again", last_name="Andagain")
    paid_order(house, customer_id, "#E10006")
    page = at_order(visits, house, agent, customer_id, "#E10006", "&do=reorder")
    expect(preview(page)).to_contain_text("€114.70 still to pay")
    field(page, "payment_method").select_option(label="Visa ···· 4242")
    expect(preview(page)).to_contain_text("Customer pays €114.70 with Visa ···· 4242")
    commit(page, "Place the order, €114.70")
    expect(page).not_to_have_url(re.compile("order=E10006"))
    expect(open_order(page)).to_contain_text("€114.70")
    expect(timeline(page)).to_contain_text("Order placed")


def open_order(page: Page) -> Locator:
    return page.locator('.order[aria-expanded="true"]')


def shirts_ordered(house: House, customer_id: UUID, number: str, prefix: str) -> UUID:
    """Two shirts of a size that exists in others too, paid by card."""
    build, prices = house.build, {f"{prefix}-S": 4990, f"{prefix}-M": 4990, f"{prefix}-L": 5490}
    variants = [NewVariant(sku, options={"size": sku[-1]}, prices={"EUR": price}) for sku, price in prices.items()]
    build.perform(add_product, name="Linen shirt", variants=variants)
    for sku in prices:
        build.stock(sku, 50)
    card = build.payment_method(customer_id)
    paid = [NewPayment("captured", Money(9980, "EUR"), card)]
    return build.order(customer_id, number=number, lines=[NewLine(sku=f"{prefix}-M", quantity=2)], payments=paid)
