"""Before and after, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeltaRow:
    """A figure or fact before and after; `before` is empty where only the result counts. `moved`: it is not what was
    shown a moment ago."""

    label: str
    before: str
    after: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class MovementRow:
    """Money that moves: what, how much, with which means of payment, and when."""

    label: str
    amount: str
    method: str
    when: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class GoodsChangeRow:
    """A line that goes ("gone"), comes ("new") or becomes another."""

    kind: str
    text: str
    detail: str
    amount: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message that would go out: what is said of it, and the words themselves ("" where nothing goes out)."""

    line: str
    subject: str = ""
    text: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRows:
    """`money` is the payment difference in one line; `tone` its colour. `rules` are the names of those that applied."""

    known: bool = False
    money: str = ""
    tone: str = ""
    money_moved: bool = False
    sums: list[DeltaRow] = field(default_factory=list)
    movements: list[MovementRow] = field(default_factory=list)
    goods: list[GoodsChangeRow] = field(default_factory=list)
    facts: list[DeltaRow] = field(default_factory=list)
    messages: list[MessageRow] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
