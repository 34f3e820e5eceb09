"""A rule alerts a supervisor: it appears at once, is explained, opened and taken on."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import expect

from console.reactions import subscriptions
from domain.discounts.give_goodwill import give_goodwill
from domain.identity.assure import ATTESTED
from domain.kernel.clock import SystemClock
from domain.kernel.money import Money
from domain.kernel.permissions import Role
from domain.ports.ports import Ports
from domain.work.application import Application
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings
from tests.console.reactions.alerting import Watch, alert, fact, rule
from tests.support.jobs import NotedJobs

pytestmark = pytest.mark.browser


@pytest.fixture
def supervisor(house: House) -> Person:
    return house.person("Hugo Lefèvre", Role.SUPERVISOR)


@pytest.fixture
def watch(house: House) -> Iterator[Watch]:
    """The house as its worker has it, under one alerting rule."""
    database, jobs = house.build.application.database, NotedJobs()
    with closing(LiveRules(database, SystemClock())) as live:
        ports = Ports(decisions=RulesDecisions(live))
        working = Application(database, jobs=jobs, subscriptions=subscriptions(), ports=ports)
        watch = Watch(working, jobs, house.build.actor)
        gift = {"all": [fact("event", "eq", "order.goodwill_given"), fact("amount", "ge", {"*": 5})]}
        watch.publish(
            rule("gift", gift, alert("supervisor", "critical", "A gift was given.")),
            rule("loud", fact("order_held", "is", True), alert()),
        )
        yield watch


def given(watch: Watch, house: House, last_name: str) -> UUID:
    customer: UUID = house.build.customer(first_name="Noor", last_name=last_name)
    order = house.delivered_order(customer)
    sure = replace(house.build.actor, scopes=frozenset({ATTESTED}))
    watch.application.perform(
        give_goodwill, sure, order=order.order_id, amount=Money(700, "EUR"), reason="late_delivery"
    )
    watch.work()
    return customer


def test_it_appears_at_once_is_explained_opened_and_taken_on(
    visits: Visits, house: House, supervisor: Person, watch: Watch
) -> None:
    page = visits.sign_in(supervisor, "/supervisor?tab=alerts")
    beside = visits.sign_in(supervisor, "/")
    expect(page.locator("#tab-alerts")).to_have_attribute("aria-current", "page")
    customer = given(watch, house, "Sees")
    row = page.locator("#alerts li").filter(has_text="Noor Sees")
    expect(row).to_contain_text("A gift was given.")
    expect(row).to_contain_text("critical")
    expect(row).to_contain_text("Supervisor")
    expect(beside.locator("#bell .count")).to_have_text("1")
    row.get_by_role("button", name=re.compile("^Why this alert")).click()
    expect(row.locator(".why")).to_contain_text("Decided by the rules “Alerting”, version")
    expect(row.locator(".why-fired")).to_contain_text("Rule gift")
    expect(row.locator(".why-fired")).to_contain_text("€7.00")
    row.locator(".why summary").click()
    expect(row.locator(".why-others")).to_contain_text("Rule loud")
    assert serious_findings(page) == []
    beside.locator("#bell > summary").click()
    mine = beside.locator("#my-alerts li").filter(has_text="Noor Sees")
    expect(mine).to_contain_text("A gift was given.")
    assert serious_findings(beside) == []
    mine.get_by_role("link").click()
    strip = beside.locator("#customer-alerts")
    expect(strip).to_contain_text("A gift was given.")
    expect(beside).to_have_url(re.compile(str(customer)))
    row.get_by_role("button", name=re.compile("^Take on")).click()
    expect(row).to_have_count(0)
    expect(strip).to_have_count(0)
    page.locator("#alerts-acknowledged").click()
    expect(page.locator("#alerts li").filter(has_text="Noor Sees")).to_contain_text("Hugo Lefèvre")
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("link", name="Prises en charge")).to_be_visible()
    expect(page.locator("#tab-approvals")).to_have_attribute("aria-current", "false")


def test_an_agent_is_not_shown_what_is_for_supervisors(
    visits: Visits, house: House, agent: Person, watch: Watch
) -> None:
    customer = given(watch, house, "Hidden")
    page = visits.sign_in(agent, f"/?customer={customer}")
    expect(page.locator("#timeline")).to_contain_text("Alert by the rule “Rule gift”")
    expect(page.locator("#customer-alerts")).to_have_count(0)
    page.locator("#timeline .moment").filter(has_text="Alert by").get_by_role("button", name="Why").click()
    expect(page.locator("#timeline .why")).to_contain_text("Rule gift")
