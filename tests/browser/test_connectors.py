"""Connectors in the administration: added, their address and secret shown, a file looked at and taken, its refusals."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser
STOCK = b"sku,on_hand,counted_at\nBROWSER-LAMP,7,2026-11-01 10:00\nNOWHERE,1,2026-11-01 10:00\n"


def test_a_file_of_a_warehouse_is_looked_at_before_it_is_taken(
    visits: Visits, house: House, administrator: Person
) -> None:
    house.build.product("BROWSER-LAMP")
    page = visits.sign_in(administrator, "/admin?tab=connectors")
    page.locator("#add-connector").click()
    page.get_by_label("Name").fill("Rungis warehouse")
    page.get_by_label("What it is").select_option("warehouse_csv")
    page.get_by_label("Node of its stock").fill("NOWHERE")
    page.get_by_role("button", name="Add this connector").click()
    expect(page.get_by_role("alert")).to_contain_text("NOWHERE")
    page.get_by_label("Node of its stock").fill("PAR")
    page.get_by_role("button", name="Add this connector").click()
    pane = page.get_by_role("region", name="Rungis warehouse")
    expect(pane).to_contain_text("Files only")
    page.locator("#bring-file").set_input_files({"name": "stock.csv", "mimeType": "text/csv", "buffer": STOCK})
    expect(page.locator("#looked-says")).to_have_text("1 taken, 0 as before, 1 refused")
    refused = page.get_by_role("list", name="Would be refused")
    expect(refused).to_contain_text("There is no SKU “NOWHERE”.")
    assert serious_findings(page) == []
    page.locator("#commit-file").click()
    expect(pane.get_by_role("list", name="What came")).to_contain_text("stock.csv")
    expect(pane.get_by_role("list", name="What came")).to_contain_text("waits")
    assert serious_findings(page) == []


def test_a_shop_has_an_address_and_a_secret(visits: Visits, administrator: Person) -> None:
    page = visits.sign_in(administrator, "/admin?tab=connectors&new=connector")
    page.get_by_label("Name").fill("Web shop")
    page.get_by_label("What it is").select_option("shopify")
    page.get_by_label("Secret, if it has one").fill("shpss_browser")
    page.get_by_role("button", name="Add this connector").click()
    pane = page.get_by_role("region", name="Web shop")
    expect(pane.get_by_role("button", name=re.compile("webhooks.connectors"))).to_be_visible()
    page.locator("#show-connector-secret").click()
    expect(page.locator("#connector-secret")).to_have_text("shpss_browser")
