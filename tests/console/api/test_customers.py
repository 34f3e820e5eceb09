"""Customers over HTTP."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from domain.kernel.permissions import Permission
from tests.support.builders import PARIS, Builders

ELOISE = {
    "first_name": "Éloïse",
    "last_name": "D’Arc",
    "emails": ["eloise@example.org"],
    "phones": ["06 12 34 56 78"],
    "addresses": [{**PARIS, "label": "home"}],
    "language": "fr",
    "time_zone": "Europe/Paris",
    "source": "webshop",
    "external_ref": "eloise_1",
    "consents": [{"channel": "email", "purpose": "service", "granted": True}],
}


def test_a_customer_is_created_and_read_back(api: Any) -> None:
    made = api.post("/customers", ELOISE)
    assert made.status_code == 201, made.text
    body = made.json()
    assert made.headers["location"] == f"/api/v1/customers/{body['id']}"
    assert made.headers["etag"] == '"1"'
    assert (body["first_name"], body["external_ref"], body["language"]) == ("Éloïse", "eloise_1", "fr")
    assert body["phones"] == ["+33612345678"]
    assert body["addresses"][0]["label"] == "home"
    assert body["addresses"][0]["postal_code"] == "75011"
    assert body["consents"][0]["granted"] is True
    assert body["created_at"] == "2026-11-24T10:00:00Z"
    read = api.get(f"/customers/{body['id']}")
    assert read.json() == body
    assert read.headers["etag"] == '"1"'


def test_faults_name_their_field(api: Any) -> None:
    cases = {
        "phones[0]": {"phones": ["12"]},
        "emails[1]": {"emails": ["a@example.org", "nobody"]},
        "addresses[0].country": {"addresses": [{"line1": "x", "city": "y", "country": ""}]},
        "addresses[0].city": {"addresses": [{"line1": "x", "country": "FR"}]},
        "time_zone": {"time_zone": "Mars/Olympus"},
        "consents[0].channel": {"consents": [{"channel": "pigeon", "purpose": "service", "granted": True}]},
        "consents[0].granted": {"consents": [{"channel": "sms", "purpose": "service", "granted": "yes"}]},
        "first_name": {"first_name": 5},
        "nickname": {"nickname": "Lou"},
        "emails": {"emails": "a@example.org"},
    }
    for field, fault in cases.items():
        refused = api.post("/customers", ELOISE | fault)
        assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    assert api.get("/customers").json()["items"] == []


def test_a_reference_is_used_once(api: Any) -> None:
    api.post("/customers", ELOISE)
    again = api.post("/customers", ELOISE)
    assert (again.status_code, again.json()["code"]) == (409, "duplicate_external_ref")


def test_customers_are_found_by_contact_and_name_and_paged(api: Any, build: Builders) -> None:
    api.post("/customers", ELOISE)
    for _ in range(4):
        build.customer()
    for filters in ({"email": "ELOISE@example.org"}, {"phone": "0033 6 12 34 56 78"}, {"last_name": "d'arc"}):
        found = api.get("/customers", params=filters).json()["items"]
        assert [row["external_ref"] for row in found] == ["eloise_1"], filters
    seen, cursor = [], None
    for _ in range(3):
        page = api.get("/customers", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
    assert cursor is None
    assert len(set(seen)) == 5


def test_a_change_needs_the_version_that_was_read(api: Any) -> None:
    made = api.post("/customers", ELOISE).json()
    path = f"/customers/{made['id']}"
    changed = api.patch(path, {"last_name": "Zola"}, headers={"if-match": '"1"'})
    assert (changed.status_code, changed.json()["last_name"], changed.headers["etag"]) == (200, "Zola", '"2"')
    assert changed.json()["emails"] == ["eloise@example.org"]
    stale = api.patch(path, {"last_name": "Hugo"}, headers={"if-match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert stale.json()["details"] == {"expected": 1, "actual": 2}
    assert api.patch(path, {"last_name": "Hugo"}, headers={"if-match": "three"}).json()["field"] == "If-Match"
    assert api.patch(path, {"last_name": "Hugo"}, headers={"if-match": "*"}).status_code == 200
    assert api.patch(path, {"emails": []}).json()["emails"] == []


def test_a_previewed_change_is_not_kept(api: Any) -> None:
    path = f"/customers/{api.post('/customers', ELOISE).json()['id']}"
    shown = api.patch(path, {"last_name": "Zola"}, params={"preview": "true"})
    assert (shown.status_code, shown.json()["last_name"]) == (200, "Zola")
    assert api.get(path).json()["last_name"] == "D’Arc"
    assert api.post("/customers", ELOISE | {"external_ref": "2"}, params={"preview": "true"}).status_code == 200
    assert len(api.get("/customers").json()["items"]) == 1


def test_the_overview_has_everything(api: Any, build: Builders) -> None:
    customer_id = build.customer()
    order_id = build.order(customer_id)
    build.shipment(order_id)
    build.note(customer_id, "Rings twice.")
    body = api.get(f"/customers/{customer_id}/overview").json()
    assert body["customer"]["id"] == str(customer_id)
    assert body["orders"][0]["id"] == str(order_id)
    assert body["orders"][0]["lines"][0]["unit_price"] == {"amount": "19.99", "currency": "EUR"}
    assert body["orders"][0]["shipments"][0]["carrier"] == "Colissimo"
    assert body["notes"][0]["body"] == "Rings twice."
    assert {entry["type"] for entry in body["timeline"]["items"]} >= {"order.placed", "note.added"}


def test_the_timeline_is_paged_and_filtered(api: Any, build: Builders) -> None:
    customer_id = build.customer()
    build.note(customer_id)
    build.order(customer_id)
    path = f"/customers/{customer_id}/timeline"
    page = api.get(path, params={"limit": 2}).json()
    rest = api.get(path, params={"cursor": page["next_cursor"]}).json()
    assert not {e["id"] for e in page["items"]} & {e["id"] for e in rest["items"]}
    notes = api.get(path, params={"categories": "notes"}).json()["items"]
    assert [entry["type"] for entry in notes] == ["note.added"]
    assert api.get(path, params={"categories": "gossip"}).json()["field"] == "categories"
    assert api.get(f"/customers/{uuid4()}/timeline").status_code == 404


def test_a_note_is_kept_as_plain_text(api: Any, build: Builders) -> None:
    customer_id = build.customer()
    text = "<script>alert('x')</script>\n'; DROP TABLE notes; --"
    made = api.post(f"/customers/{customer_id}/notes", {"body": text, "pinned": True})
    assert made.status_code == 201
    assert (made.json()["body"], made.json()["pinned"]) == (text, True)
    assert made.json()["author_name"] == "Web shop"
    assert api.get(f"/customers/{customer_id}/overview").json()["notes"] == [made.json()]
    assert api.post(f"/customers/{customer_id}/notes", {"body": " "}).json()["field"] == "body"


def test_whoever_may_only_write_is_told_what_they_made_but_cannot_read_others(
    caller_with: Callable[..., Any], build: Builders
) -> None:
    pusher = caller_with(Permission.CUSTOMERS_WRITE)
    assert pusher.post("/customers", ELOISE).json()["external_ref"] == "eloise_1"
    other = f"/customers/{build.customer()}"
    assert pusher.get(other).status_code == 403
    assert pusher.patch(other, {"last_name": "Seen"}).status_code == 403


def test_nobody_there(api: Any) -> None:
    nobody = uuid4()
    for path in (f"/customers/{nobody}", f"/customers/{nobody}/overview"):
        assert (api.get(path).status_code, api.get(path).json()["code"]) == (404, "not_found")
    assert api.patch(f"/customers/{nobody}", {"last_name": "x"}).status_code == 404
    assert api.post(f"/customers/{nobody}/notes", {"body": "x"}).status_code == 404
    assert api.get("/customers/me").json()["field"] == "customer_id"
