"""Business people read rules, try them out, write one without code, and put it live with a second pair of eyes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from domain.cases.open_case import open_case
from domain.kernel.permissions import Role
from tests.browser.building_rules import at, build_rule, path_of, start_draft, try_out
from tests.browser.house import House, Person
from tests.browser.rules_world import publish_rules
from tests.browser.visit import Visits, serious_findings

pytestmark = pytest.mark.browser


@pytest.fixture
def writer(house: House) -> Person:
    return house.person("Wanda Petit", Role.SUPERVISOR)


@pytest.fixture
def colleague(house: House) -> Person:
    return house.person("Rémi Blanc", Role.SUPERVISOR)


@pytest.fixture
def live(house: House) -> int:
    """The number of the version of the routing rules that is live."""
    return publish_rules(house.build.application)


def test_an_agent_reads_the_rules_and_asks_why(visits: Visits, agent: Person, live: int) -> None:
    page = visits.sign_in(agent, "/")
    page.locator("#to-rules").click()
    expect(page.locator("#families")).to_contain_text(f"Version {live} since")
    expect(page.locator("[data-rule=delivery]")).to_contain_text(
        "If topic is delivery or order, put in queue Delivery."
    )
    try_out(page, topic="return")
    expect(page.locator("#answer .said").first).to_contain_text("Put in queue General")
    why = page.locator("#why-not li").filter(has_text="Delivery questions")
    expect(why).to_contain_text("Topic is delivery or order – it is return")
    expect(page.locator("#start-draft")).to_have_count(0)
    page.locator("#search").fill("warehouse")
    expect(page.locator("#rules > li")).to_have_count(1)
    assert serious_findings(page) == []


def test_a_family_without_a_version_says_what_decides_meanwhile(visits: Visits, writer: Person) -> None:
    page = visits.sign_in(writer, "/rules?family=policy")
    expect(page.get_by_text("No version yet").first).to_be_visible()
    expect(page.get_by_text("what is built in decides")).to_be_visible()
    expect(page.locator("#start-draft")).to_be_visible()


@pytest.fixture
def built(visits: Visits, writer: Person, live: int) -> Callable[[], Page]:
    """A draft on the writer's screen with a rule that was built there."""

    def built() -> Page:
        page = visits.sign_in(writer, "/rules?family=routing")
        start_draft(page, "Complaints first")
        build_rule(page)
        return page

    return built


def test_a_stale_save_says_so_and_nothing_typed_is_lost(
    visits: Visits, built: Callable[[], Page], colleague: Person
) -> None:
    page = built()
    theirs = visits.sign_in(colleague, path_of(page))
    for each, name in ((page, "Mine"), (theirs, "Theirs")):
        each.get_by_role("link", name="Complaints by phone").click()
        each.locator("#name-en").fill(name)
    theirs.locator("#save-part").click()
    expect(theirs.locator("[data-rule=complaints-by-phone]")).to_contain_text("Theirs")
    page.locator("#save-part").click()
    expect(page.locator("#stale")).to_contain_text("Somebody else changed this draft meanwhile.")
    expect(page.locator("#name-en")).to_have_value("Mine")
    visits.go(page, path_of(page))
    expect(page.locator("#name-en")).to_have_value("Mine")
    page.locator("#save-part").click()
    page.get_by_role("button", name="Keep mine over theirs").click()
    expect(page.locator("[data-rule=complaints-by-phone]")).to_contain_text("Mine")


def test_a_table_takes_a_block_from_a_spreadsheet(visits: Visits, writer: Person, live: int) -> None:
    page = visits.sign_in(writer, "/rules?family=routing")
    start_draft(page, "More skills")
    page.get_by_role("link", name="Skills by language and topic").click()
    page.locator("#cell-0-2").evaluate(
        """node => {
          const data = new DataTransfer();
          data.setData("text", "french\\nelectronics\\n");
          node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    page.get_by_role("button", name="Add a row").click()
    page.locator("#cell-2-0").select_option("en")
    page.locator("#cell-2-2").select_option("electronics")
    expect(page.locator("#read-back")).to_contain_text(
        "If language of the case is English, require a skill electronics."
    )
    page.locator("#save-part").click()
    expect(page.locator("[data-rule=skills] tbody tr")).to_have_count(3)


def test_a_new_table_begins_with_its_columns(visits: Visits, writer: Person, live: int) -> None:
    page = visits.sign_in(writer, "/rules?family=routing")
    start_draft(page, "A table")
    page.locator("#add-table").click()
    page.locator("#name-en").fill("Queues")
    page.locator("#name-fr").fill("Files")
    page.locator("#save-part").click()
    expect(page.locator(".labelled:has(#add-input) .wrong")).to_have_text("Must not be empty.")
    page.locator("#add-input").select_option("channel")
    page.locator("#add-output").select_option(label="Put in queue")
    page.get_by_role("button", name="Add a row").click()
    page.locator("#cell-0-0").select_option("store")
    page.locator("#cell-0-1").select_option("general")
    expect(page.locator("#read-back")).to_contain_text("If channel is store, put in queue General.")
    assert serious_findings(page) == []
    page.locator("#save-part").click()
    expect(page.locator("[data-rule=queues] tbody tr")).to_have_count(1)


def test_a_rule_that_never_counts_says_so_where_it_stands_and_its_facts_can_be_tried(
    visits: Visits, house: House, built: Callable[[], Page]
) -> None:
    page = built()
    expect(page.locator("#nothing-found")).to_be_visible()
    page.locator("#add-rule").click()
    page.locator("#name-en").fill("Old complaints")
    page.locator("#name-fr").fill("Anciennes réclamations")
    for place, (fact, value) in enumerate((("topic", "complaint"), ("channel", "phone"), ("language", "fr"))):
        page.get_by_role("button", name="Add a condition").click()
        page.locator(at(f"when.all[{place}]", "fact")).select_option(fact)
        page.locator(at(f"when.all[{place}]", "value")).select_option(value)
    page.locator(at("then[0]", "effect")).select_option("queue")
    page.locator(at("then[0]", "queue")).select_option("general")
    page.locator("#save-part").click()
    sign = page.locator("[data-rule=old-complaints] .finding")
    expect(sign).to_contain_text("whenever it fires, “Complaints by phone” has spoken first.")
    expect(sign).to_contain_text("For example: topic complaint, channel phone, language of the case French")
    expect(page.locator("#warnings > li")).to_have_count(1)
    assert serious_findings(page) == []
    sign.get_by_role("button", name="Try these facts").click()
    expect(page.locator("#fact-channel")).to_have_value("phone")
    expect(page.locator("#answer .overruled")).to_contain_text("Put in queue General")
    french = house.person("Manon Leroy", Role.SUPERVISOR, language="fr")
    theirs = visits.sign_in(french, path_of(page))
    sign = theirs.locator("[data-rule=old-complaints] .finding")
    expect(sign).to_contain_text("dès qu’elle joue, «\xa0Réclamations par téléphone\xa0» a parlé avant.")
    expect(sign).to_contain_text("Par exemple : sujet réclamation, canal téléphone, langue du dossier français")
    expect(sign.get_by_role("button", name="Essayer ces faits")).to_be_visible()


def test_a_real_case_is_taken_tried_and_kept_as_an_example(
    visits: Visits, house: House, writer: Person, live: int
) -> None:
    asked = {"subject": "Where is it?", "topic": "delivery", "channel": "phone"}
    house.build.application.perform(open_case, house.build.actor, **asked, customer_id=house.build.customer())
    page = visits.sign_in(writer, "/rules?family=routing")
    start_draft(page, "Deliveries")
    page.locator("#real summary").click()
    page.locator("#real-number").fill("nothing like this")
    page.locator("#real-number").press("Enter")
    expect(page.locator("#real")).to_contain_text("Nothing was decided about it.")
    page.locator("#real-number").fill("")
    page.locator("#real-number").press("Enter")
    page.locator("#real-lines button").first.click()
    expect(page.locator("#answer .said").first).to_contain_text("Put in queue Delivery")
    expect(page.locator("#fact-topic")).to_have_value("delivery")
    assert serious_findings(page) == []
    page.locator("#example-name").fill("A real delivery question")
    page.locator("#keep-example").click()
    expect(page.locator("#examples")).to_contain_text("A real delivery question")
    page.get_by_role("button", name="Français").click()
    expect(page.locator("#real summary")).to_have_text("Prendre une commande ou un dossier réel")
