"""What replies of mail servers mean: RFC 5321 (three digits) and RFC 3463 (5.1.1)."""

import re
from typing import Final

_ENHANCED: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# The mailbox or its domain does not exist, or has moved and left no address.
BAD_ADDRESS: Final = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10"})
# Of the mailbox's owner, or of us, and it passes: full, too much at once, our credentials, a greylist.
PASSING: Final = frozenset({"2.1", "2.2", "4.5", "7.8", "7.9"})
# Where a server says no more than three digits.
_PASSING_REPLIES: Final = frozenset({530, 534, 535, 538, 454})
_BAD_REPLIES: Final = frozenset({550, 551, 553})
_NO_SUCH: Final = re.compile(
    r"no such|unknown (user|recipient|mailbox)|(user|recipient|mailbox|address).{0,40}"
    r"(unknown|not found|does not exist|doesn.t exist|unavailable|rejected)",
    re.IGNORECASE,
)


def is_permanent(code: int, text: str) -> bool:
    """Whether the same mail will be refused again."""
    said = _detail(text)
    return 500 <= code < 600 and code not in _PASSING_REPLIES and said not in PASSING


def problem_with(code: int, text: str) -> str:
    """How the domain is told: "bad_address 550 …" where nothing ever arrives at the address, else "550 …"."""
    told, said = f"{code} {text}".strip()[:280], _detail(text)
    bad = said in BAD_ADDRESS if said else code in _BAD_REPLIES and bool(_NO_SUCH.search(text))
    return f"bad_address {told}" if bad and is_permanent(code, text) else told


def problem_of_bounce(status: str) -> str:
    """Of a report that a mail did not arrive, with a status such as 5.1.1."""
    told = f"mail {status or 'refused'}"
    return f"bad_address {told}" if status.startswith("5.") and status[2:] in BAD_ADDRESS else told


def _detail(text: str) -> str:
    found = _ENHANCED.search(text)
    return f"{found[2]}.{found[3]}" if found else ""
