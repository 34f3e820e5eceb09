"""What customers can be looked for by."""

from sqlalchemy import ColumnElement, exists

from domain.customers.contacts import check_phone
from domain.kernel.errors import Invalid
from domain.kernel.text import fold, words_of
from domain.models.customer import Customer, CustomerAddress, CustomerEmail, CustomerPhone, CustomerWord


def matching(
    email: str | None,
    phone: str | None,
    q: str | None,
    first_name: str | None,
    last_name: str | None,
    postal_code: str | None,
) -> list[ColumnElement[bool]]:
    """The conditions on `Customer` for what is given; `Invalid` names what cannot be looked for."""
    conditions: list[ColumnElement[bool]] = []
    if email:
        own = CustomerEmail.customer_id == Customer.id
        conditions.append(exists().where(own, CustomerEmail.folded == email.strip().casefold()))
    if phone:
        own = CustomerPhone.customer_id == Customer.id
        conditions.append(exists().where(own, _phone_matches(phone)))
    for name, words in (("first_name", first_name), ("last_name", last_name), ("q", q)):
        conditions.extend(_has_word(word) for word in _checked_words(words, field=name))
    if first_name or last_name:
        conditions.append(_is_named(first_name or "", last_name or ""))
    if postal_code:
        own = CustomerAddress.customer_id == Customer.id
        conditions.append(exists().where(own, CustomerAddress.postal_code == postal_code.strip()))
    return conditions


def _is_named(first_name: str, last_name: str) -> ColumnElement[bool]:
    """By the sort key, which is the last and then the first name, folded."""
    key = fold(" ".join(f"{last_name} {first_name}".split()))
    same = Customer.sort_key == key
    if first_name and last_name:
        return same
    if last_name:
        return same | Customer.sort_key.startswith(f"{key} ", autoescape=True)
    return same | Customer.sort_key.endswith(f" {key}", autoescape=True)


def _checked_words(text: str | None, *, field: str) -> list[str]:
    words = [word for word in words_of(text or "") if len(word) > 1]
    if text and not fold(text).strip():
        raise Invalid(field=field, code="missing", en=f"“{field}” is empty.", fr=f"« {field} » est vide.")
    return words


def _has_word(word: str) -> ColumnElement[bool]:
    return exists().where(CustomerWord.customer_id == Customer.id, CustomerWord.word == word)


def _phone_matches(phone: str) -> ColumnElement[bool]:
    try:
        return CustomerPhone.e164 == check_phone(phone, field="phone", region=None)
    except Invalid:
        digits = "".join(letter for letter in phone if letter.isdigit()).lstrip("0")
        if len(digits) < 6:
            raise
        return CustomerPhone.reversed.startswith(digits[::-1], autoescape=True)
