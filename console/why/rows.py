"""What an explanation shows, ready to be read."""

from dataclasses import dataclass, field

from console.rules_admin.trial.rows import FiredLine, NotFiredLine, SaidLine


@dataclass(frozen=True, slots=True)
class WhyBlock:
    """One decision: by which rules, when and how (`source`, `how`), what counts, what fired, why the rest did not.
    `note` says what is missing or does not agree; `more` counts the rules that are not shown.
    """

    id: str = ""
    source: str = ""
    how: str = ""
    note: str = ""
    says: list[SaidLine] = field(default_factory=list)
    fired: list[FiredLine] = field(default_factory=list)
    others: list[NotFiredLine] = field(default_factory=list)
    more: int = 0
