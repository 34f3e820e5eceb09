"""What somebody else changed in the part that is being written. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from console.rules_admin.changes.rows import Bit
from console.rules_admin.editor.said import calendar_said, calendar_sentences
from console.rules_admin.naming import queue_names
from console.ui.figures import Reader
from domain.kernel.errors import DomainError
from rules_engine.changes.marks import Piece, marked
from rules_engine.readback.part import read_part

AROUND: Final = ("family", "lists", "calendars", "names")


@dataclass(frozen=True, slots=True)
class Theirs:
    """`by`: who changed it, "" where nobody did. `gone`: they took it out. Else both sentences, with marks."""

    by: str = ""
    gone: bool = False
    before: list[Bit] = field(default_factory=list)
    after: list[Bit] = field(default_factory=list)


def theirs(
    before: Mapping[str, Any], after: Mapping[str, Any] | None, kind: str, around: Mapping[str, Any], by: str, lang: str
) -> Theirs:
    """What `by` made of the part; nothing where it is as it was."""
    if after is None:
        return Theirs(by=by, gone=True)
    if before == after:
        return Theirs()
    was, now = _said(before, kind, around, lang), _said(after, kind, around, lang)
    if was == now:
        return Theirs(by=by)
    old, new = marked(was, now)
    return Theirs(by=by, before=_bits(old), after=_bits(new))


def _said(part: Mapping[str, Any], kind: str, around: Mapping[str, Any], language: str) -> str:
    if kind not in ("rules", "tables"):
        says = ", ".join(part.get("values", ())) if kind == "lists" else _calendar(part, language)
        called = str(part.get("name", {}).get(language, ""))
        return f"{called}: {says}" if called else says
    try:
        plain = {key: value for key, value in part.items() if key != "id"}
        words = read_part(around, "rules" if kind == "rules" else "tables", plain, names=queue_names())
        return words.in_language(language)
    except DomainError:
        return ""


def _calendar(part: Mapping[str, Any], language: str) -> str:
    reader = Reader(language, ZoneInfo("UTC"), datetime.now(UTC))
    return calendar_sentences(calendar_said(dict(part)), reader)[language]


def _bits(pieces: Sequence[Piece]) -> list[Bit]:
    return [Bit(each.text, each.marked) for each in pieces]
