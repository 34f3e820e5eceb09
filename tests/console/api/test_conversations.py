"""Conversations as another system begins, reads and leads them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.kernel.permissions import Permission
from tests.support.builders import Builders
from tests.support.team import Team

BEGUN = {"channel": "email", "subject": "Your lamp", "topic": "delivery", "address": "Marie@Home.example"}


def test_it_is_begun_with_a_first_message_and_goes_on(api: Any, build: Builders) -> None:
    customer = build.customer()
    begun = api.post("/conversations", BEGUN | {"customer_id": str(customer), "body": "It leaves today."})
    assert begun.status_code == 201, begun.text
    thread = begun.json()
    row = thread["conversation"]
    assert (row["status"], row["customer_id"], row["address"]) == ("waiting", str(customer), "marie@home.example")
    (sent,) = thread["entries"]
    assert (sent["body"], sent["direction"], sent["status"]) == ("It leaves today.", "out", "queued")
    route = f"/conversations/{row['id']}"
    heard = api.post(f"{route}/messages", {"body": "Thanks", "direction": "in", "client_key": "m1"})
    assert heard.status_code == 201, heard.text
    assert api.post(f"{route}/messages", {"body": "Thanks", "direction": "in", "client_key": "m1"}).status_code == 201
    note = api.post(f"{route}/messages", {"body": "Knows lamps", "kind": "note"})
    assert [each["body"] for each in note.json()["entries"]] == ["It leaves today.", "Thanks", "Knows lamps"]
    assert api.get(route).json() == note.json()
    assert [each["id"] for each in api.get(f"/conversations?customer={customer}").json()["items"]] == [row["id"]]


def test_it_is_handed_on_put_aside_closed_and_opened_again(api: Any, team: Team) -> None:
    ana = team.hire(name="Ana")
    row = api.post("/conversations", BEGUN).json()["conversation"]
    route = f"/conversations/{row['id']}"
    taken = api.post(f"{route}/assign", {"owner_id": str(ana.id)}).json()["conversation"]
    assert (taken["owner"], taken["status"]) == ("Ana", "open")
    moved = api.post(f"{route}/transfer", {"queue": "returns", "note": "About a return"}).json()
    assert (moved["conversation"]["queue"], moved["conversation"]["owner"]) == ("returns", "")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    snoozed = api.post(f"{route}/snooze", {"until": tomorrow})
    assert snoozed.status_code == 200, snoozed.text
    assert snoozed.json()["conversation"]["snoozed_until"]
    assert api.post(f"{route}/snooze", {"until": None}).json()["conversation"]["snoozed_until"] is None
    closed = api.post(f"{route}/close", {"wrap_up": "solved"}).json()["conversation"]
    assert (closed["status"], closed["wrap_up"]) == ("closed", "solved")
    assert api.post(f"{route}/messages", {"body": "x"}).json()["code"] == "case_closed"
    assert api.post(f"{route}/reopen").json()["conversation"]["status"] == "new"


def test_two_become_one_and_one_becomes_two(api: Any) -> None:
    first, second = (
        api.post("/conversations", BEGUN | {"address": address, "body": address}).json()["conversation"]["id"]
        for address in ("a@home.example", "b@home.example")
    )
    one = api.post(f"/conversations/{second}/merge", {"into_id": first}).json()
    assert (one["conversation"]["id"], len(one["entries"])) == (first, 2)
    assert len(api.post(f"/conversations/{second}/unmerge").json()["entries"]) == 1
    api.post(f"/conversations/{first}/messages", {"body": "more", "kind": "note"})
    split = api.post(f"/conversations/{first}/split", {"from_seq": 2, "subject": "Another matter"})
    assert (split.status_code, split.json()["conversation"]["subject"]) == (201, "Another matter")


def test_what_is_wrong_is_named(api: Any, caller_with: Callable[..., Any]) -> None:
    row = api.post("/conversations", BEGUN).json()["conversation"]
    route = f"/conversations/{row['id']}"
    for path, body, field in (
        ("/conversations", BEGUN | {"address": "nowhere"}, "address"),
        ("/conversations", BEGUN | {"channel": "pigeon"}, "channel"),
        (f"{route}/messages", {"body": "x", "kind": "call"}, "kind"),
        (f"{route}/messages", {"body": "x" * 20_001}, "body"),
        (f"{route}/messages", {"body": "x", "channel": "sms"}, "address"),
        (f"{route}/snooze", {"until": "2020-01-01T00:00:00Z"}, "until"),
        (f"{route}/close", {"wrap_up": "forgotten"}, "wrap_up"),
        (f"{route}/split", {"from_seq": 1}, "from_seq"),
    ):
        refused = api.post(path, body)
        assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    agents = caller_with(*set(Permission) - {Permission.CONVERSATIONS_RECEIVE})
    pretending = agents.post(f"{route}/messages", {"body": "I am Marie", "direction": "in"})
    assert (pretending.status_code, pretending.json()["code"]) == (403, "denied")
