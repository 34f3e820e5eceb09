"""What an import did, in numbers that add up, and how it is told."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass
class Outcome:
    """By kind of record: read = added + standing + refused. `standing` was there from an earlier run."""

    name: str
    report: Path
    read: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)
    reasons: dict[tuple[str, str], int] = field(default_factory=dict)
    in_part: dict[tuple[str, str], int] = field(default_factory=dict)
    seconds: float = 0.0

    def refused(self, kind: str) -> int:
        """How many records of `kind` were refused whole."""
        return sum(count for (own, _), count in self.reasons.items() if own == kind)

    @property
    def adds_up(self) -> bool:
        """Whether nothing was lost."""
        return all(
            count == self.added[kind] + self.standing[kind] + self.refused(kind) for kind, count in self.read.items()
        )

    @property
    def added_nothing(self) -> bool:
        return not any(self.added.values())


def tell(outcome: Outcome, console: Console, *, per_second: str) -> None:
    """Print the counts, the reasons and where the report is; `per_second` is the kind whose speed is told."""
    console.print(_counts(outcome))
    if outcome.reasons or outcome.in_part:
        console.print(_reasons(outcome))
        console.print(f"Every refused record, whole and with its reason: {outcome.report}", soft_wrap=True)
    if outcome.added_nothing:
        console.print("Nothing was added: everything that can be taken from here is there already.")
        return
    speed = outcome.read[per_second] / outcome.seconds if outcome.seconds else 0
    console.print(f"{outcome.seconds:.1f} s, {speed:,.0f} {per_second} per second.")


def _counts(outcome: Outcome) -> Table:
    table = Table("what", "read", "added", "there already", "refused", title=f"Import of {outcome.name}")
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, count in outcome.read.items():
        numbers = (count, outcome.added[kind], outcome.standing[kind], outcome.refused(kind))
        table.add_row(kind, *(f"{number:,}" for number in numbers))
    for kind in outcome.added.keys() - outcome.read.keys():
        table.add_row(kind, "", f"{outcome.added[kind]:,}", "", "")
    return table


def _reasons(outcome: Outcome) -> Table:
    table = Table("what", "reason", "refused", title="Refused")
    table.columns[2].justify = "right"
    for (kind, code), count in sorted(outcome.reasons.items(), key=lambda item: -item[1]):
        table.add_row(kind, code, f"{count:,}")
    for (kind, code), count in outcome.in_part.items():
        table.add_row(kind, f"{code} (a part of it)", f"{count:,}")
    return table
