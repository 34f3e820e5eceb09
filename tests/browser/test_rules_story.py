"""Rules from the first click to the case that they route, and back again."""

import pytest
from playwright.sync_api import Locator, Page, expect

from domain.cases.open_case import open_case
from domain.cases.queries import case
from domain.kernel.permissions import Role
from domain.queues.queries import queues
from rules_engine.decisions.live_rules import LOOK_EVERY
from tests.browser.building_rules import build_rule, path_of, send_to, start_draft
from tests.browser.house import House, Person
from tests.browser.rules_world import publish_rules
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser

COMPLAINT = {"subject": "The kettle leaks again", "topic": "complaint", "channel": "phone"}


def test_built_gated_by_a_real_case_reviewed_published_routing_explained_and_rolled_back(
    visits: Visits, house: House, agent: Person
) -> None:
    live = publish_rules(house.build.application)
    past = house.build.perform(open_case, **COMPLAINT, customer_id=house.build.customer())
    page = visits.sign_in(house.person("Wanda Petit", Role.SUPERVISOR), "/rules?family=routing")
    start_draft(page, "Complaints first")
    build_rule(page)
    keep_the_case_as_an_example(page, house.build.application.ask(case, house.build.actor, case_id=past).number)
    the_example_is_changed_where_it_stands(page)
    a_failing_example_holds_it_back(page)

    theirs = visits.sign_in(house.person("Rémi Blanc", Role.SUPERVISOR), path_of(page))
    theirs.locator("#approve-draft").click()
    expect(theirs.locator("#publish-draft")).to_be_visible()
    assert serious_findings(theirs) == []
    theirs.locator("#publish-draft").click()
    expect(theirs.locator("#confirm-publish")).to_contain_text("It decides for everybody")
    theirs.locator("#publish-now").click()
    expect(theirs.locator("#families")).to_contain_text(f"Version {live + 1} since")

    desk = visits.sign_in(agent, f"/?customer={house.build.customer(first_name='Cleo', last_name='Calls')}")
    routed = open_a_complaint(desk, "The toaster smokes")
    expect(routed).to_contain_text(f"{name_of(house, 'vip')} · priority 3")
    routed.get_by_role("button", name="Why does case").click()
    expect(routed).to_contain_text(f"Decided by the rules “Routing”, version {live + 1}")
    expect(routed.locator(".why-fired")).to_contain_text("Complaints by phone")
    expect(routed.locator(".why-fired")).to_contain_text("channel is phone (it is phone)")
    assert serious_findings(desk, "#cases") == []

    go_back_to(theirs, visits, live)
    desk.wait_for_timeout(1000 * LOOK_EVERY)
    later = open_a_complaint(desk, "The toaster smokes once more")
    expect(later).to_contain_text(f"{name_of(house, 'general')} · priority 3")
    expect(routed).to_contain_text(f"{name_of(house, 'vip')} · priority 3")


def name_of(house: House, queue: str) -> str:
    """What people call a queue; another test of this shop may have renamed it."""
    return next(row.label.en for row in house.build.application.ask(queues, house.build.actor) if row.name == queue)


def keep_the_case_as_an_example(page: Page, number: str) -> None:
    """Its facts are filled in, the draft answers, and what it says becomes what is expected."""
    page.locator("#real summary").click()
    page.locator("#real-number").fill(number)
    page.locator("#real-number").press("Enter")
    expect(page.locator("#real-lines button")).to_have_count(1)
    page.locator("#real-lines button").click()
    expect(page.locator("#fact-channel")).to_have_value("phone")
    expect(page.locator("#answer .said").first).to_contain_text("Put in queue VIP")
    page.locator("#example-name").fill("A complaint by phone is for vip")
    page.locator("#keep-example").click()
    expect(page.locator("#examples [data-passed=yes]")).to_have_count(2)


def the_example_is_changed_where_it_stands(page: Page) -> None:
    """Kept with what the rules say now; taking it out is asked about first."""
    page.get_by_role("button", name="Change the example “A complaint by phone is for vip”").click()
    page.get_by_label("Whatever the rules say to these facts now").check()
    page.locator("#keep-changed-example").click()
    expect(page.locator("#keep-changed-example")).to_have_count(0)
    expect(page.locator("#examples [data-passed=yes]")).to_have_count(2)
    page.get_by_role("button", name="Remove the example “A complaint by phone is for vip”").click()
    asked = page.locator("#drop-example")
    expect(asked).to_contain_text("A complaint by phone is for vip")
    asked.get_by_role("button", name="Cancel").click()
    expect(page.locator("#examples [data-passed=yes]")).to_have_count(2)


def a_failing_example_holds_it_back(page: Page) -> None:
    """The rule is spoilt and cannot be handed in, mended and handed in."""
    send_to(page, "general")
    failing = page.locator("#examples [data-passed=no]")
    expect(failing).to_contain_text("Missing: put in queue VIP")
    expect(failing).to_contain_text("Came instead: put in queue General")
    expect(page.locator("#submit-draft")).to_be_disabled()
    expect(page.locator("#why-not-yet")).to_contain_text("fails.")
    page.get_by_role("button", name="See the first").click()
    expect(page.locator("#example-1")).to_be_focused()
    expect(failing.get_by_role("button", name="Accept the new result")).to_be_visible()
    send_to(page, "vip")
    expect(page.locator("#examples [data-passed=no]")).to_have_count(0)
    page.locator("#submit-draft").click()
    expect(page.get_by_text("somebody else has to review it")).to_be_visible()
    expect(page.locator("#approve-draft")).to_have_count(0)


def open_a_complaint(page: Page, subject: str) -> Locator:
    """A case opened on the customer's screen; told is where it stands there."""
    page.locator("#open-case").click()
    block = page.locator("#cases")
    block.get_by_label("What it is about").fill(subject)
    block.get_by_label("Topic").select_option(label="Complaint")
    block.get_by_role("button", name="Open the case").click()
    return block.locator(".case").filter(has=page.get_by_text(subject, exact=True))


def go_back_to(page: Page, visits: Visits, version: int) -> None:
    """Make an earlier version live again, with a reason."""
    visits.go(page, f"/rules?family=routing&version={version}")
    page.locator("#open-go-back").click()
    page.locator("#go-back-reason").fill("Phones are not ready")
    page.get_by_role("button", name=f"Make version {version} live", exact=True).click()
    expect(page.locator("#history li").first).to_contain_text("Phones are not ready")
    expect(page.locator("#families")).to_contain_text(f"Version {version} since")
