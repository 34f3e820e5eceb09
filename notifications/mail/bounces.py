"""Reports that a mail did not arrive (RFC 3464)."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Final

from notifications.mail.headers import header, ids_in

_FAILED: Final = ("failed", "expired")


@dataclass(frozen=True, slots=True)
class Bounce:
    """`message_id` is that of the mail that did not arrive, "" where the report does not say; `status` as 5.1.1."""

    message_id: str
    recipient: str
    status: str


def bounces_in(message: EmailMessage) -> tuple[Bounce, ...]:
    """Nothing for a mail that is no report, or one of something that did arrive or may yet."""
    if message.get_content_type() != "multipart/report":
        return ()
    parts = _inside(message)
    original = next((id for part in parts for id in _original(part)), "")
    groups = [
        group for part in parts if part.get_content_type() == "message/delivery-status" for group in _inside(part)
    ]
    failed = [group for group in groups if header(group, "Action").strip().lower() in _FAILED]
    return tuple(
        Bounce(original, header(one, "Final-Recipient").rpartition(";")[2].strip(), header(one, "Status").strip()[:20])
        for one in failed
    )


def _inside(part: Any) -> list[Any]:
    found = part.get_payload()
    return [one for one in found if hasattr(one, "get_content_type")] if isinstance(found, list) else []


def _original(part: Any) -> tuple[str, ...]:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return ids_in(next((header(one, "Message-ID") for one in _inside(part)), ""))
    if kind == "text/rfc822-headers":
        text = part.get_payload(decode=True) or b""
        lines = text.decode("utf-8", errors="replace").splitlines() if isinstance(text, bytes) else []
        return next((ids_in(line) for line in lines if line.lower().startswith("message-id:")), ())
    return ()
