"""Real decisions are found, newest first, by the number of their order or case."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.cases.close_case import close_case
from domain.cases.open_case import open_case
from domain.cases.queries import case
from domain.cases.rows import CaseRow
from domain.kernel.actor import Actor
from domain.kernel.errors import Invalid
from domain.privacy.erase import erase_customer
from domain.work.application import Application
from rules_engine.decisions.recent import recent_decisions
from tests.rules_engine.decisions.test_explain import routes
from tests.rules_engine.decisions.test_rules_decisions import publish, ruled, rules
from tests.support.builders import Builders

__all__ = ["publish", "ruled", "rules"]


@pytest.fixture
def cases(
    ruled: Application, publish: Callable[..., int], administrator: Actor, build: Builders, ask: Callable[..., Any]
) -> list[CaseRow]:
    """Two, the older first, routed by rules."""
    publish("routing", routes("plain", "care"))

    def opened() -> Any:
        asked = {"subject": "Hello", "topic": "order", "channel": "email", "customer_id": build.customer()}
        return ask(case, case_id=ruled.perform(open_case, administrator, **asked))

    return [opened(), opened()]


@pytest.fixture
def found(ask: Callable[..., Any]) -> Callable[..., list[str]]:
    """The numbers of the cases that are offered."""
    return lambda **wanted: [each.case_number for each in ask(recent_decisions, **{"family": "routing"} | wanted)]


def test_the_newest_come_first_and_of_this_family_only(cases: list[CaseRow], found: Callable[..., list[str]]) -> None:
    assert found() == [cases[1].number, cases[0].number]
    assert found(family="policy") == []
    assert found(limit=1) == [cases[1].number]


def test_a_number_finds_its_own_however_it_is_written(cases: list[CaseRow], found: Callable[..., list[str]]) -> None:
    assert found(number=f" {cases[0].number.lower()} ") == [cases[0].number]
    assert found(number="no such number") == []


def test_the_facts_of_an_erased_person_are_not_offered(
    cases: list[CaseRow], found: Callable[..., list[str]], ruled: Application, administrator: Actor
) -> None:
    ruled.perform(close_case, administrator, case_id=cases[1].id)
    ruled.perform(erase_customer, administrator, customer_id=cases[1].customer_id, reason="asked")
    assert found() == [cases[0].number]
    assert found(number=cases[1].number) == []


@pytest.mark.parametrize(("wanted", "field"), [({"number": "x" * 41}, "number"), ({"family": "nonsense"}, "family")])
def test_what_cannot_be_meant_is_refused(found: Callable[..., list[str]], wanted: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        found(**wanted)
    assert refusal.value.field == field
