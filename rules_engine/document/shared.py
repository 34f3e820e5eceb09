"""What rules and tables have in common: a name, a priority, whether and when they are in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules_engine.document.limits import LARGEST_PRIORITY, LONGEST_NAME, LONGEST_NOTE
from rules_engine.document.refuse import below, flag, instant, refusal, text, whole_number
from rules_engine.document.values import words
from rules_engine.vocabulary.terms import Words

SHARED: Final = ("priority", "enabled", "from", "to", "note")


@dataclass(frozen=True, slots=True)
class Shared:
    name: Words
    priority: int
    enabled: bool
    starts: int | None
    ends: int | None
    note: str


def read_shared(said: Mapping[str, Any], *, at: str) -> Shared:
    """These fields, checked; the end comes after the beginning."""
    starts = instant(said["from"], at=below(at, "from")) if "from" in said else None
    ends = instant(said["to"], at=below(at, "to")) if "to" in said else None
    if starts is not None and ends is not None and starts >= ends:
        en, fr = "must come after “from”.", "doit venir après « from »."
        raise refusal(below(at, "to"), code="wrong_dates", en=en, fr=fr)
    priority_at = below(at, "priority")
    return Shared(
        name=words(said["name"], at=below(at, "name"), most=LONGEST_NAME),
        priority=whole_number(said.get("priority", 0), at=priority_at, least=-LARGEST_PRIORITY, most=LARGEST_PRIORITY),
        enabled=flag(said.get("enabled", True), at=below(at, "enabled")),
        starts=starts,
        ends=ends,
        note=text(said.get("note", ""), at=below(at, "note"), most=LONGEST_NOTE, required=False, lines=True),
    )
