"""E-mail addresses and phone numbers: checked, and in the form they are kept in."""

import re
from uuid import UUID

import phonenumbers

from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from domain.models.customer import CustomerEmail, CustomerPhone

# Deliberately modest: one @, no spaces, a dot in the host. Whether mail arrives is found out by sending it.
_EMAIL = re.compile(r"[^@\s<>\"(),:;]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")


def check_email(value: object, *, field: str) -> str:
    """`value` as an e-mail address as it was written, trimmed; or `Invalid` naming `field`."""
    text = clean_text(value, field=field, most=254)
    if not _EMAIL.fullmatch(text):
        raise Invalid(
            field=field,
            code="not_an_email",
            en=f"“{field}” is not an e-mail address.",
            fr=f"« {field} » n’est pas une adresse e-mail.",
        )
    return text


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
        id=new_id(), customer_id=customer_id, address=address, folded=address.casefold(), position=position
    )


def phone_row(customer_id: UUID, e164: str, position: int) -> CustomerPhone:
    """The row that keeps `e164` (already checked)."""
    return CustomerPhone(
        id=new_id(), customer_id=customer_id, e164=e164, reversed=e164.lstrip("+")[::-1], position=position
    )
