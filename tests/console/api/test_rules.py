"""Rules as another system drafts, tries and publishes them."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.kernel.permissions import Permission

RULE = {
    "id": "returns",
    "name": {"en": "Returns apart", "fr": "Retours à part"},
    "when": {
        "all": [{"fact": "topic", "op": "eq", "value": "return"}, {"fact": "channel", "op": "eq", "value": "email"}]
    },
    "then": [{"effect": "queue", "queue": "returns"}],
}
DOCUMENT = {"format": 1, "family": "routing", "rules": [RULE], "lists": {"queues": ["returns"]}}
EXAMPLE = {
    "name": "A return by e-mail",
    "facts": {"topic": "return", "channel": "email"},
    "expect": [{"effect": "queue", "queue": "returns"}],
}


@pytest.fixture
def published(api: Any, caller_with: Callable[..., Any]) -> dict[str, Any]:
    """Version 1 of the routing rules, written by one key and reviewed by another."""
    draft = api.post("/rules/routing/drafts", {"title": "Returns apart"}).json()
    at = f"/rules/routing/drafts/{draft['id']}"
    saved = api("PUT", at, json={"document": DOCUMENT, "examples": [EXAMPLE]}, headers={"if-match": '"1"'})
    assert saved.status_code == 200, saved.text
    assert api.post(f"{at}/check").json() == {
        "sound": True,
        "examples": [
            {"name": EXAMPLE["name"], "passed": True, "got": EXAMPLE["expect"], "missing": [], "unwanted": []}
        ],
        "findings": [],
        "undecided": 0,
        "left_out": 0,
    }
    assert api.post(f"{at}/submission").json()["status"] == "in_review"
    own = api.post(f"{at}/review", {"approve": True})
    assert (own.status_code, own.json()["code"]) == (403, "own_work")
    other = caller_with(*Permission)
    assert other("POST", f"{at}/review", json={"approve": True}).json()["status"] == "approved"
    version: dict[str, Any] = other("POST", f"{at}/publish", json={}).json()
    return version


def test_a_version_is_written_reviewed_and_published(api: Any, published: dict[str, Any]) -> None:
    assert (published["number"], published["live"], published["document"]["rules"]) == (1, True, [RULE])
    assert api.get("/rules/routing/versions/1").json() == published
    assert [each["number"] for each in api.get("/rules/routing/versions").json()["items"]] == [1]
    family = next(each for each in api.get("/rules").json()["items"] if each["family"] == "routing")
    assert (family["live"], family["drafts"]) == (1, 0)


def test_an_evaluation_says_why_and_why_not(api: Any, published: dict[str, Any]) -> None:
    yes = api.post("/rules/routing/evaluations", {"facts": {"topic": "return", "channel": "email"}}).json()
    assert yes["effects"] == [{"effect": "queue", "queue": "returns", "rule": "returns"}]
    assert [each["actual"] for each in yes["fired"][0]["because"]] == ["return", "email"]
    no = api.post("/rules/routing/evaluations", {"facts": {"topic": "return", "channel": "phone"}, "version": 1}).json()
    (missed,) = no["not_fired"]
    assert (missed["rule"], missed["cause"], missed["failed"]["actual"]) == ("returns", "condition", "phone")
    assert missed["failed"]["at"] == "rules[0].when.all[1]"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"mood": "bad"}, "mood"), ({"topic": 7}, "topic"), ({"order_total": 100}, "order_total")],
)
def test_facts_that_are_none_are_refused_by_name(
    api: Any, published: dict[str, Any], facts: dict[str, Any], field: str
) -> None:
    refused = api.post("/rules/routing/evaluations", {"facts": facts})
    assert (refused.status_code, refused.json()["field"]) == (422, field)


def test_a_place_in_a_document_is_named(api: Any) -> None:
    draft = api.post("/rules/routing/drafts", {"title": "x"}).json()
    wrong = DOCUMENT | {"rules": [RULE | {"when": {"all": []}}]}
    refused = api("PUT", f"/rules/routing/drafts/{draft['id']}", json={"document": wrong})
    assert (refused.status_code, refused.json()["field"]) == (422, "rules[0].when.all")


def test_a_stale_save_is_refused(api: Any) -> None:
    draft = api.post("/rules/routing/drafts", {"title": "x"}).json()
    at = f"/rules/routing/drafts/{draft['id']}"
    assert api("PUT", at, json={"document": DOCUMENT}, headers={"if-match": '"1"'}).json()["version"] == 2
    assert api("PUT", at, json={"document": DOCUMENT}, headers={"if-match": '"1"'}).status_code == 412


def test_going_back(api: Any, published: dict[str, Any]) -> None:
    live = api.post("/rules/routing/rollback", {"version": 1, "reason": "x"})
    assert (live.status_code, live.json()["code"]) == (409, "already_live")
    assert api.post("/rules/routing/rollback", {"version": 7, "reason": "x"}).status_code == 404


def test_a_draft_is_of_its_family_only(api: Any) -> None:
    draft = api.post("/rules/routing/drafts", {"title": "x"}).json()
    assert api.get(f"/rules/policy/drafts/{draft['id']}").status_code == 404
    assert api.get("/rules/weather/drafts").json()["field"] == "family"
    assert api.post(f"/rules/routing/drafts/{draft['id']}/discard").json()["status"] == "discarded"


def test_a_check_tells_what_is_wrong_with_facts_that_show_it(api: Any) -> None:
    draft = api.post("/rules/routing/drafts", {"title": "Twice"}).json()
    at = f"/rules/routing/drafts/{draft['id']}"
    again = RULE | {"id": "again", "when": {"all": [*RULE["when"]["all"], {"fact": "language", "op": "present"}]}}
    assert api("PUT", at, json={"document": DOCUMENT | {"rules": [RULE, again]}}).status_code == 200
    checked = api.post(f"{at}/check").json()
    (found,) = checked["findings"]
    assert checked["sound"] is True  # findings are advice
    assert (found["kind"], found["severity"], found["rule"]) == ("covered", "warning", "again")
    assert (found["at"], found["others"]) == ("rules[1]", ["returns"])
    assert "“Returns apart” has spoken first" in found["sentence"]["en"]
    assert "« Retours à part » a parlé avant" in found["sentence"]["fr"].replace("\xa0", " ")
    assert found["facts"]["topic"] == "return" and "language" in found["facts"]


def test_what_a_draft_changes_is_told_in_sentences_and_as_a_file(api: Any, published: dict[str, Any]) -> None:
    draft = api.post("/rules/routing/drafts", {"title": "All returns"}).json()
    at = f"/rules/routing/drafts/{draft['id']}"
    changed = DOCUMENT | {"rules": [RULE | {"when": RULE["when"]["all"][0]}]}  # type: ignore[index]
    assert api("PUT", at, json={"document": changed, "examples": [EXAMPLE]}).status_code == 200
    told = api.get(f"{at}/changes").json()
    assert told["against"] == 1
    (part,) = told["parts"]
    assert (part["id"], part["change"], part["moved"]) == ("returns", "changed", False)
    assert part["before"]["en"] == "If topic is return and channel is email, put in queue returns."
    assert part["after"]["fr"] == "Si sujet est retour, mettre en file returns."
    assert "-    all:\n" in told["yaml"]
    first = api.get("/rules/routing/versions/1/changes").json()
    assert (first["against"], first["parts"][0]["change"]) == (None, "added")
    assert api.get(f"{at}/changes?against=9").status_code == 404
