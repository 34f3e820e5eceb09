"""Messages over the API: listed, read, and what a person decides about one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.messages.deliver import begin_attempt, settle_attempt
from domain.messages.queue import queue_message
from tests.support.builders import Builders


@pytest.fixture
def marie(build: Builders) -> UUID:
    return build.customer(first_name="Marie", last_name="Martin", emails=["marie@example.org"], phones=["+33612345678"])


@pytest.fixture
def queued(build: Builders, marie: UUID) -> Callable[..., UUID]:
    def queued(channel: str = "email", **values: Any) -> UUID:
        standard = {
            "customer_id": marie,
            "template": "order_cancelled",
            "channel": channel,
            "address": "marie@example.org" if channel == "email" else "+33612345678",
            "language": "en",
            "values": {"number": "#C1"},
        }
        made: UUID = build.perform(queue_message, **standard | values)
        return made

    return queued


def test_messages_are_listed_by_what_is_asked_and_read_masked(
    api: Any, build: Builders, queued: Any, marie: UUID
) -> None:
    mail, text = queued(), queued("sms")
    queued(customer_id=build.customer(emails=["ben@example.org"]), address="ben@example.org")
    code = queued(secret=True)

    def ids(**params: str) -> list[str]:
        return [row["id"] for row in api.get("/messages", params=params).json()["items"]]

    assert ids(customer=str(marie)) == [str(code), str(text), str(mail)]
    assert ids(customer=str(marie), channel="sms", status="waiting") == [str(text)]
    first = api.get("/messages", params={"limit": 3}).json()
    assert len(first["items"]) == 3
    assert len(ids(cursor=first["next_cursor"])) == 1
    assert api.get("/messages", params={"status": "lost"}).json()["field"] == "status"
    shown = api.get(f"/messages/{mail}").json()
    assert (shown["address"], shown["customer_name"], shown["status"]) == ("m•••@e•••.org", "Marie Martin", "queued")
    hidden = api.get(f"/messages/{code}").json()
    assert (hidden["secret"], hidden["body"]) == (True, "")


def test_what_waits_is_called_off_and_what_is_in_doubt_decided_once_per_key(
    api: Any, build: Builders, queued: Any
) -> None:
    waiting, doubtful, code = queued(), queued(), queued(secret=True)
    build.perform(begin_attempt, message_id=doubtful)
    build.perform(settle_attempt, message_id=doubtful, fate="unknown", problem="fate_unknown")

    def post(id: UUID, what: str, key: str) -> Any:
        return api.post(f"/messages/{id}/{what}", headers={"idempotency-key": key})

    off = post(waiting, "cancellations", "a")
    assert (off.status_code, off.json()["status"], off.json()["problem"]) == (201, "skipped", "called_off")
    assert post(waiting, "cancellations", "a").json() == off.json()
    assert post(waiting, "cancellations", "b").json()["code"] == "message_not_waiting"
    assert post(code, "cancellations", "c").status_code == 404
    assert post(doubtful, "cancellations", "d").status_code == 409
    again = post(doubtful, "retries", "e").json()
    assert (again["status"], again["id"]) == ("queued", str(doubtful))
    assert post(doubtful, "arrivals", "f").json()["code"] == "message_fate_known"
    build.perform(begin_attempt, message_id=doubtful)
    build.perform(settle_attempt, message_id=doubtful, fate="unknown")
    assert post(doubtful, "arrivals", "g").json()["status"] == "delivered"
