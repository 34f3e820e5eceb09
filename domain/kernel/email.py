"""E-mail addresses: written like one, and the form they are compared in."""

import re

from domain.kernel.errors import Invalid
from domain.kernel.text import clean_text

LONGEST = 254  # RFC 5321, the longest that can be delivered to
# Deliberately modest: one @, no spaces, a dot in the host. Whether mail arrives is found out by sending it.
_EMAIL = re.compile(r"[^@\s<>\"(),:;]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")


def check_email(value: object, *, field: str = "email") -> str:
    """`value` as an e-mail address as it was written, trimmed; or `Invalid` naming `field`."""
    text = clean_text(value, field=field, most=LONGEST)
    if not _EMAIL.fullmatch(text):
        raise Invalid(
            field=field,
            code="not_an_email",
            en=f"“{field}” is not an e-mail address.",
            fr=f"« {field} » n’est pas une adresse e-mail.",
        )
    return text


def fold_email(email: str) -> str:
    """The form by which an address is found again: trimmed, without case."""
    return email.strip().casefold()
