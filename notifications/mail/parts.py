"""The parts of an e-mail: its text, and what is attached."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, Final

from notifications.mail.html import text_of_html

MOST_FILES: Final = 10
LARGEST_FILE: Final = 10_000_000  # bytes
_MOST_PARTS: Final = 200
_LONGEST_HTML: Final = 2_000_000  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """A file. `content` is None for one that is too large, or one too many."""

    name: str
    content: bytes | None = field(repr=False)


def body_of(message: EmailMessage) -> str:
    """The text as its sender wrote it; that of the HTML part where there is no other."""
    for kind, read in (("plain", str), ("html", text_of_html)):
        texts = [read(_text_of(part)[:_LONGEST_HTML]) for part in _inline(message, f"text/{kind}")]
        if text := "\n\n".join(one for one in texts if one.strip()):
            return text
    return ""


def attached_to(message: EmailMessage) -> tuple[Part, ...]:
    """Every file, in its order; pictures inside the text are files as well."""
    files: list[Part] = []
    for part in _leaves(message):
        if not _is_file(part):
            continue
        content = _bytes_of(part)
        name = _name_of(part) or f"file-{len(files) + 1}"
        takes = bool(content) and len(content) <= LARGEST_FILE and len(files) < MOST_FILES
        files.append(Part(name, content if takes else None))
    return tuple(files)


def _leaves(message: EmailMessage) -> Iterator[Any]:
    """The parts that hold something. A mail that was forwarded whole is not looked into."""
    waiting: list[Any] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        inside = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() == "message/rfc822" or not isinstance(inside, list):
            yield part
        else:
            waiting[:0] = [each for each in inside if hasattr(each, "get_content_type")]


def _inline(message: EmailMessage, kind: str) -> Iterator[Any]:
    return (part for part in _leaves(message) if part.get_content_type() == kind and not _is_file(part))


def _is_file(part: Any) -> bool:
    if _disposition(part) == "attachment" or _name_of(part):
        return True
    return part.get_content_maintype() not in ("text", "multipart", "message")


def _disposition(part: Any) -> str:
    try:
        return str(part.get_content_disposition() or "")
    except Exception:  # see `header`
        return ""


def _name_of(part: Any) -> str:
    try:
        name = str(part.get_filename() or "")
    except Exception:  # see `header`
        name = ""
    name = "".join(letter for letter in name if letter.isprintable()).replace("\\", "/").rsplit("/", 1)[-1]
    return name[:200].strip()


def _bytes_of(part: Any) -> bytes:
    try:
        if part.get_content_type() == "message/rfc822":
            return bytes(part.get_payload(0).as_bytes())
        found = part.get_payload(decode=True)
    except Exception:  # a transfer encoding that is none
        return b""
    return found if isinstance(found, bytes) else b""


def _text_of(part: Any) -> str:
    """By the charset that is named; where that is unknown or wrong, as UTF-8 or else as Western text."""
    content = _bytes_of(part)
    try:
        named = str(part.get_content_charset() or "utf-8")
        return content.decode(named)
    except (LookupError, UnicodeError, ValueError):
        pass
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
