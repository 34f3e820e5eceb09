"""An agent asks, a supervisor decides on their screen, and the order changes before both of their eyes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import expect

from domain.approvals.act import act
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.money import Money
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser


@dataclass
class Case:
    """A paid order of somebody, and an agent who may not give this much alone."""

    house: House
    agent: Person
    number: str
    customer_id: UUID
    order_id: UUID

    def ask(self, amount: str, note: str = "") -> UUID:
        actor = Actor(
            ActorKind.STAFF,
            self.agent.name,
            DEFAULT_RIGHTS[Role.AGENT],
            self.agent.id,
            Role.AGENT,
            frozenset({"identity:attested"}),
        )
        args = {
            "order": str(self.order_id),
            "amount": {"amount": amount, "currency": "EUR"},
            "reason": "late_delivery",
            "give_as": "store_credit",
        }
        acted = self.house.build.application.perform(act, actor, action="goodwill", args=args, note=note)
        assert acted.approval_id is not None
        return acted.approval_id

    def total(self) -> int:
        return self.house.build.application.ask(read_order, self.house.build.actor, order=self.order_id).total.minor


@pytest.fixture
def supervisor(house: House) -> Person:
    return house.person("Hugo Lefèvre", Role.SUPERVISOR)


@pytest.fixture
def case(house: House) -> Callable[[str], Case]:
    def case(number: str) -> Case:
        agent, build = house.person("Tom Baker"), house.build
        customer_id = build.customer(first_name="Sami", last_name=f"Ould {number[1:]}")
        lines = [NewLine(house.sku("Oak table", 84900), 1)]
        order_id = build.order(customer_id, number=number, lines=lines)
        card = build.payment_method(customer_id)
        paid = Money(84900, "EUR")
        build.perform(record_payment, order=order_id, kind="captured", amount=paid, payment_method_id=card)
        return Case(house, agent, number, customer_id, order_id)

    return case


def test_asked_seen_at_once_granted_by_keyboard_and_seen_by_who_asked(
    visits: Visits, case: Callable[[str], Case], supervisor: Person
) -> None:
    story = case("#A70001")
    deciding = visits.sign_in(supervisor, "/supervisor")
    asking = visits.sign_in(story.agent, f"/?customer={story.customer_id}&order=A70001")
    story.ask("80.00", "Third late parcel")
    row = deciding.locator("#requests li").filter(has_text="#A70001")
    expect(row).to_contain_text("€80.00")
    expect(row).to_contain_text("Tom Baker")
    expect(asking.locator("#timeline")).to_contain_text("Approval asked for: Goodwill, €80.00")
    row.get_by_role("link").focus()
    deciding.keyboard.press("Enter")
    expect(deciding).to_have_url(re.compile("approval="))
    expect(deciding.locator("#before-and-after")).to_contain_text("€769.00")
    assert serious_findings(deciding) == []
    deciding.keyboard.press("g")
    expect(row).to_have_count(0)
    expect(deciding.get_by_role("status").filter(has_text="granted")).to_be_visible()
    expect(asking.locator("#timeline")).to_contain_text("Approved: Goodwill")
    expect(asking.locator(".order").filter(has_text="#A70001")).to_contain_text("€769.00")
    assert story.total() == 76900


def test_refused_with_a_reason_that_who_asked_reads(
    visits: Visits, case: Callable[[str], Case], supervisor: Person
) -> None:
    story = case("#A70002")
    waiting = story.ask("90.00")
    deciding = visits.sign_in(supervisor, f"/supervisor?approval={waiting}")
    asking = visits.sign_in(story.agent, f"/?customer={story.customer_id}&order=A70002")
    expect(deciding.locator("#grant-approval")).to_be_visible()
    deciding.keyboard.press("x")
    reason = deciding.locator("#refusal-reason")
    expect(reason).to_be_focused()
    reason.fill("It came on time.")
    deciding.get_by_role("button", name="Refuse", exact=True).click()
    expect(deciding.locator("dialog[open]")).to_have_count(0)
    expect(deciding.locator(".request-foot")).to_contain_text("It came on time.")
    expect(asking.locator("#timeline")).to_contain_text("Not approved: Goodwill, It came on time.")
    assert story.total() == 84900
    visits.go(deciding, "/supervisor?list=decided")
    expect(deciding.locator("#requests li").filter(has_text="#A70002")).to_contain_text("refused")


def test_the_screen_is_not_for_agents(visits: Visits, agent: Person) -> None:
    page = visits.sign_in(agent, "/supervisor")
    expect(page.get_by_text("This is not for you")).to_be_visible()
    visits.go(page, "/")
    expect(page.locator("#to-approvals")).to_have_count(0)


def test_who_may_decide_finds_it_from_the_workspace(visits: Visits, supervisor: Person) -> None:
    page = visits.sign_in(supervisor, "/")
    page.locator("#to-approvals").click()
    expect(page.get_by_role("heading", name="Approvals")).to_be_visible()
    assert serious_findings(page) == []


def test_the_bar_on_top_counts_what_waits(visits: Visits, case: Callable[[str], Case], supervisor: Person) -> None:
    story = case("#A70009")
    page, count = visits.sign_in(supervisor), "#to-approvals .count"
    before = int(page.locator(count).inner_text()) if page.locator(count).count() else 0
    story.ask("80.00")
    expect(page.locator(count)).to_have_text(str(before + 1))
