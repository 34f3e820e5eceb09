"""What the examples of a draft show, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """An example; `name` names it, `title` says so to the reader. `missing` and `unwanted` say why it fails, `got` what
    came instead. `rule_href` opens the rule that it fails by, "" where it is not known; `key` names the line.
    """

    name: str = ""
    title: str = ""
    facts: str = ""
    passed: bool = True
    expected: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    got: str = ""
    rule_href: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """An effect that an example may expect. `key` names it in the form; `chosen`: it is expected now."""

    key: str = ""
    text: str = ""
    chosen: bool = False
