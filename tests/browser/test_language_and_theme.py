"""The reader's own choices: language and theme."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from console.ui.i18n import catalogue
from tests.browser.house import House, Person
from tests.browser.visit import Visits, ready

pytestmark = pytest.mark.browser

_TEXTS = """() => {
  const found = [];
  const seen = (node) => node.getClientRects().length > 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (seen(walk.currentNode.parentElement)) found.push(walk.currentNode.data);
  for (const node of document.querySelectorAll("body *"))
    for (const name of ["aria-label", "title", "placeholder"])
      if (seen(node) && node.hasAttribute(name)) found.push(node.getAttribute(name));
  return found.map((text) => text.trim()).filter(Boolean);
}"""


def test_switching_the_language_makes_every_visible_word_french_without_a_reload(
    visits: Visits, house: House, agent: Person
) -> None:
    customer_id = house.whole_customer("Aurélie", "Chassagne")
    order = house.delivered_order(customer_id)
    page = visits.sign_in(agent, f"/?customer={customer_id}&order={order.number[1:]}")
    expect(page.locator("#order-detail")).to_contain_text("€114.60")
    page.evaluate("() => { window.neverReloaded = true }")

    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("heading", name="Commandes")).to_be_visible()
    expect(page.locator("#order-detail")).to_contain_text("114,60 €")
    expect(page.locator("#timeline")).to_contain_text("Colis livré")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.evaluate("() => window.neverReloaded") is True
    assert english_left(page) == []
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert english_left(page) == []

    page.reload()
    ready(page)
    expect(page.get_by_role("heading", name="Commandes")).to_be_visible()


def test_a_form_with_its_errors_and_the_administration_are_french_too(visits: Visits, house: House) -> None:
    page = visits.sign_in(house.person("Camille Roy", "administrator", language="fr"), "/?new=customer")
    page.get_by_role("button", name="Créer le client").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert english_left(page) == []
    for path in ("/admin", "/admin?new=person", "/admin?tab=roles&role=agent", "/admin?tab=keys&new=key", "/?order=X"):
        visits.go(page, path)
        expect(page.locator(".bone")).to_have_count(0)
        assert english_left(page) == [], path


def test_the_theme_follows_the_system_until_it_is_chosen_and_then_stays(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent, color_scheme="dark")
    expect(page.locator("html.dark")).to_be_attached()
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html:not(.dark)")).to_be_attached()
    page.reload()
    ready(page)
    expect(page.locator("html:not(.dark)")).to_be_attached()


def test_a_reload_from_the_browsers_own_copy_works(visits: Visits, house: House, agent: Person) -> None:
    """The page is asked for again with its tag; the 304 must leave the kept page able to run its scripts."""
    customer_id = house.build.customer(first_name="Twice", last_name="Loaded")
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    token = {each["name"]: each["value"] for each in page.context.cookies()}
    first = httpx.get(f"{visits.site.address}/", cookies=token)
    again = httpx.get(f"{visits.site.address}/", cookies=token, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    for _ in range(2):
        page.reload()
        ready(page)
        expect(page.get_by_role("heading", name="Twice Loaded")).to_be_visible()
    page.get_by_role("textbox", name="Note").fill("It lives.")
    expect(page.get_by_role("button", name="Add note")).to_be_enabled()


def english_left(page: Page) -> list[str]:
    """Visible texts that the catalogue has in English and would say otherwise in French."""
    patterns = list(english_patterns())
    return sorted({text for text in page.evaluate(_TEXTS) if any(each.fullmatch(text) for each in patterns)})


def english_patterns() -> Iterator[re.Pattern[str]]:
    words = catalogue()
    french = set(words.values())
    for english, other in words.items():
        if english != other and english not in french and re.sub(r"\{\w+\}|\W", "", english):
            yield re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(english)))
