"""Making sure of a customer, as an agent does it."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.browser.house import House


def confirm_by_facts(page: Page, **facts: str) -> None:
    """Open the panel with its key and fill in what the customer says; labels are the names with blanks."""
    expect(page.get_by_role("button", name="Check identity")).to_be_visible()
    page.keyboard.press("i")
    panel = page.get_by_role("region", name="Check identity")
    panel.get_by_text("Ask for two facts instead").click()
    for name, value in facts.items():
        panel.get_by_label(name.replace("_", " ").capitalize().replace("Email", "E-mail")).fill(value)
    panel.get_by_role("button", name="Confirm").click()


def last_code(house: House) -> str:
    """What the customer would read out."""
    with house.database.engine.connect() as connection:
        body = connection.execute(
            text("SELECT body FROM outbound_messages WHERE secret ORDER BY queued_at DESC, id DESC LIMIT 1")
        ).scalar_one()
    return re.findall(r"\b\d{6}\b", body)[0]
