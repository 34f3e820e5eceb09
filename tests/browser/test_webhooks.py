"""Webhooks in the administration: added, refused with a word, their secret shown, stopped."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.house import Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser


def test_a_webhook_is_added_looked_at_and_stopped(visits: Visits, administrator: Person) -> None:
    page = visits.sign_in(administrator, "/admin?tab=webhooks")
    page.locator("#add-webhook").click()
    page.get_by_label("Address").fill("http://shop.example/hooks")
    page.get_by_role("button", name="Add this webhook").click()
    expect(page.get_by_role("alert")).to_contain_text("https")
    page.get_by_label("Address").fill("https://shop.example/hooks")
    page.get_by_label(re.compile("Types of events")).fill("order.*, return.requested")
    page.get_by_role("button", name="Add this webhook").click()
    pane = page.get_by_role("region", name="https://shop.example/hooks")
    expect(pane).to_be_visible()
    expect(page.get_by_role("list", name="Webhooks")).to_contain_text("https://shop.example/hooks")
    page.locator("#show-secret").click()
    expect(page.locator("#webhook-secret")).to_have_text(re.compile(r"whsec_.{40,}"))
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Stop the webhook").click()
    expect(pane.get_by_role("button", name="Go on")).to_be_visible()
