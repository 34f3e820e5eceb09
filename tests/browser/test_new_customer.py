"""A customer entered by hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import Person
from tests.browser.identity import confirm_by_facts
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="New customer")).to_be_visible()
    page.get_by_label("First name").fill("Nora")
    page.get_by_label("Last name").fill("Élan")
    page.get_by_label("E-mail").fill("nora at example")
    page.get_by_role("button", name="Create customer").click()
    email = page.get_by_label("E-mail")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description(re.compile("E-mail"))
    expect(email).to_have_value("nora at example")
    expect(page.get_by_label("First name")).to_have_value("Nora")

    email.fill("nora.elan@example.org")
    page.get_by_label("Phone").fill("06 12 34 56 78")
    page.get_by_label("Address", exact=True).fill("3 rue Haute")
    page.get_by_label("City").fill("Nantes")
    page.get_by_label("Country, two letters").fill("fr")
    page.get_by_role("button", name="Create customer").click()
    expect(page.get_by_role("heading", name="Nora Élan")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?customer="))
    record = page.get_by_role("region", name="Customer", exact=True)
    expect(record).to_contain_text("n•••@e•••.org")
    confirm_by_facts(page, last_name="Élan", email="nora.elan@example.org")
    for text in ("nora.elan@example.org", "+33 6 12 34 56 78", "3 rue Haute, Nantes, France"):
        expect(record).to_contain_text(text)
    expect(page.get_by_text("No orders yet")).to_be_visible()


def test_a_form_left_and_taken_up_again_is_empty(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent, "/?new=customer")
    page.get_by_role("button", name="Create customer").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_text("No customer chosen")).to_be_visible()
    page.get_by_role("link", name="New customer").click()
    expect(page.get_by_role("heading", name="New customer")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
