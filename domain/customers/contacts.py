"""Phone numbers, checked; and the rows that keep contacts."""

from uuid import UUID

import phonenumbers

from domain.kernel.email import fold_email
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from domain.models.customer import CustomerEmail, CustomerPhone


def check_phone(value: object, *, field: str, region: str | None) -> str:
    """`value`, in any format people write, as E.164. `region` (a country code) reads numbers without a prefix."""
    text = clean_text(value, field=field, most=40)
    try:
        number = phonenumbers.parse(text, region)
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    raise Invalid(
        field=field,
        code="not_a_phone_number",
        en=f"“{field}” is not a phone number; write it with its country prefix, such as +33 6 12 34 56 78.",
        fr=f"« {field} » n’est pas un numéro de téléphone ; écrivez-le avec son indicatif, "
        "par exemple +33 6 12 34 56 78.",
    )


def email_row(customer_id: UUID, address: str, position: int) -> CustomerEmail:
    """The row that keeps `address` (already checked)."""
    return CustomerEmail(
        id=new_id(), customer_id=customer_id, address=address, folded=fold_email(address), position=position
    )


def phone_row(customer_id: UUID, e164: str, position: int) -> CustomerPhone:
    """The row that keeps `e164` (already checked)."""
    return CustomerPhone(
        id=new_id(), customer_id=customer_id, e164=e164, reversed=e164.lstrip("+")[::-1], position=position
    )
