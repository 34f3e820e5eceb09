"""Order numbers: as people see them, and as they type them."""

from sqlalchemy import text

from domain.kernel.ids import new_id
from domain.kernel.order_number import as_id, number_key
from domain.kernel.text import clean_text
from domain.work.unit import Unit

__all__ = ["as_id", "check_number", "next_number", "number_key"]

LONGEST_NUMBER = 40


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
