"""What "Why from there?" shows, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WhyRow:
    """A rule, and the facts that made it fire or the condition that kept it from it."""

    rule: str
    facts: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """A node for the line: when it arrives from there, and in how many parcels at what cost the order then leaves."""

    node: str
    arrives: str
    parcels: str
    cost: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A node that was not taken, and what there is to say of it: when and at what cost, or what stands against it."""

    node: str
    said: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A line's answer. `because` is the sentence, `source` says by what it was decided, `goal` what counted."""

    because: str = ""
    source: str = ""
    goal: str = ""
    ways: list[WayRow] = field(default_factory=list)
    others: list[OtherRow] = field(default_factory=list)
    barred: list[OtherRow] = field(default_factory=list)
    fired: list[WhyRow] = field(default_factory=list)
    not_fired: list[WhyRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What it would come to. `sums`: parcels, cost and the last arrival; `lines` name the goods and where from."""

    sums: str = ""
    lines: list[OtherRow] = field(default_factory=list)
