"""A supervisor replays a draft over what was decided, watches it run, and opens what would have differed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from domain.decisions.record import record_decision
from domain.kernel.permissions import Role
from domain.work.unit import Unit
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.simulation.follow_shadows import follow_shadows
from rules_engine.simulation.past import CHUNK
from rules_engine.simulation.run_chunk import run_chunk
from tests.browser.house import House, Person
from tests.browser.visit import Visits, serious_findings
from tests.rules_engine.simulation.conftest import NEW, OLD, decided

pytestmark = pytest.mark.browser


def alerting(severity: str) -> dict[str, Any]:
    """A big refund is told to supervisors."""
    told = {"effect": "alert", "role": "supervisor", "severity": severity, "text": {"en": "Big", "fr": "Gros"}}
    refunded = {"fact": "event", "op": "eq", "value": "refund.issued"}
    rules = [
        {"id": "refunds", "name": {"en": "Refunds", "fr": "Remboursements"}, "when": refunded, "then": [told]},
        {
            "id": "late",
            "name": {"en": "Late parcels", "fr": "Colis en retard"},
            "when": {"fact": "event", "op": "eq", "value": "parcel.late"},
            "then": [told | {"effect": "alert", "severity": "info"}],
        },
    ]
    return {"format": 1, "family": "alerting", "rules": rules}


@pytest.fixture
def writer(house: House) -> Person:
    return house.person("Wanda Petit", Role.SUPERVISOR)


@pytest.fixture
def drafted(house: House) -> Callable[[dict[str, Any]], UUID]:
    """`drafted(NEW)`: a draft that says this."""

    def drafted(document: dict[str, Any]) -> UUID:
        build = house.build
        draft: UUID = build.perform(start_draft, family=document["family"], title="Care first")
        build.perform(save_draft, draft_id=draft, expected_version=1, document=document, examples=[])
        return draft

    return drafted


@pytest.fixture
def record(house: House) -> Callable[..., None]:
    """`record(OLD, 3, topic="complaint")`: so often these rules decided on this about a customer, just now or `at`."""

    def record(document: dict[str, Any], count: int, *, at: datetime | None = None, **facts: str) -> None:
        customer_id = house.build.customer(first_name="Ida", last_name="Blum")
        said = decided(document, facts, at=at or datetime.now(UTC))
        house.clock.at = at or datetime.now(UTC)

        def keep(unit: Unit) -> None:
            for _ in range(count):
                record_decision(unit, said, subject_kind="case", customer_id=customer_id)

        house.back_then.application.perform(keep, house.build.actor)

    return record


def work(house: House, chunk: int) -> None:
    """What the worker would do: the site of the tests has none."""
    with house.database.reading() as session:
        running = session.execute(text("SELECT id FROM rule_backtests WHERE status = 'running'")).scalar_one()
    run_chunk(house.build.application, backtest_id=running, number=chunk)


def test_replayed_watched_and_a_case_opened(
    visits: Visits, house: House, writer: Person, drafted: Any, record: Any
) -> None:
    quiet = datetime.now(UTC).replace(hour=12) - timedelta(days=300)  # no other test decides anything on that day
    record(alerting("warning"), CHUNK, at=quiet, event="parcel.late")
    record(alerting("warning"), 3, at=quiet, event="refund.issued")
    page = visits.sign_in(writer, f"/rules?family=alerting&draft={drafted(alerting('critical'))}")
    page.locator("#to-simulation").click()
    expect(page.get_by_text("Not replayed yet")).to_be_visible()
    page.locator("#backtest-since").fill("2030-01-01")
    page.locator("#run-backtest").click()
    expect(page.locator("#backtest-wrong")).to_contain_text("before")
    page.locator("#backtest-since").fill(quiet.date().isoformat())
    page.locator("#backtest-until").fill(quiet.date().isoformat())
    page.locator("#run-backtest").click()
    expect(page.locator("#run-progress")).to_be_visible()
    expect(page.locator("#cancel-backtest")).to_be_visible()
    assert serious_findings(page) == []
    work(house, 0)
    expect(page.locator("#run-progress")).not_to_have_attribute("value", "0")
    work(house, 1)
    expect(page.locator("#run-progress")).to_have_count(0)
    expect(page.locator("#figure-differ")).to_have_text("3")
    expect(page.locator("[data-chart=severity] tbody tr").filter(has_text="Critical")).to_contain_text("+3")
    expect(page.locator("#differences > li")).to_have_count(3)
    choice = page.locator("#case-rule")
    for each in choice.locator("option").all_inner_texts()[1:]:
        choice.select_option(label=each)
        expect(page.locator("#differences > li")).to_have_count(3 if each == "Refunds" else 0)
    choice.select_option(value="")
    expect(page.locator("#differences > li")).to_have_count(3)
    first = page.locator("#differences > li").first
    expect(first.locator(".side-before")).to_contain_text("severity warning")
    expect(first.locator(".side-after")).to_contain_text("severity critical")
    first.locator(".case-open").click()
    expect(page.locator("#differences-open")).to_contain_text("refund.issued")
    expect(page.locator("#differences-open .sim-why")).to_contain_text("Refunds")
    assert serious_findings(page) == []
    page.locator("#differences-open a").click()
    expect(page.get_by_text("Ida Blum").first).to_be_visible()


def test_a_draft_beside_the_live_version_is_watched_and_stopped(
    visits: Visits, house: House, writer: Person, drafted: Any, record: Any
) -> None:
    page = visits.sign_in(writer, f"/rules?family=routing&draft={drafted(NEW)}&see=simulation")
    page.locator("#shadow-days").fill("3")
    page.locator("#start-shadow").click()
    expect(page.locator("#stop-shadow")).to_be_visible()
    record(OLD, 2, topic="complaint")
    record(OLD, 5, topic="return")
    follow_shadows(house.build.application)
    expect(page.locator("#figure-differed")).to_have_text("2")
    expect(page.locator("#figure-agreed")).to_have_text("5")
    page.locator("#shadow-differences .case-open").first.click()
    expect(page.locator("#shadow-differences-open")).to_contain_text("Topic: complaint")
    assert serious_findings(page) == []
    page.locator("#stop-shadow").click()
    expect(page.locator("#shadow")).to_contain_text("stopped")


def test_an_agent_reads_but_cannot_start(visits: Visits, agent: Person, drafted: Any) -> None:
    page = visits.sign_in(agent, f"/rules?family=routing&draft={drafted(NEW)}&see=simulation")
    expect(page.get_by_text("Not replayed yet")).to_be_visible()
    expect(page.locator("#run-backtest")).to_have_count(0)
    expect(page.locator("#start-shadow")).to_have_count(0)
