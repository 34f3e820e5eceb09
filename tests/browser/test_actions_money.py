"""Money of an order: refund, discount, price match, goodwill; and what somebody else has to agree to."""

import pytest
from playwright.sync_api import expect

from domain.approvals.grant import grant_approval
from domain.approvals.queries import requests_of_customer
from domain.approvals.refuse import refuse_approval
from tests.browser.acting import SYSTEM, at_order, button, by_key, commit, field, paid_order, panel, preview, timeline
from tests.browser.house import House, Person
from tests.browser.visit import Visits
from tests.support.tills import Till

pytestmark = pytest.mark.browser


def test_a_refund_names_what_goes_where(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Ref", last_name="Und")
    paid_order(house, customer_id, "#M10001")
    page = at_order(visits, house, agent, customer_id, "#M10001")
    page.keyboard.press("f")
    expect(field(page, "amount")).to_be_focused()
    page.keyboard.type("24,90")
    expect(preview(page)).to_contain_text("Customer gets back €24.90 to Visa ···· 4242")
    expect(preview(page)).to_contain_text("there between")
    field(page, "refund_to").select_option(label="Store credit, new")
    expect(preview(page)).to_contain_text("Customer gets back €24.90 to Store credit")
    by_key(page)
    expect(panel(page).get_by_role("alert")).to_have_text("Say why.")
    field(page, "reason").select_option(label="Late delivery")
    commit(page, "Refund €24.90")
    expect(timeline(page)).to_contain_text("Refund of €24.90: Late delivery")
    expect(page.locator("#order-detail .sums")).to_contain_text("· Late delivery")


def test_more_than_was_paid_is_refused_at_the_amount(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Too", last_name="Much")
    paid_order(house, customer_id, "#M10002")
    page = at_order(visits, house, agent, customer_id, "#M10002", "&do=refund")
    field(page, "amount").fill("9000")
    expect(panel(page).get_by_role("alert")).to_be_visible()
    expect(field(page, "amount")).to_have_attribute("aria-invalid", "true")
    expect(preview(page)).to_have_count(0)


def test_a_percentage_lowers_the_price(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Dis", last_name="Count")
    paid_order(house, customer_id, "#M10003")
    page = at_order(visits, house, agent, customer_id, "#M10003")
    page.keyboard.press("d")
    expect(field(page, "less")).to_be_focused()
    page.keyboard.type("10")
    panel(page).get_by_role("radio", name="%").check(force=True)
    field(page, "reason").select_option(label="Loyalty")
    expect(preview(page)).to_contain_text("Customer gets back €11.47 to Visa ···· 4242")
    commit(page, "Give €11.47 off")
    expect(timeline(page)).to_contain_text("Discount of €11.47: Loyalty")


def test_a_price_seen_elsewhere_is_matched(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Price", last_name="Match")
    paid_order(house, customer_id, "#M10004")
    page = at_order(visits, house, agent, customer_id, "#M10004")
    page.keyboard.press("m")
    field(page, "price").fill("45.90")
    field(page, "where").fill("shop.example")
    commit(page, "Give €8.00 off")
    expect(timeline(page)).to_contain_text("Price matched, €8.00 less")


def test_goodwill_above_the_limit_asks_and_is_granted_live(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Good", last_name="Will")
    paid_order(house, customer_id, "#M10005")
    page = at_order(visits, house, agent, customer_id, "#M10005")
    page.keyboard.press("g")
    expect(field(page, "amount")).to_be_focused()
    page.keyboard.type("90")
    field(page, "reason").select_option(label="Apology")
    expect(preview(page)).to_contain_text("above your limit")
    panel(page).get_by_label("Note for whoever decides").fill("Third broken parcel")
    commit(page, "Ask for approval: €90.00, limit €50.00")
    waiting = page.locator(".asked-row")
    expect(waiting).to_contain_text("Waiting for approval: Goodwill")
    expect(waiting).to_contain_text("Third broken parcel")
    expect(timeline(page)).to_contain_text("Approval asked for: Goodwill, €90.00")
    (asked,) = house.build.application.ask(requests_of_customer, SYSTEM, customer_id=customer_id)
    house.build.perform(grant_approval, approval_id=asked.id)
    expect(waiting).to_have_count(0)
    expect(timeline(page)).to_contain_text("Goodwill of €90.00: Apology")
    expect(timeline(page)).to_contain_text("Approved: Goodwill")


def test_a_request_is_withdrawn_and_another_refused_live(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="With", last_name="Drawn")
    paid_order(house, customer_id, "#M10006")
    page = at_order(visits, house, agent, customer_id, "#M10006", "&do=goodwill")
    for _ in range(2):
        field(page, "amount").fill("80")
        field(page, "reason").select_option(label="Apology")
        commit(page, "Ask for approval: €80.00, limit €50.00")
        waiting = page.locator(".asked-row")
        expect(waiting).to_contain_text("€80.00")
        if _ == 0:
            waiting.get_by_role("button", name="Withdraw").click()
            expect(waiting).to_have_count(0)
            expect(timeline(page)).to_contain_text("No longer asked for: Goodwill")
            page.keyboard.press("g")
    asked = house.build.application.ask(requests_of_customer, SYSTEM, customer_id=customer_id)[0]
    house.build.perform(refuse_approval, approval_id=asked.id, reason="Offer a discount first")
    refused = page.locator("#order-detail .asked-row")
    expect(refused).to_contain_text("Approval refused: Goodwill")
    expect(refused.locator("blockquote")).to_have_text("Offer a discount first")
    expect(timeline(page)).to_contain_text("Offer a discount first")
    visits.go(page, f"/?customer={customer_id}")
    refused = page.locator("#customer-requests .asked-row")
    expect(refused).to_contain_text("#M10006")
    refused.get_by_role("button", name="Noted").click()
    expect(refused).to_have_count(0)


def test_the_panels_speak_french(visits: Visits, house: House) -> None:
    customer_id = house.build.customer(first_name="Fran", last_name="Çais")
    paid_order(house, customer_id, "#M10007")
    lea = house.person("Léonie Bel", language="fr")
    page = at_order(visits, house, lea, customer_id, "#M10007", "&do=refund")
    field(page, "amount").fill("12,5")
    expect(preview(page)).to_contain_text("Le client récupère 12,50\xa0€ sur Visa ···· 4242")
    expect(button(page)).to_contain_text("Rembourser 12,50\xa0€")


def test_a_refund_that_the_provider_refused_is_asked_for_again_or_goes_elsewhere(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Refu", last_name="Sed")
    order_id = paid_order(house, customer_id, "#M10008")
    till = Till(house.build.application, order_id, customer_id, house.build.actor)
    for refund in (*till.give_back(1000), *till.give_back(700)):
        till.answer(refund, code="not_refundable")
    page = at_order(visits, house, agent, customer_id, "#M10008")
    refused = page.locator("#order-detail .entry").filter(has_text="Refund refused")
    refused.filter(has_text="€10.00").get_by_role("link", name="Try again").click()
    expect(panel(page)).to_contain_text("not refundable")
    commit(page, "Ask again")
    expect(timeline(page)).to_contain_text("€10.00 asked of the payment provider")
    expect(refused).to_have_count(1)
    refused.get_by_role("link", name="Give up").click()
    field(page, "to").select_option(label="Store credit, new")
    expect(preview(page)).to_contain_text("Store credit")
    commit(page, "Give this payment up")
    expect(timeline(page)).to_contain_text("€7.00 no longer asked for")
    expect(refused).to_have_count(0)
