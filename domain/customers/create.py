"""Create a customer."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, text

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
from domain.customers.words import words_for_customer, write_words
from domain.events.event import Stream
from domain.kernel.address import Address
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, fold
from domain.kernel.time_zone import check_time_zone
from domain.models.customer import Customer
from domain.work.unit import Unit


def create_customer(
    unit: Unit,
    *,
    first_name: str,
    last_name: str,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    addresses: Sequence[NewAddress | Address | Mapping[str, object]] = (),
    language: str = "en",
    time_zone: str = "UTC",
    source: str | None = None,
    external_ref: str | None = None,
    consents: Sequence[NewConsent] = (),
) -> UUID:
    """Create a customer and tell their id.

    Phones come in any format; numbers without a country prefix are read as of the first address's country.
    Records `customer.created`. Refuses with `Invalid` naming the field, and with `Conflict` an `external_ref`
    that `source` has used before.
    """
    unit.actor.require(Permission.CUSTOMERS_WRITE)
    first, last = _check_names(first_name, last_name)
    checked_addresses = check_addresses(addresses)
    region = checked_addresses[0].address.country if checked_addresses else None
    checked_emails = check_emails(emails)
    checked_phones = check_phones(phones, region=region)
    checked_consents = check_consents(consents)
    origin = clean_text(source, field="source", most=60) if source else None
    reference = clean_text(external_ref, field="external_ref", most=200) if external_ref else None
    _refuse_taken_reference(unit, origin, reference)
    customer = Customer(
        id=new_id(at=unit.now),
        number=_next_number(unit),
        source=origin,
        external_ref=reference,
        first_name=first,
        last_name=last,
        sort_key=fold(f"{last} {first}".strip()),
        language=check_language(language),
        time_zone=check_time_zone(time_zone),
        created_at=unit.now,
    )
    unit.session.add(customer)
    unit.session.flush()
    write_emails(unit.session, customer.id, checked_emails)
    write_phones(unit.session, customer.id, checked_phones)
    write_addresses(unit.session, customer.id, checked_addresses)
    write_consents(unit, customer.id, checked_consents)
    write_words(unit.session, customer.id, words_for_customer(first, last, checked_emails))
    unit.record(
        "customer.created",
        stream=Stream.of_customer(customer.id),
        customer_id=customer.id,
        data={"number": customer.number, "language": customer.language, "source": customer.source},
        texts={"name": customer.name},
    )
    return customer.id


def _check_names(first_name: str, last_name: str) -> tuple[str, str]:
    first = clean_text(first_name, field="first_name", most=100, required=False)
    last = clean_text(last_name, field="last_name", most=100, required=False)
    if not first and not last:
        raise Invalid(
            field="last_name",
            code="missing",
            en="Give the customer a first or a last name.",
            fr="Donnez au client un prénom ou un nom.",
        )
    return first, last


def _next_number(unit: Unit) -> str:
    if unit.previewing:
        return f"K-preview-{new_id()}"
    number = unit.session.execute(text("SELECT nextval('customer_numbers')")).scalar_one()
    return f"K{number}"


def _refuse_taken_reference(unit: Unit, source: str | None, external_ref: str | None) -> None:
    if source is None or external_ref is None:
        return
    taken = select(Customer.id).where(Customer.source == source, Customer.external_ref == external_ref)
    if (standing := unit.session.execute(taken).scalar_one_or_none()) is not None:
        raise Conflict(
            code="duplicate_external_ref",
            field="external_ref",
            en=f"“{external_ref}” of {source} is already a customer.",
            fr=f"« {external_ref} » de {source} est déjà un client.",
            details={"customer_id": str(standing)},
        )
