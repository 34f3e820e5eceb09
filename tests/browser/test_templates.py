"""The words of a message in the administration: written, tried, refused at their line, saved, compared, taken back."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser

ADDRESS = "/admin?tab=templates&template=order_cancelled&language=en"


def test_a_message_is_rewritten_compared_and_taken_back(visits: Visits, administrator: Person) -> None:
    page = visits.sign_in(administrator, "/admin?tab=templates")
    page.locator("[data-template=order_cancelled][data-language=en]").click()
    expect(page.locator("#shown-subject")).to_have_text("Order #C1024 is cancelled")
    expect(page.frame_locator("#shown-mail").locator("h1")).to_have_text("Order #C1024 is cancelled")
    expect(page.locator("#shown-size")).to_contain_text("1 SMS")
    save = page.locator("#save-template")
    expect(save).to_be_disabled()
    page.get_by_label("SMS").fill("Annulé, reçu : {{ number }}")
    expect(page.locator("#shown-size")).to_contain_text("UCS-2")
    page.get_by_label("SMS").fill("Gone: {{ number }}")
    page.get_by_label("E-mail", exact=True).fill("{{ hello }}\nIt is {{ gone }}.")
    wrong = page.get_by_role("button", name="line 2: “gone” is not known here.")
    expect(wrong).to_be_visible()
    save.click()
    expect(page.locator("p.wrong[role=alert]")).to_contain_text("line 2")
    page.get_by_label("E-mail", exact=True).fill("{{ hello }}\nIt is gone: ")
    page.locator("[data-value=number]").click()
    expect(page.locator("#shown-text")).to_have_text("Hello Marie Dupont,\nIt is gone: #C1024", use_inner_text=False)
    expect(wrong).to_have_count(0)
    save.click()
    expect(page.locator("[data-version='1']")).to_contain_text("in use now")
    page.get_by_label("Subject").fill("Order {{ number }} is gone")
    save.click()
    expect(page.locator("[data-version='2']")).to_contain_text("in use now")
    page.locator("[data-version='1']").click()
    expect(page.locator("ins.diff-line")).to_have_text("Order {{ number }} is gone")
    page.locator("#restore-version").click()
    expect(page.locator("[data-version='3']")).to_contain_text("as in 1")
    page.get_by_role("button", name="Back to the original text").click()
    page.get_by_role("button", name="Use the original text").click()
    expect(page.locator("#shown-text")).to_contain_text("another message follows")
