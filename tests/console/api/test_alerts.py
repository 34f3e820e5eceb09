"""Alerts and decisions as another system reads them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from domain.alerts.about import About
from domain.alerts.raise_alert import raise_alert
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders


@pytest.fixture
def told(application: Application, build: Builders) -> Callable[..., str]:
    """`told(severity, roles)`: an alert about a customer of its own."""

    def told(severity: str = "warning", *roles: str) -> str:
        customer = build.customer()

        def run(unit: Unit) -> object:
            return raise_alert(
                unit,
                About(customer_id=customer),
                rule="r",
                name={"en": "Rule", "fr": "Règle"},
                severity=severity,
                words={"en": "Look.", "fr": "Regardez."},
                subject=("customer", customer),
                decision_id=None,
                roles=roles or ("supervisor",),
            )

        return str(application.perform(run, build.actor))

    return told


def test_an_alert_is_read_and_taken_on(api: Any, told: Callable[..., str]) -> None:
    first, second = told("warning"), told("critical")
    assert [each["id"] for each in api.get("/alerts").json()["items"]] == [second, first]
    assert [each["id"] for each in api.get("/alerts?severity=critical").json()["items"]] == [second]
    taken = api.post(f"/alerts/{first}/acknowledge")
    assert (taken.status_code, taken.json()["acknowledged_by"]) == (201, "Web shop")
    assert api.get(f"/alerts/{first}").json() == taken.json()
    assert [each["id"] for each in api.get("/alerts?state=acknowledged").json()["items"]] == [first]
    customer = taken.json()["customer_id"]
    assert api.get(f"/alerts?customer={customer}").json()["items"] == []


def test_pages_go_on(api: Any, told: Callable[..., str]) -> None:
    made = [told() for _ in range(3)]
    first = api.get("/alerts?limit=2").json()
    rest = api.get(f"/alerts?limit=2&cursor={first['next_cursor']}").json()
    assert [each["id"] for each in (*first["items"], *rest["items"])] == made[::-1]


def test_only_ones_own(api: Any, told: Callable[..., str]) -> None:
    told("warning", "merchandiser")
    mine = told("info", "administrator")
    assert [each["id"] for each in api.get("/alerts?mine=true").json()["items"]] == [mine]


@pytest.mark.parametrize("wrong", ["state=asleep", "severity=loud"])
def test_what_is_no_choice_is_refused_by_name(api: Any, wrong: str) -> None:
    refused = api.get(f"/alerts?{wrong}")
    assert (refused.status_code, refused.json()["field"]) == (422, wrong.partition("=")[0])


def test_what_is_not_there(api: Any) -> None:
    for path in (f"/alerts/{uuid4()}", f"/decisions/{uuid4()}"):
        assert api.get(path).status_code == 404
    assert api.get(f"/decisions?subject_kind=case&subject_id={uuid4()}").json() == {"items": []}


def test_a_built_in_decision_has_no_version_to_ask_again(api: Any) -> None:
    case = api.post("/cases", {"subject": "Where?", "topic": "delivery", "channel": "email"}).json()
    why = api.get(f"/decisions/{case['decision_id']}").json()
    assert (why["answered_by"], why["not_fired"], why["confirmed"]) == ("built_in", None, None)
    assert api.get(f"/decisions?subject_kind=case&subject_id={case['id']}").json()["items"] == [why]


def test_a_case_is_routed_anew(api: Any) -> None:
    case = api.post("/cases", {"subject": "Where?", "topic": "delivery", "channel": "email"}).json()
    again = api.post(f"/cases/{case['id']}/routings", {"rules": "live"})
    assert (again.status_code, again.json()["queue"], again.json()["version"]) == (201, "delivery", 2)
    assert again.json()["decision_id"] != case["decision_id"]
    wrong = api.post(f"/cases/{case['id']}/routings", {"rules": "old"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "rules")
