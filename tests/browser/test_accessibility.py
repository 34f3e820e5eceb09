"""axe-core on every screen in both themes: nothing serious or critical stays."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings
from tests.support.tills import Till

pytestmark = pytest.mark.browser

COLOURS = ("color-contrast", "link-in-text-block")


def test_the_sign_in_page_and_one_that_is_not_ours(visits: Visits) -> None:
    # A stranger's page has no live line: it is refused at the door.
    visits.expected += ["401 (Unauthorized)", "404 (Not Found)", "Unexpected response code: 403"]
    page = visits.stranger()
    page.goto(f"{visits.site.address}/sign-in")
    assert in_both_themes(page, by_media=True) == {}
    page.get_by_label("E-mail").fill("nobody@example.org")
    page.get_by_label("Password").fill("nothing that is right")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert in_both_themes(page, by_media=True) == {}
    page.goto(f"{visits.site.address}/no/such/page")
    expect(page.get_by_text("There is no such page")).to_be_visible()
    assert in_both_themes(page) == {}


def test_the_workspace(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.whole_customer("Anaïs", "Rousselot")
    order = house.delivered_order(customer_id)
    page = visits.sign_in(agent)
    assert in_both_themes(page) == {}
    visits.go(page, f"/?customer={customer_id}&order={order.number[1:]}")
    expect(page.locator("#order-detail")).to_contain_text(order.tracking)
    visits.sign_in(house.person("Noor Haddad"), f"/?customer={customer_id}")
    expect(page.get_by_role("img", name="Noor Haddad")).to_be_visible()
    assert in_both_themes(page) == {}
    page.get_by_role("combobox", name="Search customers, orders and products").fill("rousselot")
    expect(page.get_by_role("group", name="Customers")).to_contain_text("Anaïs Rousselot")
    assert in_both_themes(page) == {}


@pytest.mark.parametrize("key", ["Control+k", "?"], ids=["palette", "keys"])
def test_a_dialog(visits: Visits, agent: Person, key: str) -> None:
    page = visits.sign_in(agent)
    page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert in_both_themes(page) == {}


def test_the_form_with_its_errors_the_account_and_a_link_to_nothing(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent, "/?new=customer")
    page.get_by_role("button", name="Create customer").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label(f"Account of {agent.name}").click()
    expect(page.get_by_role("button", name="Sign out everywhere")).to_be_visible()
    assert in_both_themes(page) == {}
    visits.go(page, "/?order=NOTHING-7")
    expect(page.get_by_text("There is nothing here")).to_be_visible()
    assert in_both_themes(page) == {}


def test_the_tablet(visits: Visits, house: House, agent: Person) -> None:
    customer_id = house.whole_customer("Solange", "Tablette")
    page = visits.sign_in(agent, f"/?customer={customer_id}", viewport={"width": 768, "height": 1024})
    expect(page.get_by_role("heading", name="Solange Tablette")).to_be_visible()
    assert in_both_themes(page) == {}
    page.get_by_role("tab", name="Timeline").click()
    expect(page.get_by_text("Customer created")).to_be_visible()
    page.get_by_role("button", name="Show the list").click()
    expect(page.locator("#found")).to_be_visible()
    assert in_both_themes(page) == {}


@pytest.mark.parametrize("tab", ["people", "roles", "keys", "payments"])
def test_the_administration(visits: Visits, house: House, administrator: Person, tab: str) -> None:
    locked = house.person("Viktor Sperling")
    till = Till.of_new_order(house.build.application, house.build)
    asked = till.collect(1000)
    till.answer(asked, code="insufficient_funds")
    paths: dict[str, tuple[str, ...]] = {
        "people": ("/admin", f"/admin?person={locked.id}", "/admin?new=person"),
        "roles": ("/admin?tab=roles", "/admin?tab=roles&role=agent"),
        "keys": ("/admin?tab=keys", "/admin?tab=keys&new=key"),
        "payments": ("/admin?tab=payments", f"/admin?tab=payments&payment={asked}"),
    }
    page = visits.sign_in(administrator, paths[tab][0])
    for path in paths[tab]:
        visits.go(page, path)
        expect(page.locator(".bone")).to_have_count(0)
        assert in_both_themes(page) == {}, path
    if tab == "people":
        visits.go(page, f"/admin?person={locked.id}")
        page.get_by_role("button", name="Lock", exact=True).click()
        expect(page.get_by_role("alertdialog")).to_be_visible()
        assert in_both_themes(page) == {}


def in_both_themes(page: Page, *, by_media: bool = False) -> dict[str, list[str]]:
    """Findings by theme, of which the second can differ in its colours alone. `by_media`: the page knows its theme from
    the stylesheet alone.
    """
    found = {}
    themes: tuple[Literal["dark", "light"], ...] = ("dark", "light")
    for theme in themes:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        if not by_media:
            expect(page.locator(f"html.{theme}")).to_be_attached()
        found[theme] = serious_findings(page, only=COLOURS if theme == themes[1] else ())
    return {theme: findings for theme, findings in found.items() if findings}
