"""Where the orders are that a customer asks for: the named one, or the only one under way; none where it is not sure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from domain.conversations.entities import entities_in
from domain.conversations.whereabouts import INTENT, Whereabouts, whereabouts
from domain.orders.rows import OrderDetail, ScanRow, ShipmentRow
from domain.ports.understanding import Intent, Understanding
from tests.support.order_rows import line_row, order_row

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
DUE = date(2026, 11, 24)


def asked(text: str, *orders: OrderDetail, confidence: float = 0.9) -> tuple[Whereabouts, ...]:
    intents = (Intent(INTENT, confidence, 0, len(text)),)
    said = Understanding(text=text, language="en", intents=intents, entities=entities_in(text, now=NOW))
    return whereabouts(said, orders, today=NOW.date())


def parcel(day: int, status: str = "in_transit") -> ShipmentRow:
    at = datetime(2026, 11, day, tzinfo=UTC)
    return ShipmentRow(uuid4(), None, "DHL", f"JD{day}", status, at, None, {}, (ScanRow(status, "Lyon", at),))


def lamp(**values: Any) -> OrderDetail:
    return order_row(line_row("Lamp", promised_on=DUE), **values)


def test_the_order_that_is_named_with_its_newest_parcel() -> None:
    old, late = order_row(line_row("Desk"), number="#W1000000"), lamp(number="#W2000000", status="shipped")
    late = order_row(
        *late.lines, number="#W2000000", status="shipped", shipments=(parcel(20), parcel(22), parcel(23, "cancelled"))
    )
    (found,) = asked("Where is W2000000?", late, old)
    assert (found.order.number, found.standing, found.promised, found.confidence) == ("#W2000000", "late", DUE, 0.9)
    assert found.parcel is not None and found.parcel.tracking_number == "JD22"
    assert asked("Where is W9999999?", late, old) == ()


def test_what_is_under_way_is_meant_where_none_is_named() -> None:
    gone, other = lamp(number="#W1", status="delivered"), lamp(number="#W2")
    assert [each.order.number for each in asked("Where is it?", gone, other)] == ["#W2"]
    (guessed,) = asked("Where is it?", lamp(number="#W3"), other)
    assert (guessed.order.number, guessed.confidence) == ("#W3", 0.675)
    assert asked("Where is it?", gone) == ()
    assert asked("Where is it?", other, confidence=0.3) == ()
    assert asked("Where is it?", lamp(number="#W3"), other, confidence=0.5) == ()


def test_a_day_is_told_only_where_it_can_be() -> None:
    text = "Where is W5918442?"
    (arrived,), (nothing,) = asked(text, lamp(status="delivered")), asked(text, lamp(status="cancelled"))
    assert (arrived.standing, nothing.standing) == ("arrived", "")
    soon = line_row("Lamp", promised_on=date(2026, 11, 26))
    (expected,), (held,) = asked(text, order_row(soon)), asked(text, order_row(soon, held=True))
    assert (expected.standing, held.standing) == ("expected", "")
