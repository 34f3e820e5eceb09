"""Order numbers: as people see them, and as they type them."""

import re
import unicodedata
from uuid import UUID

from sqlalchemy import text

from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from domain.work.unit import Unit

LONGEST_NUMBER = 40


def number_key(number: str) -> str:
    """What is compared when people type a number: letters and digits only, upper case ("#w 237-8156" → "W2378156")."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", number)).upper()


def check_number(value: object, *, field: str = "number") -> str:
    """`value` as an order number, trimmed, or `Invalid`; it must hold a letter or digit."""
    number = clean_text(value, field=field, most=LONGEST_NUMBER)
    return number if number_key(number) else clean_text("", field=field, most=LONGEST_NUMBER)


def next_number(unit: Unit) -> str:
    """The next number of our own, `#C…`; a preview draws none."""
    if unit.previewing:
        return f"#preview-{new_id().hex[-8:]}"
    drawn = unit.session.execute(text("SELECT nextval('order_numbers')")).scalar_one()
    return f"#C{drawn}"


def as_id(value: str | UUID) -> UUID | None:
    """`value` as an id if it is one."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except ValueError:
        return None
