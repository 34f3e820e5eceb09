"""Queues, agents, offers and service levels as another system reads and changes them."""

from typing import Any

from domain.assignment.offer_case import offer_case
from domain.cases.open_case import open_case
from tests.support.builders import Builders
from tests.support.team import Team

ASKED = {"subject": "Where is my lamp?", "topic": "delivery", "channel": "email", "language": "en"}


def test_an_agent_is_told_of_set_online_and_offered_work(api: Any, build: Builders, team: Team) -> None:
    agent = team.hire(name="Ana").id
    changed = api("PATCH", f"/agents/{agent}", json={"skills": ["Refunds"], "capacity": {"email": 1}})
    assert (changed.status_code, changed.json()["skills"]) == (200, ["english", "refunds"])
    assert changed.json()["capacity"]["email"] == 1 and changed.json()["state"] == "offline"
    online = api.post(f"/agents/{agent}/presence", {"presence": "online"})
    assert (online.status_code, online.json()["state"], online.json()["is_free"]) == (201, "online", True)
    waiting = build.perform(open_case, **ASKED)
    build.perform(offer_case, case_id=waiting)
    (offered,) = api.get("/offers").json()["items"]
    assert (offered["case_id"], offered["agent"], offered["status"]) == (str(waiting), "Ana", "offered")
    queue = next(row for row in api.get("/queues").json()["items"] if row["name"] == "delivery")
    assert (queue["waiting"], queue["offered"], queue["in_hand"]) == (1, 1, 0)
    accepted = api.post(f"/offers/{offered['id']}/accept", None)
    assert (accepted.status_code, accepted.json()["status"]) == (201, "accepted")
    assert api.get(f"/cases/{waiting}").json()["owner"] == "Ana"
    gone = api.post(f"/offers/{offered['id']}/decline", None)
    assert (gone.status_code, gone.json()["code"]) == (409, "offer_gone")
    (row,) = api.get("/agents").json()["items"]
    assert row["loads"] == {"email": 1}
    assert api.get(f"/agents/{agent}").json() == row


def test_what_cannot_be_is_refused_at_its_field(api: Any, team: Team) -> None:
    agent = team.hire().id
    for path, body, field in (
        (f"/agents/{agent}", {"capacity": {"pigeon": 1}}, "capacity.pigeon"),
        (f"/agents/{agent}", {"languages": ["de"]}, "language"),
        ("/assignment-settings", {"accept": 2}, "accept"),
    ):
        refused = api("PATCH", path, json=body)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert api.post(f"/agents/{agent}/presence", {"presence": "asleep"}).json()["field"] == "presence"


def test_queues_levels_and_calendars_are_written(api: Any) -> None:
    label = {"en": "Night", "fr": "Nuit"}
    hours = {"label": label, "time_zone": "Europe/Paris", "hours": {"mon": ["20:00-24:00"]}}
    assert api("PUT", "/calendars/night", json=hours).json()["hours"]["mon"] == ["20:00-24:00"]
    level = api("PUT", "/service-levels/night", json={"label": label, "calendar": "night", "first_answer": 30})
    assert (level.status_code, level.json()["first_answer"], level.json()["version"]) == (200, 30, 1)
    body = {"label": label, "service_level": "night", "calendar": "night"}
    queue = api("PUT", "/queues/night", json=body)
    assert (queue.status_code, queue.json()["known"], queue.json()["waiting"]) == (200, True, 0)
    stale = api("PUT", "/queues/night", json=body | {"relax_after": 9}, headers={"if-match": '"7"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    circle = api("PUT", "/queues/night", json=body | {"overflow_after": 9, "overflow_queue": "night"})
    assert circle.json()["code"] == "circle"


def test_clocks_of_a_case(api: Any) -> None:
    case = api.post("/cases", ASKED).json()
    assert api.get(f"/cases/{case['id']}/clocks").json() == {"items": [], "next_cursor": None}
    assert api.get("/cases/0193a1b2-0000-7000-8000-000000000000/clocks").status_code == 404
