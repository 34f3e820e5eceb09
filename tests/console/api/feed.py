"""Read the feed of events to its end."""

import time
from typing import Any


def feed_of(api: Any, *, until: str = "") -> list[dict[str, Any]]:
    """Every event, page by page; waits until what other databases of this server still write is through, and until one
    of the type `until` is there.
    """
    deadline = time.monotonic() + 60
    while True:
        events, cursor = [], None
        while page := read(api, cursor)["items"]:
            events += page
            cursor = read(api, cursor)["next_cursor"]
        if (events and (not until or until in {event["type"] for event in events})) or time.monotonic() > deadline:
            return events
        time.sleep(0.05)


def read(api: Any, cursor: str | None) -> Any:
    return api.get("/events", params={"limit": 3} | ({"after": cursor} if cursor else {})).json()
