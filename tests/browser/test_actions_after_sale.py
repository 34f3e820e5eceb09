"""Goods that come back, goods for others, goods that are sent again."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect

from domain.catalogue.add_product import NewVariant, add_product
from domain.fulfilment.record_scan import record_scan
from domain.kernel.money import Money
from domain.orders.advance import release_order
from domain.orders.new_order import NewLine, NewPayment
from tests.browser.acting import at_order, commit, field, panel, preview, step, timeline
from tests.browser.house import House, Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_a_return_is_asked_for_and_its_goods_are_received(visits: Visits, house: House) -> None:
    customer_id = house.build.customer(first_name="Ray", last_name="Turner")
    delivered(house, customer_id, "#R10001", "RTA")
    page = at_order(visits, house, house.person("Inès Garnier", "associate"), customer_id, "#R10001")
    page.keyboard.press("t")
    expect(panel(page)).to_contain_text("Choose at least one piece.")
    step(page, "Linen shirt", 1)
    panel(page).get_by_label("Reason").select_option(label="Does not work")
    expect(preview(page)).to_contain_text("Customer gets back €49.90")
    expect(preview(page)).to_contain_text("when the goods are back")
    commit(page, "Return 1 piece, €49.90 back")
    expect(timeline(page)).to_contain_text("Return asked for")
    row = page.locator("#order-detail .entry").filter(has_text="1 × Linen shirt")
    expect(row).to_contain_text("requested")
    row.get_by_role("link", name="Receive").click()
    expect(panel(page)).to_contain_text(re.compile("Goods of return .* are here"))
    expect(preview(page)).to_contain_text("Customer gets back €49.90 to Visa ···· 4242")
    commit(page, "Take them in, €49.90 back")
    expect(timeline(page)).to_contain_text("Return received")
    expect(row).to_contain_text("refunded")


def test_a_return_is_called_off(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Call", last_name="Off")
    delivered(house, customer_id, "#R10002", "RTB")
    page = at_order(visits, house, agent, customer_id, "#R10002", "&do=return")
    step(page, "Linen shirt", 2)
    panel(page).get_by_role("radio", name="Drop-off point").check(force=True)
    commit(page, "Return 2 pieces")
    with page.expect_download() as label:
        page.get_by_role("link", name="Label").click()
    assert label.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Call off").click()
    commit(page, "Call the return off")
    expect(timeline(page)).to_contain_text("Return cancelled")


def test_an_uneven_exchange_is_paid_and_called_off(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Ex", last_name="Change")
    delivered(house, customer_id, "#R10003", "RTC")
    page = at_order(visits, house, agent, customer_id, "#R10003")
    page.keyboard.press("x")
    step(page, "Linen shirt", 1)
    panel(page).get_by_label("For").select_option(label="L (+€5.00)")
    expect(preview(page)).to_contain_text("Customer pays €5.00 with Visa ···· 4242")
    commit(page, "Exchange 1 piece, €5.00 to pay")
    expect(timeline(page)).to_contain_text("Exchange asked for")
    row = page.locator("#order-detail .entry").filter(has_text="Linen shirt (M) → Linen shirt (L)")
    row.get_by_role("link", name="Call off").click()
    commit(page, "Call the exchange off")
    expect(timeline(page)).to_contain_text("Exchange cancelled")


def test_what_was_lost_is_sent_again(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Lost", last_name="Parcel")
    delivered(house, customer_id, "#R10004", "RTD")
    page = at_order(visits, house, agent, customer_id, "#R10004")
    page.keyboard.press("s")
    step(page, "Linen shirt", 1)
    field(page, "reason").select_option(label="Arrived damaged")
    expect(preview(page)).to_contain_text("Nothing to pay")
    commit(page, "Send them again")
    expect(timeline(page)).to_contain_text("Sent again free of charge")
    expect(page.locator("#order-detail .line").filter(has_text="sent again")).to_contain_text("€0.00")


def delivered(house: House, customer_id: UUID, number: str, prefix: str) -> UUID:
    """Two shirts of a size that exists in others too, paid by card, at the customer's since yesterday."""
    prices = {f"{prefix}-S": 4990, f"{prefix}-M": 4990, f"{prefix}-L": 5490}
    variants = [NewVariant(sku, options={"size": sku[-1]}, prices={"EUR": price}) for sku, price in prices.items()]
    house.build.perform(add_product, name="Linen shirt", variants=variants)
    for sku in prices:
        house.build.stock(sku, 50)
    card = house.build.payment_method(customer_id)
    build = house.back_then
    house.clock.at = datetime.now(UTC) - timedelta(days=3)
    paid = [NewPayment("captured", Money(9980, "EUR"), card)]
    order_id = build.order(customer_id, number=number, lines=[NewLine(sku=f"{prefix}-M", quantity=2)], payments=paid)
    build.perform(release_order, order=order_id)
    parcel = build.shipment(order_id)
    house.clock.advance(timedelta(days=2))
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Paris 11", at=house.clock.at)
    return order_id
