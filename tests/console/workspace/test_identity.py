"""What is said where somebody makes sure of the customer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from console.ui.figures import Reader
from console.workspace.identity.present import checked_before
from domain.identity.queries import ColleagueCheck


def test_who_checked_before_is_said_in_the_language_and_the_time_zone_of_who_reads() -> None:
    at = datetime(2026, 11, 27, 1, 11, tzinfo=UTC)
    check = ColleagueCheck("Tom Baker", "code", at)
    paris, now = ZoneInfo("Europe/Paris"), at + timedelta(minutes=2)
    assert checked_before(check, Reader("en", paris, now)) == "Checked by Tom Baker at 02:11 with a code"
    assert checked_before(check, Reader("fr", paris, now)) == "Vérifiée par Tom Baker à 02:11 avec un code"
    assert checked_before(replace(check, method="facts"), Reader("en", paris, now)).endswith("at 02:11 by facts")
    assert checked_before(None, Reader("en", paris, now)) == ""
