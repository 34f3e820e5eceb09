"""A code goes to a contact that is known, and only the right one opens the door."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from domain.customers.consents import NewConsent
from domain.customers.set_consent import set_consent
from domain.identity.answer_code import answer_code
from domain.identity.assure import is_assured
from domain.identity.begin_code_check import begin_code_check
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.messages.queue import DELIVER
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.together import together

Contacts = Callable[[UUID], dict[str, UUID]]


def assured(application: Application, actor: Actor, customer_id: UUID) -> bool:
    def asked(unit: Unit) -> bool:
        return is_assured(unit, customer_id)

    return application.ask(asked, actor)


def other(code: str, step: int = 1) -> str:
    return f"{(int(code) + step) % 1_000_000:06}"


def test_who_may_not_write_to_customers_sends_no_code(application: Application, powerless: Actor, marie: UUID):
    with pytest.raises(Denied):
        application.perform(begin_code_check, powerless, customer_id=marie, contact=new_id())


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_the_right_code_makes_the_session_sure_for_half_an_hour(
    channel: str,
    application: Application,
    agent: Actor,
    marie: UUID,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    last_code: Callable[[], str],
    clock: SetClock,
    happened: Callable[..., Any],
):
    check_id = as_agent(begin_code_check, customer_id=marie, contact=str(contacts(marie)[channel]))
    assert not assured(application, agent, marie)
    found = as_agent(answer_code, customer_id=marie, check_id=check_id, code=f" {last_code()[:3]} {last_code()[3:]}")
    assert (found.passed, found.level, found.expires_at) == (True, 2, clock.now() + timedelta(minutes=30))
    assert assured(application, agent, marie)
    types = [event.type for event in happened() if event.type.startswith(("identity.", "message."))]
    assert types == ["identity.code_sent", "identity.passed", "identity.unmasked"]
    clock.advance(timedelta(minutes=30, microseconds=1))
    assert not assured(application, agent, marie)


def test_a_check_is_good_for_one_session_and_one_customer(
    application: Application,
    agent: Actor,
    supervisor: Actor,
    marie: UUID,
    build: Builders,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    last_code: Callable[[], str],
):
    check_id = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["sms"])
    with pytest.raises(NotFound):
        application.perform(answer_code, supervisor, customer_id=marie, check_id=check_id, code=last_code())
    with pytest.raises(NotFound):
        as_agent(answer_code, customer_id=build.customer(), check_id=check_id, code=last_code())
    as_agent(answer_code, customer_id=marie, check_id=check_id, code=last_code())
    assert not assured(application, supervisor, marie)
    assert not assured(application, agent, build.customer())


def test_of_the_code_only_a_digest_is_kept_and_no_event_or_job_tells_it(
    marie: UUID,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    last_code: Callable[[], str],
    sql: Callable[..., Any],
    jobs: NotedJobs,
):
    as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])
    code = last_code()
    tables = ("identity_checks", "events", "event_texts")
    rows = [row for table in tables for row in sql(f"SELECT t::text FROM {table} t")]
    assert rows
    assert not [row for row in rows if code in row[0]]
    assert "marie.dupont@example.org" not in str(rows)
    (job,) = [job for job in jobs.noted if job.task == DELIVER]
    assert set(job.args) == {"message_id"}


def test_a_code_goes_to_a_known_contact_only(
    marie: UUID, build: Builders, contacts: Contacts, as_agent: Callable[..., Any], jobs: NotedJobs
):
    strangers = contacts(build.customer(phones=["+33600000000"]))
    for wanted in (strangers["email"], strangers["sms"], new_id()):
        with pytest.raises(NotFound) as refusal:
            as_agent(begin_code_check, customer_id=marie, contact=wanted)
        assert refusal.value.field == "contact"
    for wanted in ("marie.dupont@example.org", ""):
        with pytest.raises(Invalid) as invalid:
            as_agent(begin_code_check, customer_id=marie, contact=wanted)
        assert invalid.value.field == "contact"
    assert DELIVER not in jobs.tasks


def test_who_does_not_want_to_be_written_to_is_not(
    marie: UUID, build: Builders, contacts: Contacts, as_agent: Callable[..., Any]
):
    build.perform(set_consent, customer_id=marie, channel="sms", purpose="service", granted=False)
    with pytest.raises(Conflict) as refusal:
        as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["sms"])
    assert (refusal.value.code, refusal.value.field) == ("no_consent", "contact")
    assert as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])


def test_wrong_codes_count_and_the_fifth_closes_the_check(
    application: Application,
    agent: Actor,
    marie: UUID,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    last_code: Callable[[], str],
    happened: Callable[..., Any],
):
    check_id = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])
    code = last_code()
    for left in (4, 3, 2, 1, 0):
        outcome = as_agent(answer_code, customer_id=marie, check_id=check_id, code=other(code, left + 1))
        assert (outcome.passed, outcome.attempts_left, outcome.level) == (False, left, 0)
    with pytest.raises(Conflict) as refusal:
        as_agent(answer_code, customer_id=marie, check_id=check_id, code=code)
    assert refusal.value.code == "check_over"
    assert not assured(application, agent, marie)
    assert [event.data["attempts_left"] for event in happened("identity.failed")] == [4, 3, 2, 1, 0]


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "0" * 100, None, 123456])
def test_what_is_no_code_is_refused_and_not_counted(
    code: Any, marie: UUID, contacts: Contacts, as_agent: Callable[..., Any], sql: Callable[..., Any]
):
    check_id = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])
    with pytest.raises(Invalid) as refusal:
        as_agent(answer_code, customer_id=marie, check_id=check_id, code=code)
    assert refusal.value.field == "code"
    assert sql("SELECT failures FROM identity_checks") == [(0,)]


def test_an_answer_cannot_be_tried_for_show(
    application: Application,
    agent: Actor,
    marie: UUID,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    last_code: Callable[[], str],
):
    check_id = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])
    with pytest.raises(DomainError) as refusal:
        application.preview(answer_code, agent, customer_id=marie, check_id=check_id, code=last_code())
    assert refusal.value.code == "not_previewable"


def test_a_code_is_good_for_ten_minutes_once_and_until_the_next(
    marie: UUID,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    last_code: Callable[[], str],
    clock: SetClock,
):
    def answer(check_id: UUID, code: str) -> str:
        try:
            return str(as_agent(answer_code, customer_id=marie, check_id=check_id, code=code).passed)
        except Conflict as refusal:
            return refusal.code

    first, code = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"]), last_code()
    clock.advance(timedelta(minutes=10))
    assert answer(first, code) == "check_over"
    second, code = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"]), last_code()
    clock.advance(timedelta(seconds=1))
    third, newer = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"]), last_code()
    assert answer(second, code) == "check_over"
    assert answer(third, newer) == "True"
    assert answer(third, newer) == "check_over"


def test_no_more_than_five_checks_an_hour_whoever_begins_them(
    application: Application,
    supervisor: Actor,
    marie: UUID,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    clock: SetClock,
):
    for _ in range(5):
        as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])
        clock.advance(timedelta(minutes=1))
    with pytest.raises(Conflict) as refusal:
        application.perform(begin_code_check, supervisor, customer_id=marie, contact=contacts(marie)["sms"])
    assert refusal.value.code == "too_many_checks"
    clock.advance(timedelta(seconds=refusal.value.details["retry_after"]))
    application.perform(begin_code_check, supervisor, customer_id=marie, contact=contacts(marie)["sms"])


def test_the_language_is_the_customers_unless_another_is_asked_for(
    build: Builders, contacts: Contacts, as_agent: Callable[..., Any], sql: Callable[..., Any]
):
    id = build.customer(language="fr", consents=[NewConsent("email", "service", True)])
    as_agent(begin_code_check, customer_id=id, contact=contacts(id)["email"])
    as_agent(begin_code_check, customer_id=id, contact=contacts(id)["email"], language="en")
    assert sql("SELECT language FROM outbound_messages ORDER BY language") == [("en",), ("fr",)]
    with pytest.raises(Invalid):
        as_agent(begin_code_check, customer_id=id, contact=contacts(id)["email"], language="de")


def test_many_answers_at_once_cannot_outrun_the_count(
    marie: UUID,
    contacts: Contacts,
    as_agent: Callable[..., Any],
    last_code: Callable[[], str],
    sql: Callable[..., Any],
):
    check_id = as_agent(begin_code_check, customer_id=marie, contact=contacts(marie)["email"])
    code = last_code()

    def guess(step: int) -> str:
        try:
            return str(as_agent(answer_code, customer_id=marie, check_id=check_id, code=other(code, step)).passed)
        except Conflict as refusal:
            return refusal.code

    answers = together(*(partial(guess, step) for step in range(1, 13)))
    assert (answers.count("False"), answers.count("check_over")) == (5, 7)
    assert sql("SELECT status, failures FROM identity_checks") == [("failed", 5)]
