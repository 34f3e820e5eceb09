"""What differences show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a sentence, or a cell; `marked`: it differs."""

    text: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class DetailLine:
    """Something beside the sentence: its name, the priority, the dates. Empty: there is, or was, none."""

    label: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of a table as it was or is. `side`: before, after or moved."""

    side: str = ""
    number: str = ""
    what: str = ""
    cells: list[Bit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A rule or a table that is not as it was. `change`: added, removed, changed or moved."""

    key: str = ""
    name: str = ""
    change: str = ""
    state: str = ""
    tone: str = ""
    moved: str = ""
    before: list[Bit] = field(default_factory=list)
    after: list[Bit] = field(default_factory=list)
    details: list[DetailLine] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[RowLine] = field(default_factory=list)
    more: str = ""


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A list, a calendar or an example: what is said of it, what came and what went."""

    name: str = ""
    state: str = ""
    tone: str = ""
    added: str = ""
    removed: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the unified diff. `side`: before, after, place or nothing."""

    text: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str = ""
    label: str = ""
