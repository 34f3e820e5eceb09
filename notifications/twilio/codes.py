"""What Twilio's error codes mean for a message: https://www.twilio.com/docs/api/errors."""

from typing import Final

# The vendor has too much to do, or we ask too fast: nothing is wrong with the message.
PASSING: Final = frozenset({14107, 20003, 20005, 20429, 21611, 30001, 30002, 30022, 30023, 63018})
# The number wrote STOP.
OPTED_OUT: Final = frozenset({21610})
# No SMS ever arrives at this number: it does not exist, or is no mobile phone.
BAD_ADDRESS: Final = frozenset({21211, 21214, 21217, 21421, 21614, 30005, 30006, 30011})


def is_passing(code: int | None, status: int) -> bool:
    """Whether the same request may be taken later. Refused credentials are ours to mend, not the message's end."""
    return code in PASSING or status in (401, 408, 425, 429)


def problem_with(code: int | str | None, words: str = "") -> str:
    """How the domain is told: "opted_out", "bad_address twilio 21614 …", or "twilio 30003 …"."""
    number = int(digits) if (digits := str(code or "")).isdigit() else 0
    if number in OPTED_OUT:
        return "opted_out"
    told = f"twilio {number or code} {words}".strip()[:280]
    return f"bad_address {told}" if number in BAD_ADDRESS else told
