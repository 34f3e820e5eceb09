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
    page.get_by_label("Address", exact=True).fill("http://shop.example/hooks")
    page.get_by_label("Address", exact=True).press("Enter")
    expect(page.get_by_label("What it is told of")).to_be_focused()  # nothing is chosen: nothing is made
    page.get_by_label("What it is told of").select_option(label="What is ticked below")
    page.get_by_role("button", name="Add this webhook").click()
    expect(page.get_by_role("alert")).to_contain_text("https")
    page.get_by_label("Address", exact=True).fill("https://shop.example/hooks")
    page.locator(".event-group summary", has_text=re.compile("^Orders ")).click()
    page.locator('[name="on:order.*"]').check()
    page.get_by_role("button", name="Add this webhook").click()
    pane = page.get_by_role("region", name="https://shop.example/hooks")
    expect(pane).to_be_visible()
    expect(page.get_by_role("list", name="Webhooks")).to_contain_text("https://shop.example/hooks")
    page.locator("#show-secret").click()
    expect(page.locator("#webhook-secret")).to_have_text(re.compile(r"whsec_.{40,}"))
    page.locator("#send-test").click()
    expect(pane.get_by_role("list", name="Deliveries")).to_contain_text("webhook.tested")
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Stop the webhook").click()
    expect(pane.get_by_role("button", name="Go on")).to_be_visible()
    page.locator("#open-confirm-remove").click()
    page.get_by_role("button", name="Remove the webhook").click()
    expect(page.get_by_text("No webhooks yet")).to_be_visible()
