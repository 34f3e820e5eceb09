"""Rules and rows that can never fire."""

from collections.abc import Iterator
from typing import Any

from rules_engine.analysis.boxes import TooHard, meet
from rules_engine.analysis.findings import Finding, about
from rules_engine.analysis.study import Study
from rules_engine.document.model import Condition, Group


def never(study: Study) -> Iterator[Finding]:
    """Whatever fires on no facts. Of the rest, `study.fires_on` then has facts on which it does."""
    for i, clause in enumerate(study.clauses):
        fires = study.fire_outside(i, ())
        if fires.facts is not None:
            study.fires_on[i] = fires.facts
            continue
        own = study.own[i]
        held = study.solver.in_none(own, ()) if own is not None else None
        if not fires.sure or held is None:
            study.undecided += 1
        elif held.facts is None:
            yield about("never", clause, i, _almost(study, i))
        else:
            yield about("shadowed", clause, i, held.facts, others=_by(study, i))


def _by(study: Study, position: int) -> tuple[int, ...]:
    """The row that shadows it, or all that do together."""
    rows, own = study.earlier_rows[position], study.own[position] or ()
    for each in study.may_cover(position, rows):
        alone = study.solver.in_none(own, [study.fires[each]])
        if alone.facts is None and alone.sure:
            return (each,)
    return rows


def _almost(study: Study, position: int) -> dict[str, Any]:
    """Facts on which as much of the condition holds as can, from its beginning."""
    found: dict[str, Any] = {}
    so_far = list(study.space.of_dates(study.clauses[position]))
    for each in _members(study.clauses[position].condition):
        try:
            more = [both for one in so_far for box in study.space.of(each) if (both := meet(one, box)) is not None]
        except TooHard:
            break
        answer = study.solver.in_none(more, ())
        if answer.facts is None:
            break
        found, so_far = answer.facts, more
    return found


def _members(condition: Condition | None) -> tuple[Condition, ...]:
    if isinstance(condition, Group) and condition.kind == "all":
        return condition.members
    return () if condition is None else (condition,)
