"""The timeline: filters, pages, notes and their drafts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits, ready

pytestmark = pytest.mark.browser


def test_filters_show_one_kind_of_event_and_everything_again(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Basil", last_name="Thorne")
    house.delivered_order(customer_id)
    house.build.note(customer_id, "Likes the blue one better.")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    for name, there, gone in (
        ("Notes", "Likes the blue one better.", "Order placed"),
        ("Orders", "Order placed, €114.60, Web", "Likes the blue one better."),
        ("Payments", "€114.60 paid", "Parcel sent"),
        ("Shipments", "Parcel delivered, Paris 11", "€114.60 paid"),
        ("Profile", "Customer created", "Parcel sent"),
    ):
        filter_named(page, name).click()
        expect(filter_named(page, name)).to_have_attribute("aria-pressed", "true")
        expect(timeline(page)).to_contain_text(there)
        expect(timeline(page)).not_to_contain_text(gone)
    filter_named(page, "Everything").click()
    for text in ("Likes the blue one better.", "Order placed, €114.60, Web", "Customer created"):
        expect(timeline(page)).to_contain_text(text)


def test_an_open_order_has_its_own_timeline_and_the_customers_is_a_click_away(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Delphine", last_name="Aubert")
    order = house.delivered_order(customer_id)
    page = visits.sign_in(agent, f"/?customer={customer_id}&order={order.number[1:]}")
    expect(timeline(page)).to_contain_text("Parcel delivered, Paris 11")
    expect(timeline(page)).not_to_contain_text("Customer created")
    page.get_by_role("group", name="Timeline of").get_by_role("button", name="Customer").click()
    expect(timeline(page)).to_contain_text("Customer created")


def test_earlier_and_later_turn_the_pages(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Long", last_name="Story")
    for number in range(60):
        house.build.note(customer_id, f"Call number {number} of many.")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    expect(timeline(page).get_by_text("Call number 59 of many.")).to_be_visible()
    expect(page.locator(".moment")).to_have_count(50)
    page.get_by_role("button", name="Earlier").click()
    expect(timeline(page)).to_contain_text("Call number 5 of many.")
    expect(timeline(page)).to_contain_text("Customer created")
    expect(page.get_by_role("button", name="Earlier")).to_have_count(0)
    page.get_by_role("button", name="Later").click()
    expect(timeline(page)).to_contain_text("Call number 59 of many.")


def test_a_draft_survives_a_reload_and_goes_once_the_note_is_kept(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Margot", last_name="Delacourt")
    other_id = house.build.customer(first_name="Somebody", last_name="Else")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    page.keyboard.press("n")
    page.keyboard.type("Wants the receipt by post")
    page.reload()
    ready(page)
    expect(composer(page)).to_have_value("Wants the receipt by post")
    visits.go(page, f"/?customer={other_id}")
    expect(page.get_by_role("heading", name="Somebody Else")).to_be_visible()
    expect(composer(page)).to_have_value("")

    visits.go(page, f"/?customer={customer_id}")
    expect(composer(page)).to_have_value("Wants the receipt by post")
    composer(page).press("Control+Enter")
    expect(timeline(page)).to_contain_text("Wants the receipt by post")
    expect(composer(page)).to_have_value("")
    page.reload()
    ready(page)
    expect(timeline(page)).to_contain_text("Wants the receipt by post")
    expect(composer(page)).to_have_value("")


def test_a_pinned_note_stands_in_the_header_until_it_is_unpinned(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Ulla", last_name="Pinn")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    composer(page).fill("Speaks slowly, please.")
    page.get_by_label("Pin to the customer").check()
    page.get_by_role("button", name="Add note").click()
    pinned = page.get_by_role("region", name="Customer", exact=True).get_by_text("Speaks slowly, please.")
    expect(pinned).to_be_visible()
    page.get_by_role("button", name="Unpin").click()
    expect(pinned).to_have_count(0)
    expect(timeline(page)).to_contain_text("Note unpinned")


def test_tags_are_put_on_and_taken_off(visits: Visits, house: House, agent: Person) -> None:
    page = visits.sign_in(agent, f"/?customer={house.build.customer(first_name='Tagged', last_name='Person')}")
    page.get_by_label("Add a tag").fill("vip")
    page.get_by_label("Add a tag").press("Enter")
    remove = page.get_by_role("button", name="Remove the tag vip")
    expect(remove).to_be_visible()
    expect(page.get_by_label("Add a tag")).to_have_value("")
    remove.click()
    expect(remove).to_have_count(0)
    expect(timeline(page)).to_contain_text("Tag “vip” removed")


def timeline(page: Page) -> Locator:
    return page.locator("#timeline")


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Note")


def filter_named(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Show").get_by_role("button", name=name)
