"""Whose order it is: a customer who is known, or a new one."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domain.connectors.particulars import at
from domain.connectors.records import Buyer
from domain.customers.contacts import check_phone
from domain.customers.create import create_customer
from domain.kernel.address import Address
from domain.kernel.email import check_email, fold_email
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.text import fold
from domain.models.customer import Customer, CustomerEmail, CustomerPhone
from domain.work.unit import Unit


def match_customer(unit: Unit, buyer: Buyer, address: Address, *, source: str) -> UUID:
    """The customer by the sender's own name for them, else by e-mail, else by phone; else a new one.

    Where several share an e-mail or a phone (a household) it is the one of the same name, and nobody else of them.
    A new one lives at `address`. `Invalid` names a field of `buyer`.
    """
    if buyer.external_ref and (known := _by_reference(unit, source, buyer.external_ref)):
        return known
    emails = [fold_email(check_email(email, field=f"buyer.emails[{i}]")) for i, email in enumerate(buyer.emails)]
    phones = [
        check_phone(phone, field=f"buyer.phones[{i}]", region=address.country) for i, phone in enumerate(buyer.phones)
    ]
    name = fold(f"{buyer.last_name} {buyer.first_name}".strip())
    found = _the_one(unit, name, _has_email(emails)) or _the_one(unit, name, _has_phone(phones))
    return found or _new(unit, buyer, address, source)


def _by_reference(unit: Unit, source: str, reference: str) -> UUID | None:
    query = select(func.coalesce(Customer.merged_into_id, Customer.id)).where(
        Customer.source == source, Customer.external_ref == reference, Customer.erased_at.is_(None)
    )
    return unit.session.execute(query).scalar_one_or_none()


def _has_email(folded: list[str]) -> ColumnElement[bool] | None:
    return (
        Customer.id.in_(select(CustomerEmail.customer_id).where(CustomerEmail.folded.in_(folded))) if folded else None
    )


def _has_phone(numbers: list[str]) -> ColumnElement[bool] | None:
    return (
        Customer.id.in_(select(CustomerPhone.customer_id).where(CustomerPhone.e164.in_(numbers))) if numbers else None
    )


def _the_one(unit: Unit, name: str, has: ColumnElement[bool] | None) -> UUID | None:
    if has is None:
        return None
    query = select(func.coalesce(Customer.merged_into_id, Customer.id), Customer.sort_key).where(
        has, Customer.erased_at.is_(None)
    )
    found = unit.session.execute(query.order_by(Customer.created_at, Customer.id)).all()
    if len({id for id, _ in found}) == 1:
        return UUID(str(found[0][0]))
    return next((UUID(str(id)) for id, key in found if key == name), None)


def _new(unit: Unit, buyer: Buyer, address: Address, source: str) -> UUID:
    if not (buyer.first_name or buyer.last_name):
        raise Invalid(
            field="buyer.last_name",
            code="missing",
            en="It does not say who ordered.",
            fr="Le nom de l’acheteur manque.",
        )
    # Their own name for somebody who was erased here stays taken: the new record goes without one.
    taken = select(Customer.id).where(Customer.source == source, Customer.external_ref == buyer.external_ref)
    free = buyer.external_ref and unit.session.execute(taken).first() is None
    try:
        return create_customer(
            unit,
            first_name=buyer.first_name,
            last_name=buyer.last_name,
            emails=buyer.emails,
            phones=buyer.phones,
            addresses=[address],
            language=buyer.language,
            source=source,
            external_ref=buyer.external_ref if free else None,
        )
    except DomainError as refusal:
        raise at(refusal, f"buyer.{refusal.field}") if refusal.field else refusal from refusal
