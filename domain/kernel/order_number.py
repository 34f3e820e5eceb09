"""An order as people name it: by its number, in any spelling, or by its id."""

import re
import unicodedata
from uuid import UUID


def number_key(number: str) -> str:
    """What is compared when people type a number: letters and digits only, upper case ("#w 237-8156" → "W2378156")."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", number)).upper()


def as_id(value: str | UUID) -> UUID | None:
    """`value` as an id if it is one."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except ValueError:
        return None
