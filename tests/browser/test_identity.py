"""Contacts are masked until the agent has made sure of the customer."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from domain.kernel.permissions import Role
from tests.browser.house import House, Person
from tests.browser.identity import confirm_by_facts, last_code
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser


def record(page: Page):
    return page.get_by_role("region", name="Customer", exact=True)


def findings(page: Page) -> list[str]:
    """Without the links of the timeline, which are told from text by their colour and figures."""
    return [found for found in serious_findings(page) if "link-in-text-block" not in found]


def look(page: Page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_a_code_that_the_customer_reads_out_unmasks_them(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.whole_customer("Ines", "Okafor")
    house.delivered_order(customer_id)
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    expect(record(page)).to_contain_text("e•••@e•••.org")
    expect(record(page)).to_contain_text("+33 6 •• •• •• 78")
    expect(record(page)).to_contain_text("Paris, France")
    expect(record(page)).not_to_contain_text("rue des Lilas")
    assert "612345678" not in page.content()
    page.keyboard.press("i")
    panel = page.get_by_role("region", name="Check identity")
    expect(panel.get_by_role("button", name="Send a code to e•••@e•••.org")).to_be_focused()
    look(page, "identity-ways")
    assert findings(page) == []
    panel.get_by_role("button", name="Send a code to +33 6 •• •• •• 78").click()
    field = panel.get_by_label("Code sent to +33 6 •• •• •• 78")
    expect(field).to_be_focused()
    code = last_code(house)
    page.keyboard.type(f"{(int(code) + 1) % 1_000_000:06}")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("alert")).to_have_text("That is not right. Tries left: 4.")
    look(page, "identity-wrong")
    field.fill(code)
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(record(page)).to_contain_text("verified by code, 30 min left")
    for text in ("+33 6 12 34 56 78", "12 rue des Lilas", "@example.org"):
        expect(record(page)).to_contain_text(text)
    look(page, "identity-verified")
    assert findings(page) == []
    timeline = page.get_by_role("region", name="Timeline")
    for text in ("Identity code sent by SMS", "Identity not confirmed", "Identity confirmed by code", "Shown unmasked"):
        expect(timeline).to_contain_text(text)
    assert code not in page.content()


def test_two_facts_do_it_as_well_and_for_one_session_alone(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.whole_customer("Jonas", "Petrov")
    number = house.delivered_order(customer_id).number
    page, other = (visits.sign_in(agent, f"/?customer={customer_id}") for _ in range(2))
    confirm_by_facts(page, order_number=number, postal_code="75012")
    panel = page.get_by_role("region", name="Check identity")
    expect(panel.get_by_role("alert")).to_contain_text("Tries left: 4")
    panel.get_by_label("Postal code").fill("75011")
    panel.get_by_role("button", name="Confirm").click()
    expect(record(page)).to_contain_text("verified by facts, 30 min left")
    expect(record(page)).to_contain_text("+33 6 12 34 56 78")
    expect(other.get_by_role("region", name="Timeline")).to_contain_text("Identity confirmed by facts")
    expect(record(other)).to_contain_text("+33 6 •• •• •• 78")


def test_escape_closes_the_panel_and_a_supervisor_may_look_with_a_reason(visits: Visits, house: House) -> None:
    customer_id = house.whole_customer("Kofi", "Lind")
    page = visits.sign_in(house.person("Samira Bell", Role.SUPERVISOR), f"/?customer={customer_id}")
    expect(page.get_by_role("button", name="Check identity")).to_be_visible()
    page.keyboard.press("i")
    panel = page.get_by_role("region", name="Check identity")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("button", name=re.compile("Send a code")).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="Check identity")).to_be_focused()
    page.keyboard.press("i")
    panel.get_by_text("Show without a check").click()
    panel.get_by_label("Reason, kept on record").fill("parcel at the wrong door")
    panel.get_by_role("button", name="Show", exact=True).click()
    expect(panel).to_contain_text("+33612345678")
    look(page, "identity-supervisor")
    expect(record(page)).to_contain_text("+33 6 •• •• •• 78")


def test_an_agent_is_not_offered_that_and_reads_french(visits: Visits, house: House) -> None:
    customer_id = house.whole_customer("Lise", "Arnaud")
    person = house.person("Luc Perrin", language="fr")
    page = visits.sign_in(person, f"/?customer={customer_id}", color_scheme="dark")
    page.keyboard.press("i")
    panel = page.get_by_role("region", name="Vérifier l’identité")
    expect(panel.get_by_role("button", name="Envoyer un code à e•••@e•••.org")).to_be_visible()
    expect(panel).not_to_contain_text("Afficher sans vérification")
    panel.get_by_text("Demander plutôt deux informations").click()
    look(page, "identity-french-dark")
    assert findings(page) == []
