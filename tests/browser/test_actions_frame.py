"""What every action's panel has in common: opened by key, shown before it is done, done by key, told on the timeline."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import expect

from domain.orders.cancel import cancel_order
from domain.orders.cancelled_pieces import CancelledPieces
from domain.orders.hold import hold_order
from domain.orders.queries import order
from domain.orders.tag import tag_order
from tests.browser.acting import (
    SYSTEM,
    at_order,
    button,
    by_key,
    commit,
    field,
    opener,
    paid_order,
    panel,
    preview,
    timeline,
)
from tests.browser.house import House, Person
from tests.browser.test_accessibility import in_both_themes
from tests.browser.test_layout import unfit
from tests.browser.visit import Visits, ready

pytestmark = pytest.mark.browser


def test_a_key_opens_the_panel_a_key_does_it_and_the_timeline_tells(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Hanna", last_name="Holder")
    paid_order(house, customer_id, "#F10001")
    page = at_order(visits, house, agent, customer_id, "#F10001")
    page.keyboard.press("h")
    expect(panel(page)).to_contain_text("Hold")
    expect(page).to_have_url(re.compile(r"order=F10001&do=hold$"))
    expect(field(page, "reason")).to_be_focused()
    expect(preview(page)).to_contain_text(re.compile(r"Held\s*no\s*→\s*yes"))
    page.wait_for_timeout(650)  # what is typed at once was not meant for it
    page.keyboard.type("Address to be checked")
    commit(page, "Hold #F10001")
    told = timeline(page).locator(".moment.fresh").filter(has_text="Held: Address to be checked")
    expect(told).to_contain_text(agent.name)
    expect(page.locator(".order").filter(has_text="#F10001")).to_contain_text("held")
    expect(page.locator("#more-actions")).to_be_focused()
    expect(page).to_have_url(re.compile(r"order=F10001$"))


def test_a_hold_is_let_go_beside_it(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Rita", last_name="Release")
    order_id = paid_order(house, customer_id, "#F10002")
    house.build.perform(hold_order, order=order_id, reason="The street is not in this town")
    page = at_order(visits, house, agent, customer_id, "#F10002")
    page.get_by_role("link", name="Let go on").click()
    expect(panel(page)).to_contain_text("The street is not in this town")
    commit(page, "Let #F10002 go on")
    expect(timeline(page)).to_contain_text("Hold released")
    expect(page.get_by_role("link", name="Let go on")).to_have_count(0)


def test_escape_closes_from_a_field_and_gives_the_focus_back(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Esther", last_name="Escape")
    paid_order(house, customer_id, "#F10003")
    page = at_order(visits, house, agent, customer_id, "#F10003")
    for key, action in (("e", "edit"), ("f", "refund")):
        page.keyboard.press(key)
        expect(panel(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(panel(page)).to_have_count(0)
        expect(opener(page, action)).to_be_focused()
    expect(page.locator("#order-detail")).to_be_visible()


def test_an_action_under_more_gives_the_focus_back_to_more(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Mona", last_name="More")
    paid_order(house, customer_id, "#F10004")
    page = at_order(visits, house, agent, customer_id, "#F10004")
    page.keyboard.press("Control+k")
    page.keyboard.type("promise another")
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("Promise another day")
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(page.locator("#more-actions")).to_be_focused()


def test_a_reload_keeps_the_panel_and_what_was_typed_and_back_closes_it(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Relo", last_name="Adams")
    paid_order(house, customer_id, "#F10005")
    page = at_order(visits, house, agent, customer_id, "#F10005")
    page.keyboard.press("h")
    field(page, "reason").fill("Payment to be checked")
    page.reload()
    ready(page)
    expect(field(page, "reason")).to_have_value("Payment to be checked")
    expect(preview(page)).to_contain_text("Held")
    page.go_back()
    expect(panel(page)).to_have_count(0)
    expect(page.locator("#order-detail")).to_be_visible()


def test_what_must_be_said_is_asked_for_at_its_field(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Nora", last_name="Noreason")
    paid_order(house, customer_id, "#F10006")
    page = at_order(visits, house, agent, customer_id, "#F10006", "&do=hold")
    expect(preview(page)).to_contain_text("Held")
    expect(panel(page).get_by_role("alert")).to_have_count(0)
    by_key(page)
    expect(panel(page).get_by_role("alert")).to_have_text("Say why.")
    expect(field(page, "reason")).to_have_attribute("aria-invalid", "true")


def test_what_changed_meanwhile_is_marked_and_looked_at_before_it_is_done(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Meanwhile", last_name="Changed")
    order_id = paid_order(house, customer_id, "#F10007")
    page = at_order(visits, house, agent, customer_id, "#F10007", "&do=cancel")
    field(page, "reason").fill("Changed their mind")
    expect(preview(page)).to_contain_text("€114.70")  # with what was typed: no preview is on its way any more
    expect(button(page)).to_contain_text("Cancel #F10007, €114.70 back")
    cancel_one_mug(house, order_id)
    expect(button(page)).to_contain_text("Review changes")
    expect(page.locator('.preview [data-moved="true"]').first).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(button(page)).to_contain_text("Cancel #F10007, €99.80 back")
    commit(page, "Cancel #F10007, €99.80 back")
    expect(timeline(page)).to_contain_text("Order cancelled: Changed their mind")


def test_nobody_acts_before_the_identity_is_checked(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Ida", last_name="Unknown")
    paid_order(house, customer_id, "#F10008")
    page = visits.sign_in(agent, f"/?customer={customer_id}&order=F10008&do=cancel")
    expect(panel(page).get_by_role("alert")).to_contain_text("Check the customer’s identity first.")
    panel(page).get_by_role("button", name="Check identity").click()
    expect(page.locator("#identity-panel")).to_be_visible()


def test_who_may_not_sees_no_button_and_opens_no_panel(visits: Visits, house: House) -> None:
    customer_id = house.build.customer(first_name="Mer", last_name="Chandise")
    paid_order(house, customer_id, "#F10009")
    merchandiser = house.person("Grace Turner", "merchandiser")
    page = visits.sign_in(merchandiser, f"/?customer={customer_id}&order=F10009&do=refund")
    expect(page.locator("#order-detail")).to_be_visible()
    expect(page.get_by_role("group", name="Actions")).to_have_count(0)
    expect(panel(page)).to_have_count(0)


def test_keys_are_letters_inside_a_field(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Lettie", last_name="Letters")
    paid_order(house, customer_id, "#F10010")
    page = at_order(visits, house, agent, customer_id, "#F10010")
    page.keyboard.press("n")
    page.keyboard.type("ef")
    expect(page.get_by_role("textbox", name="Note", exact=True)).to_have_value("ef")
    expect(panel(page)).to_have_count(0)


@pytest.mark.parametrize("action", ["edit", "change_address", "cancel", "refund", "change_fulfilment"])
def test_a_panel_has_no_serious_finding(visits: Visits, house: House, agent: Person, action: str) -> None:
    customer_id = house.build.customer(first_name="Axel", last_name=f"Core {action}")
    number = f"#F2{['edit', 'change_address', 'cancel', 'refund', 'change_fulfilment'].index(action):04}"
    order_id = paid_order(house, customer_id, number)
    house.build.perform(tag_order, order=order_id, tag="gift")
    page = at_order(visits, house, agent, customer_id, number, f"&do={action}")
    expect(panel(page)).to_be_visible()
    expect(page.locator(".bone")).to_have_count(0)
    assert in_both_themes(page) == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_wraps_or_is_cut_in_a_panel(visits: Visits, house: House, language: str) -> None:
    customer_id = house.build.customer(first_name="Marie-Françoise", last_name=f"de La Tour {language}")
    paid_order(house, customer_id, f"#F3{language}", title="Espresso machine, two groups")
    parcel = house.delivered_order(customer_id)
    page = at_order(visits, house, house.person("Léonie Bel", language=language), customer_id, f"#F3{language}")
    for number, action in (
        (f"F3{language}", "edit"),
        (f"F3{language}", "cancel"),
        (f"F3{language}", "discount"),
        (parcel.number[1:], "return"),
        (parcel.number[1:], "goodwill"),
    ):
        visits.go(page, f"/?customer={customer_id}&order={number}&do={action}")
        expect(panel(page)).to_be_visible()
        expect(page.locator(".bone")).to_have_count(0)
        assert unfit(page) == {}, action


def cancel_one_mug(house: House, order_id: UUID) -> None:
    """Somebody else takes the mug off the order."""
    lines = house.build.application.ask(order, SYSTEM, order=order_id).lines
    mug = next(line for line in lines if line.title == "Ceramic mug")
    house.build.application.perform(
        cancel_order, SYSTEM, order=order_id, reason="Broken", lines=[CancelledPieces(line_id=mug.id)]
    )
