"""A password that can be read out over the phone."""

import secrets
from typing import Final

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
_GROUPS: Final = 4


def suggest_password() -> str:
    """Four groups of four, about 79 bits: h4tm-xq7k-9wbz-c3re."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GROUPS))
