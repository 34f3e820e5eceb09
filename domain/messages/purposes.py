"""What a message is for: whether it may wait, and which consent it needs."""

from typing import Final

SERVICE: Final = "service"
MARKETING: Final = "marketing"
SECURITY: Final = "security"  # codes
AWAITED: Final = "awaited"  # the customer asked for it just now, and looks for it
SURVEY: Final = "survey"  # a question to the customer
COURTESY: Final = "courtesy"  # a gift: good to know, and no order needs it
PURPOSES: Final = (SERVICE, MARKETING, SECURITY, AWAITED, SURVEY, COURTESY)
URGENT: Final = frozenset({SECURITY, AWAITED})
# What nobody waits for: e-mails rest at night as well.
OPTIONAL: Final = frozenset({MARKETING, SURVEY, COURTESY})
# What is not worth sending late: over the cap it is not sent at all.
FLEETING: Final = frozenset({MARKETING, SURVEY})
_CONSENTS: Final = {MARKETING: MARKETING, SURVEY: SURVEY, COURTESY: MARKETING}


def consent_for(purpose: str) -> str:
    """The purpose that the customer said yes or no to."""
    return _CONSENTS.get(purpose, SERVICE)


def is_allowed(purpose: str, *, service: bool | None, own: bool | None) -> bool:
    """Whether they may be written to, by what they said to service messages and to `consent_for` (None: nothing).

    For marketing they must have said yes; for anything else neither of the two may be no.
    """
    if purpose == MARKETING:
        return own is True
    return service is not False and own is not False
