"""Contacts and addresses as somebody sees them who has not made sure yet of whom they speak with."""

import re

import phonenumbers

HIDDEN = "•••"


def mask_email(address: str) -> str:
    """First letters and the end of the host: "marie.dupont@example.org" becomes "m•••@e•••.org"."""
    name, _, host = address.rpartition("@")
    first, dot, end = host.rpartition(".")
    shown = f"{first[:1]}{HIDDEN}{dot}{end}" if dot else f"{host[:1]}{HIDDEN}"
    return f"{name[:1]}{HIDDEN}@{shown}"


def mask_phone(e164: str) -> str:
    """Country, first digit and the last two: "+33612345678" becomes "+33 6 •• •• •• 78"."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return f"{HIDDEN}{e164[-2:]}"
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    prefix = f"+{number.country_code}"
    rest = written.removeprefix(prefix)
    places = [found.start() for found in re.finditer(r"\d", rest)]
    hidden = set(places[1:-2])
    return prefix + "".join("•" if i in hidden else letter for i, letter in enumerate(rest))


def mask_contact(channel: str, address: str) -> str:
    """`address` of the channel "email" or "sms" (a phone number), masked."""
    return mask_email(address) if channel == "email" else mask_phone(address)


def is_masked(text: str) -> bool:
    """Whether something was taken out of `text` here."""
    return "•" in text
