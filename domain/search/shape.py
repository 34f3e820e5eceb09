"""What a typed text can be, told by its look: nothing is asked of the database here."""

import re
import unicodedata

FEWEST_DIGITS = 4
FEWEST_OF_A_PHONE = 7  # so many digits and nothing else are a phone number, not words

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # comes along when numbers are copied
_DASHES = "[\u2010-\u2015\u2212]"
_LABEL = re.compile(r"^(tel|tél|téléphone|telephone|phone|mobile|mob|portable|fax)\s*[.:]?\s*(?=[+(\d])", re.IGNORECASE)
_EMAIL = re.compile(r"(?:mailto:|<)?[^\s@<>]+@[^\s@<>]*>?", re.IGNORECASE)
_CUSTOMER_NUMBER = re.compile(r"#?\s*(k\d+)", re.IGNORECASE)


def is_email(wanted: str) -> bool:
    """Whether it is an e-mail address, or the beginning of one with its @; such a text is nothing else."""
    return _EMAIL.fullmatch(wanted) is not None


def is_code(wanted: str) -> bool:
    """Whether it is an e-mail address, a phone number, or one word with a digit in it, as numbers and SKUs are."""
    one_word = not any(letter.isspace() for letter in wanted) and any(letter.isdigit() for letter in wanted)
    return one_word or is_email(wanted) or bool(phone_digits(wanted)) or bool(customer_number(wanted))


def is_phone(wanted: str) -> bool:
    """Whether it is digits enough for a phone number and nothing else."""
    return len(phone_digits(wanted)) >= FEWEST_OF_A_PHONE


def phone_digits(wanted: str) -> str:
    """The digits that a phone number may end with, without leading zeros; empty if it is no part of a number."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", wanted))
    written = _LABEL.sub("", re.sub(_DASHES, "-", plain))
    if not re.fullmatch(r"[+()\d\s./-]+", written):
        return ""
    digits = re.sub(r"\D", "", re.sub(r"\(\s*0\s*\)", "", written)).lstrip("0")
    return digits if len(digits) >= FEWEST_DIGITS else ""


def customer_number(wanted: str) -> str:
    """A customer's number as it is kept, or empty."""
    number = _CUSTOMER_NUMBER.fullmatch(wanted)
    return number[1].upper() if number else ""
