"""What customers can be looked for by."""

from sqlalchemy import ColumnElement, exists, false

from domain.customers.contacts import check_phone
from domain.kernel.errors import Invalid
from domain.kernel.text import fold, sought_text, words_of
from domain.models.customer import Customer, CustomerAddress, CustomerEmail, CustomerPhone, CustomerWord

FOUND = Customer.__table__.alias("found").c  # the record that matches, which may be merged into another


def matching(
    email: str | None,
    phone: str | None,
    q: str | None,
    first_name: str | None,
    last_name: str | None,
    postal_code: str | None,
    source: str | None,
    external_ref: str | None,
) -> list[ColumnElement[bool]]:
    """The conditions on `FOUND` for what is given; `Invalid` names what cannot be looked for."""
    conditions: list[ColumnElement[bool]] = []
    if email:
        own = CustomerEmail.customer_id == FOUND.id
        conditions.append(exists().where(own, CustomerEmail.folded == sought_text(email).casefold()))
    if phone:
        own = CustomerPhone.customer_id == FOUND.id
        conditions.append(exists().where(own, _phone_matches(phone)))
    for name, words in (("first_name", first_name), ("last_name", last_name), ("q", q)):
        conditions.extend(_has_words(words, field=name) if words else ())
    if first_name or last_name:
        conditions.append(_is_named(sought_text(first_name), sought_text(last_name)))
    if postal_code:
        wanted = sought_text(postal_code)
        own = CustomerAddress.customer_id == FOUND.id
        conditions.append(exists().where(own, CustomerAddress.postal_code.in_({wanted, wanted.upper()})))
    if source:
        conditions.append(FOUND.source == sought_text(source))
    if external_ref:
        conditions.append(FOUND.external_ref == sought_text(external_ref))
    return conditions


def _is_named(first_name: str, last_name: str) -> ColumnElement[bool]:
    """By the sort key, which is the last and then the first name, folded."""
    key = fold(" ".join(f"{last_name} {first_name}".split()))
    same = FOUND.sort_key == key
    if first_name and last_name:
        return same
    if last_name:
        return same | FOUND.sort_key.startswith(f"{key} ", autoescape=True)
    return same | FOUND.sort_key.endswith(f" {key}", autoescape=True)


def _has_words(text: str, *, field: str) -> list[ColumnElement[bool]]:
    if not fold(text).strip():
        raise Invalid(field=field, code="missing", en=f"“{field}” is empty.", fr=f"« {field} » est vide.")
    words = [word for word in words_of(text) if len(word) > 1]
    own = CustomerWord.customer_id == FOUND.id
    found: list[ColumnElement[bool]] = [exists().where(own, CustomerWord.word == word) for word in words]
    return found if found or field != "q" else [false()]


def _phone_matches(phone: str) -> ColumnElement[bool]:
    try:
        return CustomerPhone.e164 == check_phone(phone, field="phone", region=None)
    except Invalid:
        digits = "".join(letter for letter in phone if letter.isdigit()).lstrip("0")
        if len(digits) < 6:
            raise
        return CustomerPhone.reversed.startswith(digits[::-1], autoescape=True)
