"""What trying out shows, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Option:
    value: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class FactField:
    """A fact that may be typed. `kind`: choice, flag, instant or text; `options`: choices, or values to pick; `value`
    is filled in.
    """

    key: str = ""
    label: str = ""
    help: str = ""
    kind: str = "text"
    hint: str = ""
    options: list[Option] = field(default_factory=list)
    value: str = ""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """An effect that counts, or was overruled, and which rule says it. `key` names it in the form of an example."""

    key: str = ""
    text: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class FiredLine:
    name: str = ""
    because: list[str] = field(default_factory=list)
    says: str = ""


@dataclass(frozen=True, slots=True)
class NotFiredLine:
    name: str = ""
    reason: str = ""
    actual: str = ""
