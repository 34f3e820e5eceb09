"""What a person who signs in is known by, checked."""

import re
from zoneinfo import available_timezones

from domain.kernel.errors import Invalid
from domain.kernel.permissions import Role
from domain.kernel.text import clean_text

LANGUAGES = ("en", "fr")
MOST_NAME = 100
MOST_EMAIL = 254  # RFC 5321, the longest that can be delivered to
_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*")


def check_name(value: object) -> str:
    """A person's name, trimmed."""
    return clean_text(value, field="name", most=MOST_NAME)


def check_email(value: object) -> str:
    """`value` if it is written like an e-mail address; whether it can be delivered to is not asked."""
    text = clean_text(value, field="email", most=MOST_EMAIL)
    if not _EMAIL.fullmatch(text) or ".." in text:
        raise Invalid(
            field="email",
            code="not_an_email",
            en="“email” is not an e-mail address such as ana@example.com.",
            fr="« email » n’est pas une adresse comme ana@example.com.",
        )
    return text


def fold_email(email: str) -> str:
    """The form by which an e-mail is unique and found again."""
    return email.strip().casefold()


def check_role(value: object) -> Role:
    """`value` as one of the roles."""
    if value not in set(Role):
        names = ", ".join(Role)
        raise Invalid(
            field="role",
            code="unknown_role",
            en=f"“role” must be one of {names}.",
            fr=f"« role » doit être l’un de {names}.",
        )
    return Role(str(value))


def check_language(value: object) -> str:
    """`value` if the screens speak it."""
    if value not in LANGUAGES:
        raise Invalid(
            field="language",
            code="unknown_language",
            en="“language” must be en or fr.",
            fr="« language » doit être en ou fr.",
        )
    return str(value)


def check_time_zone(value: object) -> str:
    """`value` if it is an IANA time zone."""
    if not isinstance(value, str) or value not in available_timezones():
        raise Invalid(
            field="time_zone",
            code="unknown_time_zone",
            en="“time_zone” is not a time zone such as Europe/Paris.",
            fr="« time_zone » n’est pas un fuseau horaire comme Europe/Paris.",
        )
    return value
