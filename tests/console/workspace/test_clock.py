"""A service-level clock in words; what ticks is counted in the browser."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.clock import Clock, clock_of
from domain.cases.next_due import NextDue

NOW = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
DUE = NextDue(
    kind="first_answer",
    service_level="chat_fast",
    started_at=NOW - timedelta(minutes=20),
    warn_at=NOW + timedelta(minutes=28),
    due_at=NOW + timedelta(minutes=40),
    paused_at=None,
    left=None,
)


@pytest.mark.parametrize(
    ("due", "language", "title"),
    [
        (DUE, "en", "First answer · due today 14:40 · chat fast"),
        (DUE, "fr", "Première réponse · à rendre aujourd’hui 14:40 · chat fast"),
        (replace(DUE, due_at=NOW + timedelta(days=4)), "en", "First answer · due 13 Mar 14:00 · chat fast"),
        (replace(DUE, kind="resolution", paused_at=NOW, left=-60), "en", "Resolution · paused · chat fast"),
    ],
)
def test_what_is_said_of_a_clock(due: NextDue, language: str, title: str) -> None:
    shown = clock_of(due, Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=NOW))
    assert shown.title == title
    assert (shown.due, shown.warn) == (int(due.due_at.timestamp()), int(due.warn_at.timestamp()))
    assert (shown.paused, shown.left) == (due.paused_at is not None, due.left or 0)


def test_nothing_promised_is_no_clock() -> None:
    assert clock_of(None, Reader(language="en", zone=ZoneInfo("Europe/Paris"), now=NOW)) == Clock()
