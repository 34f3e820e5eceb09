"""What identifies a customer: names, language, contacts, addresses. Checked together, written together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from domain.customers.contacts import check_phone, email_row, phone_row
from domain.kernel.address import Address
from domain.kernel.email import check_email
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from domain.models.customer import CustomerAddress, CustomerEmail, CustomerPhone

MOST_CONTACTS = 10
LONGEST_LABEL = 40


@dataclass(frozen=True)
class NewAddress:
    """A postal address and what the customer calls it ("home", "work")."""

    address: Address
    label: str = ""


def check_emails(values: Sequence[object]) -> list[str]:
    """Every address checked, doubles dropped; `Invalid` names `emails[2]`."""
    _check_count(values, field="emails")
    checked = [check_email(value, field=f"emails[{i}]") for i, value in enumerate(values)]
    return list({address.casefold(): address for address in reversed(checked)}.values())[::-1]


def check_phones(values: Sequence[object], *, region: str | None) -> list[str]:
    """Every number checked and in E.164, doubles dropped; `Invalid` names `phones[0]`."""
    _check_count(values, field="phones")
    return list(dict.fromkeys(check_phone(v, field=f"phones[{i}]", region=region) for i, v in enumerate(values)))


def check_addresses(values: Sequence[NewAddress | Address | Mapping[str, object]]) -> list[NewAddress]:
    """Every address checked; a mapping has the keys of `Address` and may have `label`."""
    _check_count(values, field="addresses")
    return [_address(value, f"addresses[{i}]") for i, value in enumerate(values)]


def write_emails(session: Session, customer_id: UUID, addresses: Sequence[str]) -> None:
    """Replace the customer's e-mail addresses."""
    session.execute(delete(CustomerEmail).where(CustomerEmail.customer_id == customer_id))
    session.add_all(email_row(customer_id, address, i) for i, address in enumerate(addresses))


def write_phones(session: Session, customer_id: UUID, numbers: Sequence[str]) -> None:
    """Replace the customer's phone numbers."""
    session.execute(delete(CustomerPhone).where(CustomerPhone.customer_id == customer_id))
    session.add_all(phone_row(customer_id, number, i) for i, number in enumerate(numbers))


def write_addresses(session: Session, customer_id: UUID, addresses: Sequence[NewAddress]) -> None:
    """Replace the customer's postal addresses; the first is the default."""
    session.execute(delete(CustomerAddress).where(CustomerAddress.customer_id == customer_id))
    session.add_all(
        CustomerAddress(id=new_id(), customer_id=customer_id, label=new.label, position=i, **new.address.as_dict())
        for i, new in enumerate(addresses)
    )


def _address(value: NewAddress | Address | Mapping[str, object], field: str) -> NewAddress:
    if isinstance(value, NewAddress):
        return NewAddress(value.address, label=_check_label(value.label, field))
    if isinstance(value, Address):
        return NewAddress(value)
    address = Address.parse(value, field=field)
    label = value.get("label") if isinstance(value, Mapping) else ""
    return NewAddress(address, label=_check_label(label, field))


def _check_label(value: object, field: str) -> str:
    return clean_text(value, field=f"{field}.label", most=LONGEST_LABEL, required=False)


def _check_count(values: Sequence[object], *, field: str) -> None:
    if isinstance(values, str) or len(values) > MOST_CONTACTS:
        raise Invalid(
            field=field,
            code="too_many",
            en=f"“{field}” must be a list of at most {MOST_CONTACTS}.",
            fr=f"« {field} » doit être une liste d’au plus {MOST_CONTACTS} éléments.",
        )
