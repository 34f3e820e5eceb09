"""Creating a customer."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.customers.consents import NewConsent
from domain.customers.create import create_customer
from domain.customers.identity import NewAddress
from domain.customers.queries import customer, find_customers
from domain.kernel.actor import Actor
from domain.kernel.address import Address
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.work.application import Application
from tests.support.builders import LYON, PARIS, Builders
from tests.support.together import errors_of, together

NAMES = {"first_name": "Ana", "last_name": "Li"}
US = {"line1": "1 Main St", "city": "Austin", "region": "TX", "postal_code": "78701", "country": "US"}
GB = {"line1": "1 High Street", "city": "Leeds", "postal_code": "LS1 4DY", "country": "GB"}


def test_who_may_not_write_customers_creates_none(
    application: Application, actor_with: Callable[..., Actor], ask: Callable[..., Any]
):
    reader = actor_with(*(right for right in Permission if right is not Permission.CUSTOMERS_WRITE))
    with pytest.raises(Denied):
        application.perform(create_customer, reader, **NAMES)
    assert ask(find_customers).items == ()


def test_everything_given_is_kept(build: Builders, ask: Callable[..., Any]):
    id = build.perform(
        create_customer,
        first_name="  Éloïse ",
        last_name="de la  Cruz",
        emails=["Eloise@Example.org", "e@work.example"],
        phones=["06 12 34 56 78", "+44 20 7946 0958"],
        addresses=[{**PARIS, "label": "home"}, Address(**LYON), NewAddress(Address(**LYON), label="work")],
        language="fr",
        time_zone="Europe/Paris",
        source="shop",
        external_ref="c-42",
        consents=[NewConsent("email", "marketing", True)],
    )
    card = ask(customer, customer_id=id)
    assert (card.name, card.language, card.time_zone) == ("Éloïse de la Cruz", "fr", "Europe/Paris")
    assert (card.source, card.external_ref, card.version) == ("shop", "c-42", 1)
    assert card.emails == ("Eloise@Example.org", "e@work.example")
    assert card.phones == ("+33612345678", "+442079460958")
    assert [(place.label, place.city) for place in card.addresses] == [
        ("home", "Paris"),
        ("", "Lyon"),
        ("work", "Lyon"),
    ]
    assert [(consent.channel, consent.granted) for consent in card.consents] == [("email", True)]


def test_the_name_is_recorded_so_that_it_can_be_erased(
    build: Builders, happened: Callable[..., list[EventRow]], sql: Callable[..., list[Any]]
):
    id = build.perform(
        create_customer, **NAMES, emails=["ana@example.org"], consents=[NewConsent("sms", "service", True)]
    )
    granted, created = happened()
    assert (granted.type, created.type) == ("customer.consent_granted", "customer.created")
    assert {event.stream for event in happened()} == {f"customer:{id}"}
    assert sql("SELECT field, value FROM event_texts") == [("name", "Ana Li")]
    assert "Ana" not in str(created.data) and "ana@" not in str(created.data)


@pytest.mark.parametrize(
    ("address", "written", "kept"),
    [
        (PARIS, "06 12 34 56 78", "+33612345678"),
        (PARIS, "0612345678", "+33612345678"),
        (PARIS, "06.12.34.56.78", "+33612345678"),
        (PARIS, "+33 (0)6 12 34 56 78", "+33612345678"),
        (PARIS, "0033 6 12 34 56 78", "+33612345678"),
        (PARIS, "33 6 12 34 56 78", "+33612345678"),
        (PARIS, "01 42 68 53 00", "+33142685300"),
        (GB, "020 7946 0958", "+442079460958"),
        (GB, "(0113) 496 0000", "+441134960000"),
        (GB, "07700 900123", "+447700900123"),
        (GB, "+44 (0)7700 900-123", "+447700900123"),
        (US, "(415) 555-2671", "+14155552671"),
        (US, "1-415-555-2671", "+14155552671"),
        (US, "415.555.2671", "+14155552671"),
        (US, "+33 6 12 34 56 78", "+33612345678"),
        (None, "+852 2345 6789", "+85223456789"),
        (None, "tel:+33612345678", "+33612345678"),
        (PARIS, "０６１２３４５６７８", "+33612345678"),
    ],
)
def test_a_phone_number_is_read_as_people_write_it(
    address: dict[str, Any] | None, written: str, kept: str, build: Builders, ask: Callable[..., Any]
):
    id = build.perform(create_customer, **NAMES, phones=[written], addresses=[address] if address else [])
    assert ask(customer, customer_id=id).phones == (kept,)


def test_doubles_are_kept_once(build: Builders, ask: Callable[..., Any]):
    id = build.customer(
        emails=["Ana@example.org", "ana@EXAMPLE.org", "b@example.org"], phones=["0612345678", "+33 6 12 34 56 78"]
    )
    card = ask(customer, customer_id=id)
    assert (len(card.emails), card.phones) == (2, ("+33612345678",))


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"first_name": "", "last_name": " "}, "last_name", "missing"),
    ({"first_name": "x" * 101}, "first_name", "too_long"),
    ({"last_name": "\x00"}, "last_name", "control_characters"),
    ({"last_name": "\ud800"}, "last_name", "control_characters"),
    ({"last_name": 5}, "last_name", "not_text"),
    ({"emails": ["ana@example.org", "no"]}, "emails[1]", "not_an_email"),
    ({"emails": ["a@b"]}, "emails[0]", "not_an_email"),
    ({"emails": ["a b@example.org"]}, "emails[0]", "not_an_email"),
    ({"emails": ["a@example.org, b@example.org"]}, "emails[0]", "not_an_email"),
    ({"emails": ["<script>@example.org"]}, "emails[0]", "not_an_email"),
    ({"emails": ["a\x00@example.org"]}, "emails[0]", "control_characters"),
    ({"emails": ["a" * 65 + "@example.org"]}, "emails[0]", "not_an_email"),
    ({"emails": ["a@" + "b" * 250 + ".org"]}, "emails[0]", "too_long"),
    ({"emails": [""]}, "emails[0]", "missing"),
    ({"emails": [None]}, "emails[0]", "missing"),
    ({"emails": "ana@example.org"}, "emails", "too_many"),
    ({"emails": [f"a{n}@example.org" for n in range(11)]}, "emails", "too_many"),
    ({"phones": ["12"]}, "phones[0]", "not_a_phone_number"),
    ({"phones": ["06 12 34 56 78"]}, "phones[0]", "not_a_phone_number"),
    ({"phones": ["+33612345678", "call me"]}, "phones[1]", "not_a_phone_number"),
    ({"phones": ["+1" * 19]}, "phones[0]", "not_a_phone_number"),
    ({"phones": ["+" + "1" * 60]}, "phones[0]", "too_long"),
    ({"phones": [612345678]}, "phones[0]", "not_text"),
    ({"addresses": [PARIS, {**LYON, "country": ""}]}, "addresses[1].country", "unknown_country"),
    ({"addresses": [{**PARIS, "line1": ""}]}, "addresses[0].line1", "missing"),
    ({"addresses": ["Paris"]}, "addresses[0]", "not_an_address"),
    ({"addresses": [{**PARIS, "label": "\x00"}]}, "addresses[0].label", "control_characters"),
    ({"addresses": [{**PARIS, "label": "x" * 41}]}, "addresses[0].label", "too_long"),
    ({"addresses": [PARIS] * 11}, "addresses", "too_many"),
    ({"language": "de"}, "language", "unknown_language"),
    ({"language": ""}, "language", "unknown_language"),
    ({"time_zone": "Paris"}, "time_zone", "unknown_time_zone"),
    ({"time_zone": "../etc/passwd"}, "time_zone", "unknown_time_zone"),
    ({"source": "x" * 61}, "source", "too_long"),
    ({"source": "\x00", "external_ref": "1"}, "source", "control_characters"),
    ({"source": "shop", "external_ref": "\x00"}, "external_ref", "control_characters"),
    ({"external_ref": "x" * 201}, "external_ref", "too_long"),
    ({"consents": [NewConsent("pigeon", "service", True)]}, "consents[0].channel", "unknown_choice"),
    ({"consents": [NewConsent("sms", "spying", True)]}, "consents[0].purpose", "unknown_choice"),
]


@pytest.mark.parametrize(("wrong", "field", "code"), REFUSED)
def test_a_refusal_names_the_field_and_leaves_nothing(
    wrong: dict[str, Any], field: str, code: str, refusal_of: Callable[..., DomainError], ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    refusal = refusal_of(create_customer, **NAMES | wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert ask(find_customers).items == ()
    assert happened() == []


@pytest.mark.parametrize("text", ["'; DROP TABLE customers; --", "<script>alert(1)</script>", "Robert\\'); \"x\" %s %(x)s",
                                  "{{7*7}}", "${x}", "O’Brien", "李", "\u202eevil", "😀"])  # fmt: skip
def test_sql_and_markup_are_only_text(text: str, build: Builders, ask: Callable[..., Any]):
    place = {**PARIS, "line1": text, "line2": text, "city": text, "region": text, "label": text[:40]}
    id = build.perform(
        create_customer, first_name=text, last_name=text, addresses=[place], source="s", external_ref=text
    )
    card = ask(customer, customer_id=id)
    assert (card.first_name, card.last_name, card.external_ref) == (text, text, text)
    assert (card.addresses[0].line1, card.addresses[0].region) == (text, text)


def test_a_reference_of_a_source_is_taken_once(build: Builders, refusal_of: Callable[..., DomainError]):
    id = build.perform(create_customer, **NAMES, source="shop", external_ref="42")
    build.perform(create_customer, **NAMES, source="other", external_ref="42")
    build.perform(create_customer, **NAMES, external_ref="42")
    refusal = refusal_of(create_customer, **NAMES, source=" shop", external_ref="42 ")
    assert (type(refusal), refusal.field, refusal.code) == (Conflict, "external_ref", "duplicate_external_ref")
    assert refusal.details == {"customer_id": str(id)}


def test_two_may_share_an_address_and_a_phone(build: Builders, ask: Callable[..., Any]):
    for _ in range(2):
        build.perform(create_customer, **NAMES, emails=["us@example.org"], phones=["+33612345678"])
    assert len(ask(find_customers, email="US@example.org").items) == 2


def test_a_preview_draws_no_number(application: Application, administrator: Actor, sql: Callable[..., list[Any]]):
    before = sql("SELECT last_value, is_called FROM customer_numbers")
    application.preview(create_customer, administrator, **NAMES)
    assert sql("SELECT last_value, is_called FROM customer_numbers") == before


def test_many_writers_of_the_same_words_do_not_wait_in_a_circle(
    build: Builders, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("domain.work.application._TRIES", 1)  # a deadlock would show
    words = [f"w{letter}" for letter in "abcdefghij"]

    def write(turn: int) -> None:
        names = words[turn:] + words[:turn]
        build.perform(create_customer, first_name=" ".join(names), last_name=" ".join(reversed(names)))

    assert errors_of(together(*(lambda turn=n % 10: write(turn) for n in range(16)))) == []
    assert len(ask(find_customers, q="wj wa").items) == 16
