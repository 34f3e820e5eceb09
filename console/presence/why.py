"""Why somebody is not there, in words."""

from typing import Final

# Why somebody is away or offline who did not say so.
NOT_SAID: Final = {
    "silent": "screen is silent",
    "unanswered": "offers not answered",
    "signed_out": "signed out",
}
GONE: Final = {"away": "away", "offline": "offline", **NOT_SAID}
