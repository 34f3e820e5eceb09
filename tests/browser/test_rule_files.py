"""What a draft changes, rules as files, lists and calendars, and two people in one draft."""

import pytest
from playwright.sync_api import Page, expect

from domain.kernel.permissions import Role
from tests.browser.house import House, Person
from tests.browser.rules_world import publish_rules
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser


@pytest.fixture
def writer(house: House) -> Person:
    return house.person("Wanda Petit", Role.SUPERVISOR)


@pytest.fixture
def other(house: House) -> Person:
    return house.person("Rémi Blanc", Role.SUPERVISOR)


@pytest.fixture
def live(house: House) -> int:
    return publish_rules(house.build.application)


def begin(page: Page, title: str = "Autumn") -> None:
    page.locator("#start-draft").click()
    page.locator("#draft-title").fill(title)
    page.keyboard.press("Enter")
    expect(page.locator("#steps")).to_be_visible()


def test_a_file_is_saved_changed_and_taken_back_and_what_it_changes_is_shown(
    visits: Visits, writer: Person, live: int
) -> None:
    page = visits.sign_in(writer, "/rules?family=routing")
    begin(page)
    expect(page.locator("#changes-summary")).to_have_text("It says what the live version says.")
    page.locator("#save-as-file").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="YAML", exact=True).click()
    assert download.value.suggested_filename == "routing-draft.yaml"
    text = download.value.path().read_text()
    page.locator("#replace-by-file").click()
    visits.expected.append("422")
    page.locator("#replace-draft-text").fill(text.replace("queue: delivery", "queue: nowhere").replace("eq", "is"))
    page.locator("#replace-draft-send").click()
    expect(page.locator("#replace-draft-wrong li")).to_have_count(3)
    expect(page.locator("#replace-draft-wrong")).to_contain_text("rules[1].then[0].queue")
    page.locator("#replace-draft-text").fill(
        text.replace("- order\n", "- other\n").replace("electronics\n", "french\n", 3)
    )
    page.locator("#replace-draft-send").click()
    expect(page.locator("#changes-summary")).to_have_text("3 changed")
    page.locator("#changes-summary").click()
    changed = page.locator("[data-changed='rule:delivery']")
    expect(changed.locator("del")).to_have_text("order")
    expect(changed.locator("ins")).to_have_text("other")
    expect(page.locator("[data-changed='table:skills'] td[data-marked=yes]")).to_have_count(2)
    page.locator("#changes-as-file").click()
    expect(page.locator(".file-diff [data-side=after]").first).to_be_visible()
    assert serious_findings(page) == []


def test_a_list_and_a_calendar_are_written_without_code(visits: Visits, writer: Person, live: int) -> None:
    page = visits.sign_in(writer, "/rules?family=routing")
    begin(page)
    page.locator("#add-list").click()
    page.locator("#name-en").fill("Fragile goods")
    page.locator("#list-values").fill("LAMP\nVASE")
    page.locator("#save-part").click()
    expect(page.locator("#lists")).to_contain_text("LAMP, VASE")
    page.locator("#add-calendar").click()
    page.locator("#name-en").fill("Paris desk")
    page.locator("#hours-mon").fill("9 to 6")
    page.locator("#save-part").click()
    expect(page.locator(".open-hours .wrong")).to_contain_text("Must be hours such as 09:00-18:00.")
    page.locator("#hours-mon").fill("09:00-12:00, 14:00-18:00")
    page.locator("#holidays").fill("2026-12-25")
    expect(page.locator("#read-back")).to_contain_text("Europe/Paris: Monday 09:00-12:00, 14:00-18:00")
    assert serious_findings(page) == []
    page.locator("#save-part").click()
    expect(page.locator("#calendars")).to_contain_text("Paris desk")
    page.locator("#fact-topic").select_option("return")
    page.locator("#try").click()
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator("#answer")).to_be_in_viewport()


def test_two_people_in_one_draft_see_each_other_and_lose_nothing(
    visits: Visits, writer: Person, other: Person, live: int
) -> None:
    page = visits.sign_in(writer, "/rules?family=routing")
    begin(page)
    path = page.url[page.url.index("/rules") :]
    beside = visits.sign_in(other, path)
    expect(page.locator("#also-here")).to_contain_text(other.name)
    expect(beside.locator("#also-here")).to_contain_text(writer.name)
    page.locator("[data-rule=delivery] a").click()
    page.locator("#note").fill("Ask the warehouse first.")
    visits.go(beside, f"{path}&rule=delivery")
    beside.get_by_role("checkbox", name="Order", exact=True).first.uncheck()
    beside.locator("#save-part").click()
    expect(beside.locator("[data-rule=delivery] .sentence").first).to_have_text(
        "If topic is delivery, put in queue Delivery."
    )
    theirs = page.locator("#theirs")
    expect(theirs).to_contain_text(other.name)
    expect(theirs.locator("del")).to_have_text("or order")
    expect(page.locator("#note")).to_have_value("Ask the warehouse first.")
    page.get_by_role("button", name="Take theirs").click()
    expect(page.locator("#note")).to_have_value("Agreed with the warehouse.")
    page.locator("#save-part").click()
    expect(page.locator("[data-rule=delivery]")).to_be_visible()
