"""The feed of events over HTTP."""

from typing import Any

from tests.console.api.feed import feed_of
from tests.support.builders import Builders


def test_events_are_read_in_order_and_once(api: Any, build: Builders) -> None:
    customer_id = build.customer(last_name="Secret")
    build.note(customer_id, "Confidential.")
    events = feed_of(api, until="note.added")
    types = [event["type"] for event in events]
    assert types[-2:] == ["customer.created", "note.added"]
    assert len({event["id"] for event in events}) == len(events)
    assert events[-1]["customer_id"] == str(customer_id)
    assert len(events[-1]["hash"]) == 64
    assert "Confidential" not in str(events)
    assert "Secret" not in str(events)


def test_a_cursor_waits_for_news(api: Any, build: Builders) -> None:
    build.customer()
    feed_of(api)
    cursor = api.get("/events").json()["next_cursor"]
    quiet = api.get("/events", params={"after": cursor}).json()
    assert (quiet["items"], quiet["next_cursor"]) == ([], cursor)
    assert api.get("/events", params={"after": "nonsense"}).json()["field"] == "cursor"
