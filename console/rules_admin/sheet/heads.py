"""The head of a version or a draft. Pure."""

from typing import Final

from console.rules_admin.sheet.rows import SheetHead
from console.rules_admin.titles import title_words
from console.ui.figures import Reader
from rules_engine.publishing.rows import DraftRow, VersionRow

TONES: Final = {"open": "", "in_review": "amber", "approved": "blue", "published": "green", "discarded": ""}


def version_head(row: VersionRow, reader: Reader) -> SheetHead:
    """A published version."""
    return SheetHead(
        title=title_words(row.title, row.title_fr, reader),
        state=reader.say("live") if row.live else reader.say("not live"),
        tone="green" if row.live else "",
        by=reader.say("Written by {writers}, reviewed by {reviewer}", writers=row.written_by, reviewer=row.reviewed_by),
        since=reader.say("Published {when} by {name}", when=reader.moment(row.published_at), name=row.published_by),
        since_exact=reader.exact(row.published_at),
        number=str(row.number),
        live=row.live,
    )


def draft_head(row: DraftRow, reader: Reader) -> SheetHead:
    """A draft, whatever has become of it."""
    began = reader.say("From version {number}", number=row.base) if row.base is not None else reader.say("From nothing")
    return SheetHead(
        title=title_words(row.title, row.title_fr, reader),
        state=draft_state(row.status, reader),
        tone=TONES[row.status],
        by=f"{began} · {', '.join(row.writers)}",
        since=reader.say("Changed {when} by {name}", when=reader.moment(row.changed_at), name=row.changed_by),
        since_exact=reader.exact(row.changed_at),
    )


def draft_state(status: str, reader: Reader) -> str:
    """Where a draft stands, in a word or two."""
    words = {
        "open": reader.say("being written"),
        "in_review": reader.say("in review"),
        "approved": reader.say("approved"),
        "published": reader.say("published"),
        "discarded": reader.say("given up"),
    }
    return words[status]
