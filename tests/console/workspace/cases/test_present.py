"""Cases in words, and why they wait where they do."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.cases.present import case_rows, why_rows, why_source
from domain.cases.change_case import change_case
from domain.cases.open_case import open_case
from domain.cases.queries import cases
from domain.decisions.queries import DecisionView, decisions_about
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def reader(clock: SetClock) -> Callable[[str], Reader]:
    return lambda language: Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=clock.now())


def decided(**values: Any) -> DecisionView:
    said = {
        "id": uuid4(),
        "family": "routing",
        "version_id": uuid4(),
        "version": "routing 3",
        "subject_kind": "case",
        "subject_id": uuid4(),
        "facts": {"topic": "return", "order_total": 12_345, "order_currency": "EUR"},
        "fired": [
            {
                "rule": "big-returns",
                "name": {"en": "Big returns", "fr": "Gros retours"},
                "because": [
                    {"fact": "topic", "actual": "return"},
                    {"fact": "order_total", "actual": 12_345},
                    {"fact": "customer_tier", "actual": None},
                ],
            }
        ],
        "effects": [],
        "answered_by": "engine",
        "microseconds": 90,
        "at": None,
    }
    return DecisionView(**said | values)  # type: ignore[arg-type]


def test_where_a_case_waits_is_read_in_a_line(
    build: Builders, application: Application, administrator: Actor, reader: Callable[[str], Reader]
) -> None:
    customer = build.customer()
    opened: UUID = build.perform(
        open_case, subject="Broken lamp", topic="return", channel="phone", customer_id=customer
    )
    found = application.ask(cases, administrator, customer_id=customer).items
    (row,) = case_rows(found, reader("en"), me=administrator.id)
    assert (row.subject, row.status, row.waits, row.closed) == ("Broken lamp", "waiting", "returns · priority 3", False)
    build.perform(change_case, case_id=opened, status="closed")
    found = application.ask(cases, administrator, customer_id=customer).items
    (row,) = case_rows(found, reader("fr"), me=administrator.id)
    assert (row.status, row.closed) == ("clos", True)
    (why,) = application.ask(decisions_about, administrator, subject_kind="case", subject_id=opened)
    assert why_source(why, reader("en")) == "No rules were published yet; the topic decided."


@pytest.mark.parametrize(
    ("language", "rule", "facts"),
    [
        ("en", "Big returns", "Topic: Return, Order total: €123.45, Customer tier: not known"),
        ("fr", "Gros retours", "Sujet : Retour, Total de la commande : 123,45\xa0€, Niveau du client : inconnu"),
    ],
)
def test_why_names_the_rule_and_the_facts_that_made_it(
    reader: Callable[[str], Reader], language: str, rule: str, facts: str
) -> None:
    (row,) = why_rows(decided(), reader(language))
    assert row.rule == rule
    assert row.facts.casefold() == facts.casefold()


def test_where_no_rule_applied_that_is_said(reader: Callable[[str], Reader]) -> None:
    assert why_source(decided(fired=[]), reader("en")) == "No rule applied; it waits in the general queue."
    assert why_source(decided(), reader("en")) == "Decided by the rules routing 3"
