"""What the block of cases shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case. `waits` says where and how urgently; `mine`: it is this person's; `closed`: it is done."""

    id: str
    number: str
    subject: str
    status: str
    tone: str
    waits: str
    at: str
    exact: str
    owner: str
    mine: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class WhyRow:
    """A rule that fired, and the facts that made it."""

    rule: str
    facts: str
