"""Where an order is, on one line above the box, as the agent reads."""

from datetime import UTC, date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.suggestions.present import told_rows
from domain.conversations.suggestions import SuggestedAnswer, Suggestions
from domain.conversations.whereabouts import Whereabouts
from domain.orders.rows import ScanRow, ShipmentRow
from tests.support.order_rows import line_row, order_row

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("en", "shipped · DHL JD1 · on its way, Lyon, today 09:00 · was promised for 24 Nov"),
        ("fr", "expédiée · DHL JD1 · en route, Lyon, aujourd’hui 09:00 · était promise pour le 24 nov."),
    ],
)
def test_the_parcel_the_last_scan_and_the_day_that_was_promised(language: str, facts: str) -> None:
    scans = (ScanRow("in_transit", "Lyon", NOW.replace(hour=8)), ScanRow("shipped", "Paris", NOW.replace(day=23)))
    parcel = ShipmentRow(uuid4(), None, "DHL", "JD1", "in_transit", NOW.replace(day=23), None, {}, scans)
    order = order_row(line_row("Lamp"), number="#C101485", status="shipped", shipments=(parcel,))
    where = Whereabouts(order, parcel, date(2026, 11, 24), "late", 0.94)
    found = Suggestions(answers=(SuggestedAnswer(where, "I am sorry."),))
    reader = Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=NOW)
    (row,) = told_rows(found, reader, base="/?conversation=1&customer=2")
    assert (row.number, row.facts, row.late, row.answer) == ("#C101485", facts, True, "I am sorry.")
    assert row.href == "/?conversation=1&customer=2&order=C101485"
