"""Changing what is known of a customer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.customers.change import change_customer
from domain.customers.consents import NewConsent
from domain.customers.queries import customer, find_customers
from domain.customers.set_consent import set_consent
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, DomainError, Invalid, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.models.event import EventRow
from domain.work.application import Application
from tests.support.builders import LYON, PARIS, Builders
from tests.support.together import errors_of, together


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer(first_name="Ana", last_name="Li", emails=["ana@example.org"], phones=["0612345678"])


def test_only_what_is_given_changes(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    before = ask(customer, customer_id=customer_id)
    build.perform(change_customer, customer_id=customer_id, last_name="Roux", language="fr")
    after = ask(customer, customer_id=customer_id)
    assert (after.name, after.language, after.version) == ("Ana Roux", "fr", 2)
    assert (after.emails, after.phones, after.addresses) == (before.emails, before.phones, before.addresses)
    (event,) = happened("customer.changed")
    assert event.data == {"fields": ["last_name", "language"], "version": 2}


def test_a_list_replaces_the_list(build: Builders, customer_id: UUID, ask: Callable[..., Any]):
    build.perform(
        change_customer,
        customer_id=customer_id,
        emails=["new@example.org", "ana@example.org"],
        phones=[],
        addresses=[LYON],
    )
    card = ask(customer, customer_id=customer_id)
    assert (card.emails, card.phones) == (("new@example.org", "ana@example.org"), ())
    assert [place.city for place in card.addresses] == ["Lyon"]


def test_a_phone_is_read_as_of_the_new_address(build: Builders, customer_id: UUID, ask: Callable[..., Any]):
    leeds = {"line1": "1 High Street", "city": "Leeds", "country": "GB"}
    build.perform(change_customer, customer_id=customer_id, addresses=[leeds], phones=["020 7946 0958"])
    assert ask(customer, customer_id=customer_id).phones == ("+442079460958",)


def test_saying_the_same_again_changes_nothing(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    before = (ask(customer, customer_id=customer_id), len(happened()))
    build.perform(change_customer, customer_id=customer_id)
    build.perform(change_customer, customer_id=customer_id, first_name="Ana", last_name=" Li ", language="en")
    assert (ask(customer, customer_id=customer_id), len(happened())) == before


def test_a_stale_write_is_refused(build: Builders, customer_id: UUID, refusal_of: Callable[..., DomainError]):
    build.perform(change_customer, customer_id=customer_id, expected_version=1, last_name="Roux")
    refusal = refusal_of(change_customer, customer_id=customer_id, expected_version=1, last_name="Petit")
    assert (type(refusal), refusal.details) == (StaleVersion, {"expected": 1, "actual": 2})


def test_of_many_who_changed_the_same_version_one_wins(build: Builders, customer_id: UUID, ask: Callable[..., Any]):
    results = together(
        *(
            lambda name=f"Name{n}": build.perform(
                change_customer, customer_id=customer_id, expected_version=1, last_name=name
            )
            for n in range(8)
        )
    )
    assert [type(error) for error in errors_of(results)] == [StaleVersion] * 7
    assert ask(customer, customer_id=customer_id).version == 2


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"first_name": "", "last_name": ""}, "last_name", "missing"),
        ({"first_name": "x" * 101}, "first_name", "too_long"),
        ({"last_name": "\x00"}, "last_name", "control_characters"),
        ({"language": "xx"}, "language", "unknown_language"),
        ({"time_zone": "Mars/Base"}, "time_zone", "unknown_time_zone"),
        ({"emails": ["nope"]}, "emails[0]", "not_an_email"),
        ({"phones": ["12"]}, "phones[0]", "not_a_phone_number"),
        ({"addresses": [{**PARIS, "country": None}]}, "addresses[0].country", "unknown_country"),
        ({"consents": [NewConsent("sms", "x", True)]}, "consents[0].purpose", "unknown_choice"),
        ({"last_name": "Roux", "emails": ["nope"]}, "emails[0]", "not_an_email"),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(
    wrong: dict[str, Any], field: str, code: str, customer_id: UUID, refusal_of: Callable[..., DomainError],
    ask: Callable[..., Any], happened: Callable[..., list[EventRow]],
):  # fmt: skip
    before = (ask(customer, customer_id=customer_id), len(happened()))
    refusal = refusal_of(change_customer, customer_id=customer_id, **wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert (ask(customer, customer_id=customer_id), len(happened())) == before


def test_denied_and_unknown(
    application: Application, powerless: Actor, customer_id: UUID, refusal_of: Callable[..., DomainError]
):
    consent = {"channel": "sms", "purpose": "service", "granted": True}
    for use_case, values in ((change_customer, {"last_name": "x"}), (set_consent, consent)):
        with pytest.raises(Denied):
            application.perform(use_case, powerless, customer_id=customer_id, **values)
        assert isinstance(refusal_of(use_case, customer_id=new_id(), **values), NotFound)


def test_a_changed_name_changes_its_place_in_the_list(build: Builders, customer_id: UUID, ask: Callable[..., Any]):
    build.customer(first_name="Zoé", last_name="Émile")
    assert [row.last_name for row in ask(find_customers).items] == ["Émile", "Li"]
    build.perform(change_customer, customer_id=customer_id, last_name="Ábel")
    assert [row.last_name for row in ask(find_customers).items] == ["Ábel", "Émile"]


def test_a_consent_is_the_last_word_and_every_word_is_recorded(
    build: Builders,
    customer_id: UUID,
    ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
    clock: SetClock,
):
    said = {"customer_id": customer_id, "channel": "sms", "purpose": "marketing"}
    for granted in (True, True, False, True):
        build.perform(set_consent, **said, granted=granted)
    (consent,) = ask(customer, customer_id=customer_id).consents
    assert (consent.channel, consent.purpose, consent.granted, consent.changed_at) == (
        "sms",
        "marketing",
        True,
        clock.now(),
    )
    types = [event.type for event in happened() if "consent" in event.type]
    assert types == ["customer.consent_granted", "customer.consent_withdrawn", "customer.consent_granted"]


@pytest.mark.parametrize(("wrong", "field"), [({"channel": "fax"}, "channel"), ({"purpose": ""}, "purpose")])
def test_a_consent_for_nothing_we_know_is_refused(
    wrong: dict[str, Any], field: str, customer_id: UUID, refusal_of: Callable[..., DomainError]
):
    said = {"customer_id": customer_id, "channel": "sms", "purpose": "service", "granted": True} | wrong
    assert refusal_of(set_consent, **said).field == field
