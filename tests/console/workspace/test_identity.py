"""What is said where somebody makes sure of the customer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from console.ui.figures import Reader
from console.workspace.identity.present import checked_before
from console.workspace.identity.state import IdentityState
from domain.identity.check_facts import check_facts
from domain.identity.queries import ColleagueCheck
from domain.kernel.ids import new_id
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.support.awaited import awaited
from tests.support.builders import Builders
from tests.support.team import Team


def test_who_checked_before_is_said_in_the_language_and_the_time_zone_of_who_reads() -> None:
    at = datetime(2026, 11, 27, 1, 11, tzinfo=UTC)
    check = ColleagueCheck("Tom Baker", "code", at)
    paris, now = ZoneInfo("Europe/Paris"), at + timedelta(minutes=2)
    assert checked_before(check, Reader("en", paris, now)) == "Checked by Tom Baker at 02:11 with a code"
    assert checked_before(check, Reader("fr", paris, now)) == "Vérifiée par Tom Baker à 02:11 avec un code"
    assert checked_before(replace(check, method="facts"), Reader("en", paris, now)).endswith("at 02:11 by facts")
    assert checked_before(None, Reader("en", paris, now)) == ""


@awaited
async def test_the_panel_tells_it_when_it_is_opened_and_forgets_it_when_closed(
    wired: None, screen: Screen, application: Application, team: Team, build: Builders
) -> None:
    customer = build.customer(last_name="Dupont", emails=["marie.dupont@example.org"])
    tom = replace(team.hire(name="Tom Baker"), session_id=new_id())
    facts = {"last_name": "dupont", "email": "marie.dupont@example.org"}
    application.perform(check_facts, tom, customer_id=customer, facts=facts)
    panel: IdentityState = await screen.of(IdentityState)
    await screen.call(IdentityState, "toggle", str(customer))
    assert panel.colleague.startswith("Checked by Tom Baker at ")
    await screen.call(IdentityState, "toggle", str(customer))
    assert (panel.customer_id, panel.colleague) == ("", "")
