"""Headers, as far as they can be read."""

import re
from email.message import Message
from typing import Any, Final

_ID: Final = re.compile(r"<[^<>\s]{1,400}>")
_MOST_IDS: Final = 100
_BULK: Final = ("bulk", "junk", "auto_reply")
_SAYS_SO: Final = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id", "List-Unsubscribe")
_MACHINES: Final = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@")


def header(message: "Message[Any, Any]", name: str) -> str:
    """Its first value as text, "" where there is none. A header that the parser stumbles over is read as it stands."""
    try:
        return str(message.get(name) or "")
    except Exception:  # the parser of structured headers fails in many ways on what is sent in the wild
        raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
        return str(raw).replace("\n", " ").replace("\r", " ")


def ids_in(value: str) -> tuple[str, ...]:
    """The Message-IDs in their order, the last hundred."""
    return tuple(_ID.findall(value[-60_000:])[-_MOST_IDS:])


def is_automatic(message: "Message[Any, Any]") -> bool:
    """Whether no person wrote it: an answer while somebody is away, a list, a report (RFC 3834 and before)."""
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no"):
        return True
    if header(message, "Precedence").strip().lower() in _BULK or header(message, "Return-Path").strip() == "<>":
        return True
    sender = header(message, "From").lower()
    return any(header(message, name) for name in _SAYS_SO) or any(one in sender for one in _MACHINES)
