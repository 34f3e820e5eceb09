"""Cases as another system opens, reads and changes them."""

from typing import Any

from tests.support.builders import Builders

ASKED = {"subject": "Where is my lamp?", "topic": "delivery", "channel": "email"}


def test_a_case_is_opened_routed_and_explained(api: Any, build: Builders) -> None:
    customer = build.customer()
    opened = api.post("/cases", ASKED | {"customer_id": str(customer)})
    assert opened.status_code == 201, opened.text
    case = opened.json()
    assert (case["queue"], case["status"], case["customer_id"]) == ("delivery", "new", str(customer))
    (why,) = api.get(f"/cases/{case['id']}/decisions").json()["items"]
    assert (why["id"], why["family"], why["facts"]["topic"]) == (case["decision_id"], "routing", "delivery")
    assert api.get(f"/cases?queue=delivery&customer={customer}").json()["items"] == [case]
    assert api.get(f"/cases/{case['id']}").json() == case


def test_a_case_waits_in_every_inbox_with_a_thread_of_its_own(api: Any, build: Builders) -> None:
    customer = build.customer(first_name="Wilma", last_name="Waits")
    case = api.post("/cases", ASKED | {"customer_id": str(customer)}).json()
    (row,) = api.get("/conversations?view=unassigned&queue=delivery").json()["items"]
    assert (row["case_id"], row["customer_name"], row["subject"]) == (case["id"], "Wilma Waits", ASKED["subject"])
    assert row["waiting_since"] == case["opened_at"]
    thread = api.post(f"/conversations/{row['id']}/messages", {"body": "On its way", "address": "wilma@home.example"})
    assert (thread.status_code, thread.json()["conversation"]["waiting_since"]) == (201, None)


def test_a_case_is_closed_and_opened_again(api: Any) -> None:
    case = api.post("/cases", ASKED).json()
    closed = api("PATCH", f"/cases/{case['id']}", json={"status": "closed"}, headers={"if-match": '"1"'})
    assert (closed.status_code, closed.json()["status"], closed.json()["version"]) == (200, "closed", 2)
    stale = api("PATCH", f"/cases/{case['id']}", json={"status": "open"}, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert api("PATCH", f"/cases/{case['id']}", json={"status": "open"}).json()["status"] == "new"
    wrong = api("PATCH", f"/cases/{case['id']}", json={"status": "asleep"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "status")
    nobody = api("PATCH", f"/cases/{case['id']}", json={"owner_id": "00000000-0000-0000-0000-000000000000"})
    assert (nobody.status_code, nobody.json()["field"]) == (422, "owner_id")


def test_the_same_key_opens_one_case(api: Any) -> None:
    key = {"idempotency-key": "case-1"}
    first, again = (api.post("/cases", ASKED, headers=key) for _ in range(2))
    assert first.json() == again.json()
    assert len(api.get("/cases").json()["items"]) == 1


def test_what_is_no_topic_is_refused_by_name(api: Any) -> None:
    refused = api.post("/cases", ASKED | {"topic": "weather"})
    assert (refused.status_code, refused.json()["field"]) == (422, "topic")
