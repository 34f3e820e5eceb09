"""An agent goes online, is offered what waits, takes it by a key; the wall shows it as it happens."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from console.reactions.assignment import look
from domain.assignment.beat import NOT_COUNTED
from domain.cases.open_case import open_case
from domain.kernel.permissions import Role
from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser


def test_online_offered_accepted_and_seen_on_the_wall(visits: Visits, house: House) -> None:
    agent = house.person("Noor Haddad")
    boss = house.person("Hugo Lefèvre", Role.SUPERVISOR)
    customer = house.build.customer(first_name="Wilma", last_name="Waits")
    house.build.perform(
        open_case, customer_id=customer, subject="Where is my lamp?", topic="delivery", channel="email", language="en"
    )
    floor = SimpleNamespace(application=house.build.application)
    wall = visits.sign_in(boss, "/supervisor?tab=wall")
    expect(wall.locator("#wall-queues")).to_contain_text("Delivery")
    page = visits.sign_in(agent, "/")
    expect(page.locator("#presence > summary")).to_contain_text("Offline")
    page.locator("#presence > summary").click()
    page.locator("#be-online").click()
    expect(page.locator("#presence > summary")).to_contain_text("Online")
    expect(wall.locator("#wall-agents")).to_contain_text("Noor Haddad")
    panes = page.locator(".panes").bounding_box()
    look(floor)
    offer = page.locator(".offer", has_text="Where is my lamp?")
    expect(offer).to_contain_text("Wilma Waits")
    assert page.locator(".panes").bounding_box() == panes  # it lies over the page and moves nothing
    assert serious_findings(page, ".offers") == [] and serious_findings(wall, ".wall-pane") == []
    assert _acts(page, house, agent)
    expect(offer.locator("kbd")).to_be_visible()  # it takes the key
    page.locator("body").press("a")
    expect(page).to_have_url(re.compile(f"customer={customer}"), timeout=15_000)
    expect(page.locator(".offer", has_text="Where is my lamp?")).to_have_count(0)
    expect(wall.locator(".wall-card", has_text="Noor Haddad")).to_contain_text("1/5")


def _acts(page: Page, house: House, agent: Person) -> bool:
    """Whether a key of theirs is noted as a sign that they are there."""
    page.keyboard.press("j")
    counted = text("SELECT unanswered FROM agents WHERE staff_id = :id")
    for _ in range(100):
        with house.database.engine.connect() as connection:
            if connection.execute(counted, {"id": agent.id}).scalar_one() == NOT_COUNTED:
                return True
        page.wait_for_timeout(50)
    return False


def test_queues_are_managed_and_what_is_wrong_stands_at_its_field(visits: Visits, house: House) -> None:
    boss = house.person("Hugo Lefèvre", Role.SUPERVISOR)
    page = visits.sign_in(boss, "/admin?tab=queues&queue=care")
    form = page.locator("#queue-form")
    form.get_by_label("In English").fill("Care of customers")
    form.get_by_label("Overflow after so many seconds").fill("soon")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("whole number")
    form.get_by_label("Overflow after so many seconds").fill("")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#queue-rows")).to_contain_text("Care of customers")
    assert serious_findings(page) == []
    visits.go(page, "/admin?tab=queues&calendar=desk")
    form.get_by_label("Monday").fill("20:00-08:00")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("09:00-18:00")
