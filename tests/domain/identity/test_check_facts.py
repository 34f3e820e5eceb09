"""Two facts of different kinds, one of them not on the screen, make the session sure of a customer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.identity.answer_code import answer_code
from domain.identity.begin_code_check import begin_code_check
from domain.identity.check_facts import check_facts
from domain.identity.queries import identity_status
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid
from domain.work.application import Application
from tests.support.builders import LYON, Builders


@pytest.fixture
def number(build: Builders, marie: UUID) -> str:
    """The number of an order of hers, which went to Lyon."""
    build.order(marie, number="#C100012", shipping_address=LYON)
    return "#C100012"


def test_who_may_not_read_customers_checks_nobody(application: Application, powerless: Actor, marie: UUID):
    with pytest.raises(Denied):
        application.perform(check_facts, powerless, customer_id=marie, facts={})


@pytest.mark.parametrize(
    "facts",
    [
        {"order_number": "c-100012", "postal_code": "75011"},
        {"order_number": "#C100012", "postal_code": "69 002"},
        {"last_name": "  DUPÖNT ".replace("Ö", "o"), "email": "Marie.Dupont@Example.org"},
        {"postal_code": "75011", "phone": "06 12 34 56 78"},
        {"last_name": "dupont", "postal_code": "75011", "email": "", "phone": " "},
    ],
)
def test_right_facts_pass(
    facts: dict[str, str],
    marie: UUID,
    number: str,
    as_agent: Callable[..., Any],
    application: Application,
    agent: Actor,
):
    outcome = as_agent(check_facts, customer_id=marie, facts=facts)
    assert (outcome.passed, outcome.level) == (True, 1)
    status = application.ask(identity_status, agent, customer_id=marie)
    assert (status.assured, status.level, status.expires_at) == (True, 1, outcome.expires_at)
    assert [contact.address for contact in status.contacts] == ["marie.dupont@example.org", "+33612345678"]


@pytest.mark.parametrize(
    "facts",
    [
        {"order_number": "#C100013", "postal_code": "75011"},
        {"order_number": "#C100012", "postal_code": "75012"},
        {"order_number": "#C100012", "postal_code": "-"},
        {"last_name": "Dupon", "email": "marie.dupont@example.org"},
        {"last_name": "%", "email": "marie.dupont@example.org"},
        {"last_name": "Dupont", "email": "marie.dupont@example.or"},
        {"last_name": "Dupont", "phone": "5678"},
        {"last_name": "Dupont", "postal_code": "75011", "email": "somebody@example.org"},
    ],
)
def test_one_wrong_fact_is_a_failure_that_does_not_say_which(
    facts: dict[str, str], marie: UUID, number: str, build: Builders, as_agent: Callable[..., Any]
):
    build.order(build.customer(), number="#C100013")
    outcome = as_agent(check_facts, customer_id=marie, facts=facts)
    assert (outcome.passed, outcome.attempts_left, outcome.level) == (False, 4, 0)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"postal_code": "75011"},
        {"order_number": "#C100012", "last_name": "Dupont"},
        {"email": "marie.dupont@example.org", "phone": "+33612345678"},
        {"last_name": "Dupont", "postal_code": ""},
        None,
        "postal_code",
    ],
)
def test_too_few_facts_prove_nothing(facts: Any, marie: UUID, as_agent: Callable[..., Any], sql: Callable[..., Any]):
    with pytest.raises(Invalid) as refusal:
        as_agent(check_facts, customer_id=marie, facts=facts)
    assert (refusal.value.field, refusal.value.code) == ("facts", "too_few_facts")
    assert sql("SELECT 1 FROM identity_checks") == []


def test_unknown_facts_and_odd_values_are_named(marie: UUID, as_agent: Callable[..., Any]):
    for facts, field in (
        ({"birthday": "1.1.1990", "email": "a@b.cd"}, "facts.birthday"),
        ({"last_name": "x\x00", "email": "a@b.cd"}, "facts.last_name"),
        ({"last_name": 5, "email": "a@b.cd"}, "facts.last_name"),
    ):
        with pytest.raises(Invalid) as refusal:
            as_agent(check_facts, customer_id=marie, facts=facts)
        assert refusal.value.field == field


def test_wrong_answers_count_until_nobody_listens_for_an_hour(
    marie: UUID, as_agent: Callable[..., Any], clock: SetClock, sql: Callable[..., Any]
):
    wrong = {"last_name": "Martin", "postal_code": "75011"}
    left = [as_agent(check_facts, customer_id=marie, facts=wrong).attempts_left for _ in range(25)]
    assert left == [4, 3, 2, 1, 0] * 5
    right = {"last_name": "Dupont", "postal_code": "75011"}
    with pytest.raises(Conflict) as refusal:
        as_agent(check_facts, customer_id=marie, facts=right)
    assert refusal.value.code == "too_many_checks"
    assert sql("SELECT sum(failures) FROM identity_checks") == [(25,)]
    clock.advance(timedelta(hours=1))
    assert as_agent(check_facts, customer_id=marie, facts=right).passed


def test_facts_do_not_lower_what_a_code_has_reached(
    marie: UUID,
    as_agent: Callable[..., Any],
    contacts: Callable[[UUID], dict[str, UUID]],
    last_code: Callable[[], str],
    clock: SetClock,
):
    check_id = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])
    as_agent(answer_code, customer_id=marie, check_id=check_id, code=last_code())
    right = {"last_name": "Dupont", "postal_code": "75011"}
    assert as_agent(check_facts, customer_id=marie, facts=right).level == 2
    clock.advance(timedelta(minutes=31))
    assert as_agent(check_facts, customer_id=marie, facts=right).level == 1


def test_facts_cannot_be_tried_for_show(application: Application, agent: Actor, marie: UUID):
    with pytest.raises(DomainError) as refusal:
        facts = {"last_name": "Dupont", "postal_code": "75011"}
        application.preview(check_facts, agent, customer_id=marie, facts=facts)
    assert refusal.value.code == "not_previewable"
