"""The text of an entry, as it may be kept."""

from typing import Final

from domain.kernel.text import clean_text

LONGEST_BODY: Final = 20_000
LONGEST_PREVIEW: Final = 140


def clean_body(text: str, *, field: str = "body", required: bool = True) -> str:
    """`text` trimmed, its lines kept; `Invalid` naming `field` for what is blank (if `required`) or too long."""
    return clean_text(text, field=field, most=LONGEST_BODY, required=required, lines=True)


def preview_of(body: str) -> str:
    """The beginning of `body` on one line."""
    line = " ".join(body.split())
    return line if len(line) <= LONGEST_PREVIEW else line[: LONGEST_PREVIEW - 1].rstrip() + "…"
