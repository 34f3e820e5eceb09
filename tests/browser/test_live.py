"""What others do appears at once."""

import pytest
from playwright.sync_api import expect

from domain.orders.hold import hold_order
from tests.browser.house import House, Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_a_note_written_in_another_browser_appears(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Lise", last_name="Fontaine")
    mine = visits.sign_in(agent, f"/?customer={customer_id}")
    theirs = visits.sign_in(house.person("Noor Haddad"), f"/?customer={customer_id}")
    composer = theirs.get_by_role("textbox", name="Note")
    composer.fill("Called back at noon.")
    composer.press("Control+Enter")
    moment = mine.locator(".moment").filter(has_text="Called back at noon.")
    expect(moment).to_be_visible()
    expect(moment).to_contain_text("Noor Haddad")


def test_what_a_note_interrupts_stays_a_draft_and_a_change_elsewhere_comes_too(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.build.customer(first_name="Marta", last_name="Szymanska")
    order_id = house.build.order(customer_id, number="#L80001")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    composer = page.get_by_role("textbox", name="Note")
    composer.fill("Half a sen")
    house.build.perform(hold_order, order=order_id, reason="Asked for by the warehouse")
    expect(page.locator("#timeline")).to_contain_text("Held: Asked for by the warehouse")
    expect(page.locator(".order").filter(has_text="#L80001")).to_contain_text("held")
    expect(composer).to_have_value("Half a sen")
    expect(composer).to_be_focused()


def test_who_else_has_the_customer_open_is_shown_while_they_have(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="Kees", last_name="Van Dorp")
    mine = visits.sign_in(agent, f"/?customer={customer_id}")
    expect(mine.get_by_role("heading", name="Kees Van Dorp")).to_be_visible()
    theirs = visits.sign_in(house.person("Noor Haddad"), f"/?customer={customer_id}")
    expect(mine.get_by_role("img", name="Noor Haddad")).to_be_visible()
    expect(theirs.get_by_role("img", name=agent.name)).to_be_visible()
    visits.go(theirs, "/")
    expect(mine.get_by_role("img", name="Noor Haddad")).to_have_count(0)
    visits.go(theirs, f"/?customer={customer_id}")
    expect(mine.get_by_role("img", name="Noor Haddad")).to_be_visible()
    theirs.context.close()
    expect(mine.get_by_role("img", name="Noor Haddad")).to_have_count(0, timeout=20_000)
