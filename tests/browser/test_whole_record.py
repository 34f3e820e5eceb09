"""A supervisor sees to a whole record: merges it, hands its data out, and an administrator erases it."""

import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from domain.customers.queries import customer
from domain.customers.rows import CustomerCard
from domain.kernel.permissions import Role
from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser


def card(house: House, customer_id: UUID) -> CustomerCard:
    return house.build.application.ask(customer, house.build.actor, customer_id=customer_id)


def from_palette(page: Page, letters: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(letters)
    page.keyboard.press("Enter")


def test_an_agent_is_offered_nothing_of_it(visits: Visits, house: House, agent: Person) -> None:
    page = visits.sign_in(agent, f"/?customer={house.build.customer(first_name='Paula', last_name='Plain')}")
    expect(page.get_by_role("heading", name="Paula Plain")).to_be_visible()
    expect(page.locator("#more-customer")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("erase personal")
    expect(page.locator("#palette")).to_contain_text("No command has these letters.")


def test_merged_by_keyboard_handed_out_and_undone(visits: Visits, house: House, tmp_path: Path) -> None:
    kept = house.build.customer(first_name="Odile", last_name="Zwiebel", emails=["odile@zwiebel.example"])
    other = house.build.customer(first_name="O.", last_name="Zwiebel", emails=["oz@zwiebel.example"])
    numbers = card(house, kept).number, card(house, other).number
    page = visits.sign_in(house.person("Sven Holt", Role.SUPERVISOR), f"/?customer={kept}")
    expect(page.get_by_role("heading", name="Odile Zwiebel")).to_be_visible()
    from_palette(page, "merge with another")
    page.get_by_label("The other record").fill("zwiebel")
    expect(page.locator(".record-found li")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name=numbers[1], exact=True)).to_contain_text("O. Zwiebel")
    expect(page.locator("#merge-panel")).not_to_contain_text("zwiebel.example")
    assert serious_findings(page, "#merge-panel") == []
    page.get_by_label("Reason, kept on record").fill("same voice")
    expect(page.get_by_role("button", name=f"Merge {numbers[1]} into {numbers[0]}")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{numbers[1]} is part of this customer")).to_be_visible()
    expect(page.locator("#merge-panel")).to_have_count(0)

    page.locator("#more-customer").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export personal data").click()
    assert download.value.suggested_filename == f"export-{numbers[0]}.json"
    download.value.save_as(tmp_path / "export.json")
    document = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))
    assert {row["address"] for row in document["emails"]} == {"odile@zwiebel.example", "oz@zwiebel.example"}

    page.get_by_role("button", name=f"Undo the merge of {numbers[1]}").click()
    expect(page.get_by_text(f"{numbers[1]} is part of this customer")).to_have_count(0)
    assert card(house, other).id == other


def test_erased_once_nothing_is_open(visits: Visits, house: House, administrator: Person) -> None:
    busy = house.build.customer(first_name="Bea", last_name="Busy")
    house.build.order(busy, number="#E70001")
    page = visits.sign_in(administrator, f"/?customer={busy}")
    expect(page.get_by_role("heading", name="Bea Busy")).to_be_visible()
    from_palette(page, "erase personal")
    expect(page.locator("#erase-panel").get_by_role("alert")).to_contain_text("#E70001")
    expect(page.get_by_role("button", name="Erase for good")).to_have_count(0)
    page.locator("#erase-panel").get_by_role("link", name="#E70001").click()
    expect(page).to_have_url(re.compile("order=E70001"))

    done = house.build.customer(first_name="Dora", last_name="Done")
    house.delivered_order(done)
    visits.go(page, f"/?customer={done}")
    expect(page.get_by_role("heading", name="Dora Done")).to_be_visible()
    from_palette(page, "erase personal")
    page.get_by_label("Reason, kept on record").fill("asked in writing")
    page.get_by_label(re.compile("to confirm")).fill("K1")
    page.keyboard.press("Enter")
    expect(page.locator("#erase-panel").get_by_role("alert")).to_contain_text("to confirm")
    page.get_by_label(re.compile("to confirm")).fill(card(house, done).number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Erased customer")).to_be_visible()
    for gone in ("#more-customer", "#new-tag", "#note", ".identity-panel"):
        expect(page.locator(gone)).to_have_count(0)
    assert card(house, done).emails == ()
