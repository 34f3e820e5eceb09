"""Change what is known of a customer."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from domain.customers.consents import NewConsent, check_consents, write_consents
from domain.customers.identity import (
    NewAddress,
    check_addresses,
    check_emails,
    check_phones,
    write_addresses,
    write_emails,
    write_phones,
)
from domain.customers.load import load_customer
from domain.customers.words import words_for_customer, write_words
from domain.events.event import Stream
from domain.identity.assure import assure_identity
from domain.kernel.actor import ActorKind
from domain.kernel.address import Address
from domain.kernel.errors import Invalid
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, fold
from domain.kernel.time_zone import check_time_zone
from domain.models.customer import Customer, CustomerAddress, CustomerEmail
from domain.work.unit import Unit


def change_customer(
    unit: Unit,
    *,
    customer_id: UUID,
    expected_version: int | None = None,
    first_name: str | None = None,
    last_name: str | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    emails: Sequence[str] | None = None,
    phones: Sequence[str] | None = None,
    addresses: Sequence[NewAddress | Address | Mapping[str, object]] | None = None,
    consents: Sequence[NewConsent] | None = None,
) -> None:
    """Change the fields that are given; None leaves a field as it is, a list replaces the whole list.

    Records `customer.changed` with the names of the changed fields. Refuses with `StaleVersion` when
    `expected_version` is not the one that stands, and with `IdentityNeeded` a person who has not made sure of the
    customer.
    """
    unit.actor.require(Permission.CUSTOMERS_WRITE)
    customer = load_customer(unit, customer_id, expected_version=expected_version)
    if unit.actor.kind == ActorKind.STAFF:
        assure_identity(unit, customer.id)
    changed = _change_names(customer, first_name, last_name)
    changed += _change_settings(customer, language, time_zone)
    if addresses is not None:
        write_addresses(unit.session, customer.id, check_addresses(addresses))
        changed.append("addresses")
    if emails is not None:
        write_emails(unit.session, customer.id, check_emails(emails))
        changed.append("emails")
    if phones is not None:
        unit.session.flush()
        write_phones(unit.session, customer.id, check_phones(phones, region=_region(unit, customer.id)))
        changed.append("phones")
    if consents is not None:
        write_consents(unit, customer.id, check_consents(consents))
    if changed:
        _note_change(unit, customer, changed)


def _change_names(customer: Customer, first_name: str | None, last_name: str | None) -> list[str]:
    names = {"first_name": first_name, "last_name": last_name}
    changed = []
    for field, value in names.items():
        cleaned = clean_text(value, field=field, most=100, required=False) if value is not None else None
        if cleaned is not None and cleaned != getattr(customer, field):
            setattr(customer, field, cleaned)
            changed.append(field)
    if not customer.name:
        raise Invalid(
            field="last_name",
            code="missing",
            en="A customer keeps a first or a last name.",
            fr="Un client garde un prénom ou un nom.",
        )
    customer.sort_key = fold(f"{customer.last_name} {customer.first_name}".strip())
    return changed


def _change_settings(customer: Customer, language: str | None, time_zone: str | None) -> list[str]:
    changed = []
    if language is not None and check_language(language) != customer.language:
        customer.language = language
        changed.append("language")
    if time_zone is not None and check_time_zone(time_zone) != customer.time_zone:
        customer.time_zone = time_zone
        changed.append("time_zone")
    return changed


def _region(unit: Unit, customer_id: UUID) -> str | None:
    query = (
        select(CustomerAddress.country)
        .where(CustomerAddress.customer_id == customer_id)
        .order_by(CustomerAddress.position)
        .limit(1)
    )
    return unit.session.execute(query).scalar_one_or_none()


def _note_change(unit: Unit, customer: Customer, changed: list[str]) -> None:
    customer.version += 1
    unit.session.flush()
    if {"first_name", "last_name", "emails"} & set(changed):
        emails = unit.session.execute(
            select(CustomerEmail.address).where(CustomerEmail.customer_id == customer.id)
        ).scalars()
        words = words_for_customer(customer.first_name, customer.last_name, emails)
        write_words(unit.session, customer.id, words)
    unit.record(
        "customer.changed",
        stream=Stream.of_customer(customer.id),
        customer_id=customer.id,
        data={"fields": changed, "version": customer.version},
    )
