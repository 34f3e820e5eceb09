"""An order says of each line why it comes from where it comes from, and what if it went elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from domain.kernel.clock import SystemClock
from domain.kernel.money import Money
from domain.kernel.permissions import Role
from domain.orders.new_order import NewLine
from domain.ports.ports import Ports
from domain.work.application import Application
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from tests.browser.house import House, Person
from tests.browser.rules_world import publish_rules, words
from tests.browser.visit import Visits, serious_findings
from tests.support.builders import Builders

pytestmark = pytest.mark.browser

LUXEMBOURG = {"line1": "1 Grand-Rue", "city": "Luxembourg", "postal_code": "1660", "country": "LU"}
TO_LUXEMBOURG = {"fact": "country", "op": "eq", "value": "LU"}
RULES = {
    "format": 1,
    "family": "sourcing",
    "lists": {"countries": ["LU", "GB"]},
    "rules": [
        {
            "id": "no-stores",
            "name": words("Stores do not send abroad", "Les magasins n’expédient pas à l’étranger"),
            "when": TO_LUXEMBOURG,
            "then": [{"effect": "forbid_kind", "kind": "store"}],
        },
        {
            "id": "cheap",
            "name": words("The cheaper node abroad", "Le site le moins cher pour l’étranger"),
            "when": TO_LUXEMBOURG,
            "then": [{"effect": "weigh_cheapest", "weight": 60}, {"effect": "weigh_fewest_parcels", "weight": 40}],
        },
        {
            "id": "channel",
            "name": words("Nothing crosses the Channel", "Rien ne passe la Manche"),
            "when": {"fact": "country", "op": "eq", "value": "GB"},
            "then": [{"effect": "forbid_kind", "kind": "third_party"}],
        },
    ],
}


@pytest.fixture
def shop(house: House) -> Iterator[Builders]:
    """Rules for Luxembourg are live, and orders placed here are sourced by them."""
    publish_rules(house.build.application, RULES, "Luxembourg")
    live = LiveRules(house.database, SystemClock())
    ruled = Application(house.database, clock=SystemClock(), ports=Ports(decisions=RulesDecisions(live)))
    yield Builders(ruled, house.build.actor)
    live.close()


def test_a_line_says_why_it_comes_from_there(visits: Visits, house: House, shop: Builders, agent: Person) -> None:
    lamp, cup = house.sku("Harbour lamp", 3990), house.sku("Harbour cup", 1490)
    shop.node("MTZ", name="Metz partner", kind="third_party", handling_cost=Money(90, "EUR"))
    shop.node("RIV", name="Rivoli store", kind="store", handling_cost=Money(480, "EUR"))
    shop.stock(lamp, 9, node="MTZ")
    shop.stock(cup, 2, node="MTZ")
    shop.stock(lamp, 3, node="RIV")
    customer = shop.customer(first_name="Wendy", last_name="Whence")
    lines = [NewLine(lamp, 1), NewLine(cup, 1)]
    shop.order(customer, lines=lines, shipping_address=LUXEMBOURG, number="#S80001")

    page = visits.sign_in(agent, f"/?customer={customer}&order=S80001")
    line = page.locator("#order-detail .line").filter(has_text="Harbour lamp")
    expect(line).to_contain_text("Metz partner")
    line.get_by_role("button", name="Why does Harbour lamp").click()
    why = line.locator(".why-there")
    expect(why).to_contain_text("by the rules “Sourcing”, version")
    expect(why.locator("tr.chosen")).to_contain_text("Metz partner")
    expect(why.locator("tbody tr").nth(1)).to_contain_text("Paris warehouse")
    expect(why.locator("tbody tr").nth(1)).to_contain_text("€2.40")  # both parcels
    expect(why).to_contain_text("cost 60")
    expect(why).to_contain_text("Rivoli store Stores do not send abroad")
    expect(why).to_contain_text("Country of delivery: LU")
    why.get_by_text("Rules that did not apply").click()
    expect(why).to_contain_text("Nothing crosses the Channel only when country of delivery is GB; it was: LU")
    assert serious_findings(page) == []

    page.get_by_role("button", name="Français").click()
    expect(why).to_contain_text("Règles appliquées")
    expect(why).to_contain_text("Les magasins n’expédient pas à l’étranger")


def test_what_if_it_went_elsewhere(visits: Visits, house: House, shop: Builders) -> None:
    person = house.person("Sophie Ledoux", Role.SUPERVISOR)
    vase = house.sku("Harbour vase", 4290)
    shop.node("ESC", name="Esch partner", kind="third_party", handling_cost=Money(90, "EUR"))
    shop.stock(vase, 9, node="ESC")
    customer = shop.customer(first_name="Warren", last_name="Whatif")
    shop.order(customer, lines=[NewLine(vase, 1)], shipping_address=LUXEMBOURG, number="#S80002")
    page = visits.sign_in(person, f"/?customer={customer}&order=S80002")
    line = page.locator("#order-detail .line").filter(has_text="Harbour vase")
    line.get_by_role("button", name="Why does Harbour vase").click()
    why = line.locator(".why-there")
    why.get_by_text("What if it went elsewhere").click()
    why.get_by_label("Country").fill("QQ")
    why.get_by_role("button", name="Try it out").click()
    expect(why.get_by_role("alert")).to_contain_text("country")
    why.get_by_label("Country").fill("GB")
    why.get_by_role("button", name="Try it out").click()
    expect(why.get_by_role("status")).to_contain_text("Harbour vase (0) Paris warehouse")
    expect(why.get_by_role("status")).to_contain_text("1 parcel · €1.50")
    expect(line).to_contain_text("Esch partner")
