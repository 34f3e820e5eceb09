"""What the list of requests and one request show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A request in the list. `asked` and `allowed` are of the limit that is passed; `more` counts the other limits."""

    id: str = ""
    href: str = ""
    what: str = ""
    amount: str = ""
    asked: str = ""
    allowed: str = ""
    more: str = ""
    customer: str = ""
    order: str = ""
    who: str = ""
    role: str = ""
    since: str = ""
    since_exact: str = ""
    decided: str = ""
    note: str = ""
    state: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit that is passed: which one, what it comes to with this, and what is allowed. Or only a `sentence`."""

    name: str = ""
    asked: str = ""
    allowed: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A sum before and after; `strong` is the total, `changed` marks what differs."""

    name: str = ""
    before: str = ""
    after: str = ""
    changed: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class GoodsRow:
    pieces: str = ""
    title: str = ""
    sku: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalCard:
    """One request whole. `waiting`: it can be decided; `own`: not by this reader, who asked for it."""

    line: ApprovalLine = field(default_factory=ApprovalLine)
    id: str = ""
    waiting: bool = False
    own: bool = False
    opens: str = ""
    grant: str = ""
    because: str = ""
    limits: list[LimitRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    goods: list[GoodsRow] = field(default_factory=list)
    decided: str = ""
    decided_by: str = ""
    decided_exact: str = ""
    outcome: str = ""
