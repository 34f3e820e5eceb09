"""What backtests and shadows show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list of runs."""

    id: str = ""
    href: str = ""
    label: str = ""
    detail: str = ""
    exact: str = ""
    state: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class RunCard:
    """The run on the screen. `percent` of it is done; `compared` says with what; `note` what is wrong with it."""

    id: str = ""
    state: str = ""
    tone: str = ""
    running: bool = False
    outdated: bool = False
    percent: int = 0
    progress: str = ""
    replayed: str = ""
    differ: str = ""
    share: str = ""
    unreplayable: str = ""
    differing: int = 0
    lost: int = 0
    what: str = ""
    compared: str = ""
    by: str = ""
    note: str = ""
    can_cancel: bool = False


@dataclass(frozen=True, slots=True)
class BarLine:
    """A value with its two bars; `before` and `after` are widths in percent of the longest."""

    label: str = ""
    before: str = "0"
    after: str = "0"
    before_text: str = ""
    after_text: str = ""
    change: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ChartCard:
    """Something that is counted, before and after."""

    key: str = ""
    title: str = ""
    bars: list[BarLine] = field(default_factory=list)
    more: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """Something that would have been decided otherwise. `reason`: why it could not be replayed."""

    key: str = ""
    title: str = ""
    href: str = ""
    when: str = ""
    exact: str = ""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A rule that fired, and the facts that made it."""

    name: str = ""
    because: list[str] = field(default_factory=list)
    says: str = ""


@dataclass(frozen=True, slots=True)
class CaseCard:
    """The case that is open in the list: its facts, and the rules that fired on both sides."""

    key: str = ""
    facts: list[str] = field(default_factory=list)
    before: list[Why] = field(default_factory=list)
    after: list[Why] = field(default_factory=list)
    before_by: str = ""


@dataclass(frozen=True, slots=True)
class ShadowCard:
    """The draft beside the live version."""

    state: str = ""
    tone: str = ""
    there: bool = False
    running: bool = False
    outdated: bool = False
    since: str = ""
    agreed: str = ""
    differed: str = ""
    unreplayable: str = ""
    share: str = ""
    differing: int = 0
    by: str = ""
