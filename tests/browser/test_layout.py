"""Nothing wraps, overlaps or is cut that must be read at a glance, at every size and in both languages."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from domain.customers.tag import tag_customer
from domain.kernel.money import Money
from domain.orders.new_order import NewLine, NewPayment
from tests.browser.house import House
from tests.browser.visit import Visits, ready

pytestmark = pytest.mark.browser

SIZES = [
    ViewportSize(width=1440, height=900),
    ViewportSize(width=1280, height=800),
    ViewportSize(width=768, height=1024),
]

# Amounts, states, buttons and numbers stand on one line and are whole.
_BROKEN = """() => {
  const broken = [];
  for (const node of document.querySelectorAll(".amount, .figures dd, .figures dt, .badge, .button, .segments button, .order-number, time")) {
    if (!node.getClientRects().length || !node.innerText.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const tops = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top / 8)));
    const tall = node.getBoundingClientRect().height > parseFloat(getComputedStyle(node).lineHeight) * 1.9 && range.getBoundingClientRect().height > parseFloat(getComputedStyle(node).lineHeight) * 1.5;
    const cut = node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline";
    if (tall) broken.push(`wraps: ${node.className} “${node.innerText}”`);
    if (cut) broken.push(`cut: ${node.className} “${node.innerText}”`);
  }
  for (const node of document.querySelectorAll("html, .pane, .pane-body, .bar, .pane-head"))
    if (node.scrollWidth > node.clientWidth + 1) broken.push(`too wide: ${node.className || node.tagName} ${node.scrollWidth} > ${node.clientWidth}`);
  return [...new Set(broken)];
}"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_customer_with_large_figures(visits: Visits, house: House, language: str) -> None:
    customer_id = house.whole_customer("Marie-Françoise", "de La Rochefoucauld")
    for tag in ("newsletter", "wholesale", "press"):
        house.build.perform(tag_customer, customer_id=customer_id, tag=tag)
    house.delivered_order(customer_id)
    lines = [NewLine(sku=house.sku("Espresso machine, two groups", 1_289_900), quantity=1)]
    discount, paid = Money(128_990, "EUR"), NewPayment("captured", Money(1_160_910, "EUR"))
    house.build.order(customer_id, number=f"#W99{language}", lines=lines, discount=discount, payments=[paid])
    dollars = [NewLine(sku=house.sku("Grinder"), quantity=1, unit_price=Money(1_250_000, "USD"))]
    paid = NewPayment("captured", Money(1_250_000, "USD"))
    house.build.order(customer_id, lines=dollars, currency="USD", payments=[paid])
    page = visits.sign_in(house.person("Léonie Wanderlust", language=language), f"/?customer={customer_id}")
    page.locator(".order").first.click()
    expect(page.locator("#order-detail")).to_be_visible()
    assert unfit(page) == {}
    page.get_by_role("combobox").first.fill("rochefoucauld")
    expect(page.locator("#found .found").first).to_contain_text("Rochefoucauld")
    assert unfit(page, SIZES[:2]) == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_administration(visits: Visits, house: House, language: str) -> None:
    person = house.person("Maximiliane Wagenschein", "administrator", language=language)
    page = visits.sign_in(person, "/admin")
    for path in (
        f"/admin?person={person.id}",
        "/admin?new=person",
        "/admin?tab=roles&role=agent",
        "/admin?tab=keys&new=key",
    ):
        visits.go(page, path)
        expect(page.locator(".bone")).to_have_count(0)
        assert unfit(page) == {}, path


def unfit(page: Page, sizes: list[ViewportSize] = SIZES) -> dict[int, list[str]]:
    """What is broken, by width."""
    found = {}
    for size in sizes:
        page.set_viewport_size(size)
        ready(page)
        found[size["width"]] = page.evaluate(_BROKEN)
    return {width: broken for width, broken in found.items() if broken}
