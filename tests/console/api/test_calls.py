"""Calls that another system makes and leads for an agent."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from domain.conversations.note_call import note_call_status
from domain.conversations.offer_call import connect_call
from domain.conversations.place_call import meet_customer
from domain.conversations.staff_line import set_own_line
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.server import connect
from tests.support.team import Team

KEY = {"idempotency-key": "call-1"}


@pytest.fixture
def zoe(application: Application, team: Team) -> Actor:
    hired = team.hire(name="Zoé")
    application.perform(set_own_line, hired, number="+33600000001")
    return hired


@pytest.fixture
def wanted(build: Builders, zoe: Actor) -> dict[str, Any]:
    """The body of a call that can be placed."""
    marie = build.customer(first_name="Marie", phones=["+33612345678"])
    return {"customer_id": str(marie), "agent_id": str(zoe.id), "reason": "The lost lamp"}


@pytest.fixture
def sql(database: Database) -> Iterator[Callable[..., list[Any]]]:
    """Read the database itself."""
    with connect(database.url.set(drivername="postgresql")) as connection:
        yield lambda statement, *values: connection.execute(statement, values).fetchall()


def talking(build: Builders, sql: Callable[..., Any], call_id: str) -> None:
    """The agent has picked up and pressed the key, and so has the customer."""
    (leg,) = sql("SELECT id FROM call_legs WHERE call_id = %s", call_id)
    build.perform(connect_call, leg_id=leg[0], digits="1")
    build.perform(meet_customer, call_id=UUID(call_id), vendor_ref="CA1")


def test_a_call_is_placed_once_held_muted_and_ended(
    api: Any, wanted: dict[str, Any], zoe: Actor, build: Builders, sql: Callable[..., Any]
) -> None:
    placed = api.post("/calls", wanted, headers=KEY)
    assert placed.status_code == 201, placed.text
    assert api.post("/calls", wanted, headers=KEY).content == placed.content
    call = placed.json()
    assert (call["stage"], call["direction"], call["agent"], call["customer_name"][:5]) == (
        *("offered", "out", "Zoé", "Marie"),
    )
    assert sql("SELECT owner_id FROM cases WHERE id = %s", call["case_id"]) == [(zoe.id,)]
    assert [each["id"] for each in api.get("/calls").json()["items"]] == [call["id"]]
    route = f"/calls/{call['id']}"
    assert api.post(f"{route}/hold", {"on": True}).json()["code"] == "not_talking"
    assert api.post("/calls", wanted | {"reason": "Again"}).json()["code"] == "agent_busy"
    talking(build, sql, call["id"])
    for _ in range(2):
        assert api.post(f"{route}/hold", {"on": True}).json()["held"] is True
    assert api.post(f"{route}/hold", {"on": False}).json()["held"] is False
    assert api.post(f"{route}/mute", {"on": True}).json()["muted"] is True
    ended = [api.post(f"{route}/hang-up", headers=KEY) for _ in range(2)]
    assert [each.status_code for each in ended] == [200, 200]
    asked = [kind for (kind,) in sql("SELECT kind FROM call_orders WHERE call_id = %s ORDER BY at, id", call["id"])]
    assert asked == ["ring", "dial", "hold", "unhold", "mute", "hang_up"]
    assert api.get(route).json()["stage"] == "talking"  # until the telephone company says otherwise


def test_what_is_wrong_with_a_call_is_named(
    api: Any, wanted: dict[str, Any], caller_with: Callable[..., Any], administrator: Actor
) -> None:
    for change, field in (
        ({"agent_id": wanted["customer_id"]}, "agent_id"),
        ({"agent_id": None}, "agent_id"),
        ({"position": 1}, "position"),
        ({"position": -1}, "position"),
        ({"reason": ""}, "reason"),
    ):
        refused = api.post("/calls", wanted | change)
        assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    alone = caller_with(Permission.CASES_WRITE, Permission.CASES_READ)
    refused = alone.post("/calls", wanted)
    assert (refused.status_code, refused.json()["details"]) == (403, {"missing": ["agents.manage"]})
    placed = api.post("/calls", wanted).json()
    assert alone.post(f"/calls/{placed['id']}/hang-up").status_code == 404
    assert api.get(f"/calls/{wanted['agent_id']}").status_code == 404


def test_a_call_is_put_through_and_wrapped_up(
    api: Any, wanted: dict[str, Any], team: Team, build: Builders, sql: Callable[..., Any]
) -> None:
    leo, call = team.hire(name="Léo"), api.post("/calls", wanted).json()
    route = f"/calls/{call['id']}"
    assert api.post(f"{route}/transfer", {"queue": "returns"}).json()["code"] == "not_talking"
    talking(build, sql, call["id"])
    for wrong in ({}, {"queue": "returns", "agent_id": str(leo.id)}, {"agent_id": wanted["agent_id"]}):
        refused = api.post(f"{route}/transfer", wrong)
        assert (refused.status_code, refused.json()["field"]) == (422, "agent_id"), wrong
    rung = [api.post(f"{route}/transfer", {"agent_id": str(leo.id)}, headers=KEY) for _ in range(2)]
    assert [(each.status_code, each.json()["agent"]) for each in rung] == [(200, "Zoé")] * 2  # until Léo takes it
    assert sql("SELECT count(*) FROM call_legs WHERE call_id = %s AND agent_id = %s", call["id"], leo.id) == [(1,)]
    assert api.post(f"{route}/wrap-up", {"wrap_up": "solved"}).json()["code"] == "call_goes_on"
    build.perform(note_call_status, vendor_ref="CA1", status="completed")
    assert api.post(f"{route}/wrap-up", {"wrap_up": "well"}).json()["field"] == "wrap_up"
    done = api.post(f"{route}/wrap-up", {"wrap_up": "solved", "note": "Sent again"})
    assert (done.status_code, done.json()["wrapped_up_at"] is not None) == (200, True), done.text
    assert sql("SELECT status, wrap_up, wrap_up_note FROM cases WHERE id = %s", call["case_id"]) == [
        ("closed", "solved", "Sent again")
    ]


def test_a_caller_is_put_back_in_line(
    api: Any, wanted: dict[str, Any], build: Builders, sql: Callable[..., Any]
) -> None:
    call = api.post("/calls", wanted).json()
    talking(build, sql, call["id"])
    back = api.post(f"/calls/{call['id']}/transfer", {"queue": "returns", "note": "Wants a refund"}).json()
    assert (back["stage"], back["agent_id"]) == ("waiting", None)
    assert sql("SELECT queue, owner_id FROM cases WHERE id = %s", call["case_id"]) == [("returns", None)]
