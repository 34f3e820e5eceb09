"""What a message is for: whether it may wait, and which consent it needs."""

from typing import Final

SERVICE: Final = "service"
MARKETING: Final = "marketing"
SECURITY: Final = "security"  # codes
AWAITED: Final = "awaited"  # the customer asked for it just now, and looks for it
PURPOSES: Final = (SERVICE, MARKETING, SECURITY, AWAITED)
URGENT: Final = frozenset({SECURITY, AWAITED})


def consent_for(purpose: str) -> str:
    """The purpose that the customer said yes or no to."""
    return MARKETING if purpose == MARKETING else SERVICE
