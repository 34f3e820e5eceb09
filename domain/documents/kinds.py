"""Which files are taken: known by their first bytes, never by what they claim to be."""

from domain.kernel.errors import Invalid

LARGEST_FILE = 10_000_000  # bytes
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
TAKEN = ("PNG", "JPEG", "GIF", "WebP", "PDF", "text")


def check_file(content: bytes, *, field: str) -> str:
    """The media type of `content`, or `Invalid` naming `field` for what is empty, too large, or not of `TAKEN`."""
    if not content:
        raise _refused(field, "empty_file", "The file is empty.", "Le fichier est vide.")
    if len(content) > LARGEST_FILE:
        raise _refused(field, "file_too_large", "The file is larger than 10 MB.", "Le fichier dépasse 10 Mo.")
    found = _media_type(content)
    if found is None:
        kinds = ", ".join(TAKEN)
        raise _refused(
            field, "file_not_taken", f"Only these are taken: {kinds}.", f"Seuls ces formats sont acceptés : {kinds}."
        )
    return found


def _media_type(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    known = next((media_type for magic, media_type in _MAGIC if content.startswith(magic)), None)
    return known or ("text/plain" if _is_text(content) else None)


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text)


def _refused(field: str, code: str, en: str, fr: str) -> Invalid:
    return Invalid(field=field, code=code, en=en, fr=fr)
