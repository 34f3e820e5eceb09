"""Drafts and rules made on the screen `/rules`, as a merchandiser makes them."""

import re

from playwright.sync_api import Page, expect

from tests.browser.visit import serious_findings


def at(place: str, part: str) -> str:
    """An input of the builder: the fact, value, effect or parameter at a place of the rule."""
    return f"[id='at-{re.sub('[^A-Za-z0-9_]', '-', place)}-{part}']"


def start_draft(page: Page, title: str) -> None:
    """Begin a draft of the family on the screen, and wait until it stands there."""
    page.locator("#start-draft").click()
    page.locator("#draft-title").fill(title)
    page.keyboard.press("Enter")
    expect(page.locator("#steps")).to_be_visible()


def build_rule(page: Page) -> None:
    """Complaints by phone go to the queue vip: built, refused where it was wrong, read back and saved."""
    page.locator("#add-rule").click()
    page.locator("#name-en").fill("Complaints by phone")
    page.locator("#name-fr").fill("Réclamations par téléphone")
    page.get_by_role("button", name="Add a condition").click()
    page.locator(at("when.all[0]", "fact")).select_option("topic")
    page.locator(at("when.all[0]", "value")).select_option("complaint")
    page.get_by_role("button", name="Add a condition").click()
    page.locator(at("when.all[1]", "fact")).select_option("channel")
    page.locator(at("when.all[1]", "value")).select_option("phone")
    page.locator(at("then[0]", "effect")).select_option("queue")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".effect .wrong")).to_have_text("Is missing.")
    page.locator(at("then[0]", "queue")).select_option(label="VIP")
    read_back = page.locator("#read-back")
    expect(read_back).to_contain_text("If topic is complaint and channel is phone, put in queue VIP.")
    expect(read_back).to_contain_text("Si sujet est réclamation et canal est téléphone, mettre en file VIP.")
    assert serious_findings(page) == []
    page.locator("#save-part").click()
    expect(page.locator("[data-rule=complaints-by-phone]")).to_be_visible()


def send_to(page: Page, queue: str) -> None:
    """Let the rule that `build_rule` made put cases in another queue."""
    page.get_by_role("link", name="Complaints by phone").click()
    page.locator(at("then[0]", "queue")).select_option(queue)
    page.locator("#save-part").click()


def try_out(page: Page, **facts: str) -> None:
    """Ask the rules on the screen what they say to these facts."""
    for name, value in facts.items():
        page.locator(f"#fact-{name}").select_option(value)
    page.locator("#try").click()
    expect(page.locator("#answer")).to_be_visible()


def path_of(page: Page) -> str:
    """Where the screen is, for somebody else who is to come there."""
    return page.url[page.url.index("/rules") :]
