"""Whatever people type stays text."""

import pytest
from playwright.sync_api import Page, expect

from domain.customers.tag import tag_customer
from domain.orders.hold import hold_order
from domain.orders.new_order import NewLine
from tests.browser.house import House, Person
from tests.browser.visit import Visits

pytestmark = pytest.mark.browser

MARKUP = '"><script>window.broken=1</script><img src=x onerror="window.broken=1">'
BRACES = "{{7*7}} ${window.broken=1} `'\\\"</textarea>"
ARABIC = "مرحبا \u202eevil\u202c שלום"


@pytest.mark.parametrize("text", [MARKUP, BRACES, ARABIC], ids=["markup", "braces", "right to left"])
def test_names_notes_tags_and_reasons_are_shown_as_they_are(
    visits: Visits, house: House, agent: Person, text: str
) -> None:
    customer_id = house.build.customer(first_name=text, last_name="Ordinary")
    house.build.note(customer_id, text, pinned=True)
    house.build.perform(tag_customer, customer_id=customer_id, tag=text[:20])
    order_id = house.build.order(customer_id, lines=[NewLine(sku=house.sku(text), quantity=1)])
    house.build.perform(hold_order, order=order_id, reason=text)
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{text} Ordinary")
    expect(page.locator(".pinned").first).to_contain_text(text)
    expect(page.locator(".moment-note")).to_have_text(text)
    page.locator(".order").click()
    expect(page.locator("#order-detail .pinned")).to_contain_text(text)
    expect(page.locator("#order-detail .line")).to_contain_text(text)
    composer = page.get_by_role("textbox", name="Note")
    composer.fill(f"{text} twice")
    composer.press("Control+Enter")
    expect(page.locator(".moment-note").filter(has_text="twice")).to_have_text(f"{text} twice")
    assert_unbroken(page)


def test_a_search_for_markup_finds_nothing_and_says_what_was_searched(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent)
    search = page.get_by_role("combobox", name="Search customers, orders and products")
    for text in ("<b>qqxzv</b>", "'; DROP qqxzv; --", "%_%\\"):
        search.fill(text)
        expect(page.locator("#found")).to_contain_text(f"Nothing found for “{text}”")
    assert_unbroken(page)


def test_a_note_without_a_blank_does_not_widen_the_page(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.build.customer(first_name="W" * 100, last_name="M" * 100)
    house.build.note(customer_id, "x" * 4_000)
    page = visits.sign_in(agent, f"/?customer={customer_id}")
    expect(page.locator(".moment-note")).to_be_visible()
    wide = "(node) => node.scrollWidth - node.clientWidth"
    for pane in ("html", "#timeline", ".pane-right .pane-body", "#found"):
        assert page.locator(pane).evaluate(wide) <= 0, pane


def assert_unbroken(page: Page) -> None:
    assert page.evaluate("() => window.broken") is None
    expect(page.locator("img")).to_have_count(0)
