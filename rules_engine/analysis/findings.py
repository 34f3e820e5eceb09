"""What the analysis says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from rules_engine.document.clauses import Clause
from rules_engine.document.model import Effect
from rules_engine.reference.explain import Evidence

Kind: TypeAlias = Literal["never", "shadowed", "covered", "duplicate", "contradiction", "overlap", "gap"]

# What may well be meant: tables need not have an answer to everything, and a higher priority is there to overrule.
NOTES: Final[frozenset[Kind]] = frozenset({"overlap", "gap"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, or may be.

    `never`: no facts fulfil the condition. `shadowed`: earlier rows of its table hold whenever this one does.
    `covered`: whatever it says was always said before. `duplicate`: another says the same on the same facts.
    `contradiction`: both fire and say different things where one counts, and nobody said which; `overlap`: the same,
    but the priorities say it. `gap`: no row of the table holds.

    `part` is the id of the rule or table, `row` the row from 0; `at` the place in the document. `position` and `others`
    are positions among the clauses, `others` those that it is about as well. `effect` is what the two say differently.
    `facts` show it: plain, and such as may be given. `failing` is what of a condition that can never hold fails there.
    """

    kind: Kind
    at: str
    part: str
    row: int | None
    position: int | None
    others: tuple[int, ...]
    facts: Mapping[str, Any]
    effect: Effect | None = None
    failing: Evidence | None = None

    @property
    def note(self) -> bool:
        """Whether it may well be meant."""
        return self.kind in NOTES


def about(
    kind: Kind,
    clause: Clause,
    position: int,
    facts: Mapping[str, Any],
    *,
    others: tuple[int, ...] = (),
    effect: Effect | None = None,
) -> Finding:
    """A finding about a rule or a row."""
    return Finding(kind, clause.at, clause.part.id, clause.row, position, others, facts, effect)
