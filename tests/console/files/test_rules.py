"""Rules as files from and to a browser: who may, from where, and what is said of what is wrong."""

from typing import Any

import pytest

from domain.kernel.actor import Actor
from domain.work.application import Application
from rules_engine.publishing.queries import drafts
from rules_engine.publishing.rules_file import read_file, write_file
from tests.browser.rules_world import EXAMPLE, ROUTING, publish_rules
from tests.conftest import NOW
from tests.console.files.test_routes import Ask, browse, wired

__all__ = ["browse", "wired"]
TEXT = write_file(ROUTING, [EXAMPLE], "yaml")


def parcel(text: str, **fields: str) -> dict[str, Any]:
    return {"data": fields, "files": {"file": ("rules.yaml", text.encode(), "text/plain")}}


@pytest.mark.parametrize(
    ("options", "status"),
    [({"role": ""}, 401), ({"role": "agent"}, 403), ({"headers": {"origin": "https://elsewhere.example"}}, 403)],
)
def test_who_may_not_or_comes_from_elsewhere_begins_nothing(
    browse: Ask, options: dict[str, Any], status: int, application: Application, administrator: Actor
) -> None:
    given = {"role": "supervisor"} | options
    assert browse("POST", "/files/rules/routing", **parcel(TEXT, title="Mine"), **given).status_code == status
    assert application.ask(drafts, administrator, family="routing") == ()


def test_a_version_is_saved_and_a_draft_begun_and_replaced(
    browse: Ask, application: Application, administrator: Actor
) -> None:
    publish_rules(application)
    saved = browse("GET", "/files/rules/routing/versions/1.yaml", role="supervisor")
    assert saved.headers["content-disposition"] == 'attachment; filename="routing-1.yaml"'
    assert read_file(saved.content, family="routing", now=NOW).document["rules"][0]["id"] == "gold-returns"
    begun = browse("POST", "/files/rules/routing", role="supervisor", **parcel(saved.text, title="Mine"))
    assert begun.status_code == 201
    (row,) = application.ask(drafts, administrator, family="routing")
    assert begun.json() == {"to": f"/rules?family=routing&draft={row.id}"}
    at = f"/files/rules/routing/drafts/{row.id}"
    wrong = browse("POST", at, role="supervisor", **parcel("format: 1\nfamily: routing\nrules: [{}, {}]", version="2"))
    assert (wrong.status_code, [each["at"] for each in wrong.json()["faults"]]) == (422, ["rules[0].id", "rules[1].id"])
    assert browse("POST", at, role="supervisor", **parcel(saved.text, version="1")).status_code == 412
    assert browse("POST", at, role="supervisor", **parcel(saved.text, version="2")).status_code == 201
    assert browse("GET", f"/files/rules/policy/drafts/{row.id}.json", role="supervisor").status_code == 404
    assert browse("GET", f"{at}.json", role="agent").json()["examples"] == [EXAMPLE]
