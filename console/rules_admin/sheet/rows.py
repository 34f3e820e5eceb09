"""What the rules of a version or a draft show, ready to be read."""

from dataclasses import dataclass, field

from console.rules_admin.findings.rows import FindingLine


@dataclass(frozen=True, slots=True)
class Concluder:
    """A rule or a table that concludes a fact."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ConcludedFact:
    """A fact that rules conclude, and which."""

    label: str = ""
    by: list[Concluder] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule. `sentence` is in the reader's language; `other` in the other one. `sought`: what a search looks in.
    `concluded`: facts of its condition that other rules conclude.
    """

    id: str = ""
    href: str = ""
    name: str = ""
    sentence: str = ""
    other: str = ""
    priority: str = ""
    dates: str = ""
    off: bool = False
    note: str = ""
    sought: str = ""
    concluded: list[ConcludedFact] = field(default_factory=list)
    findings: list[FindingLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number, its cells, then what it says. `key` names it among all; `sentence` reads it as the rule that
    it is; `wrong`: what was found about it.
    """

    key: str = ""
    number: str = ""
    cells: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    sentence: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A decision table with its columns; `more`: how many rows are not shown. `findings` are of its rows as well."""

    id: str = ""
    href: str = ""
    name: str = ""
    policy: str = ""
    inputs: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    more: str = ""
    priority: str = ""
    dates: str = ""
    off: bool = False
    note: str = ""
    sought: str = ""
    findings: list[FindingLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list that rules name, with what is on it; `kept`: it is there, else it may be begun."""

    name: str = ""
    href: str = ""
    label: str = ""
    on_it: str = ""
    kept: bool = True


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What is shown: its title and state, who wrote and reviewed it, what it began from."""

    title: str = ""
    state: str = ""
    tone: str = ""
    by: str = ""
    since: str = ""
    since_exact: str = ""
    number: str = ""
    live: bool = False
