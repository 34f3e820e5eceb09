"""What the panels about a whole record show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SideRow:
    """One of two records beside each other. `contacts` are masked as everywhere."""

    id: str = ""
    number: str = ""
    name: str = ""
    since: str = ""
    orders: str = ""
    contacts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OpenOrderRow:
    """An order that stands in the way of an erasure."""

    number: str
    href: str


@dataclass(frozen=True, slots=True)
class WrongInput:
    """A sentence per field that is wrong; `form` for what belongs to none."""

    reason: str = ""
    number: str = ""
    form: str = ""
