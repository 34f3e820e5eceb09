"""Facts on which no row of a table holds."""

from collections.abc import Iterator

from rules_engine.analysis.boxes import Box, Region, meet
from rules_engine.analysis.findings import Finding
from rules_engine.analysis.study import Study
from rules_engine.document.model import Comparison, Table

_MOST_BOXES = 200


def gaps(study: Study) -> Iterator[Finding]:
    """One for each table that is in force and has a gap: rather one where all that it looks at is known."""
    rows: dict[str, list[int]] = {}
    for i, clause in enumerate(study.clauses):
        if clause.row is not None:
            rows.setdefault(clause.part.id, []).append(i)
    for number, table in enumerate(study.reference.document.tables):
        if table.id in rows:
            yield from _gap(study, table, f"tables[{number}]", rows[table.id])


def _gap(study: Study, table: Table, at: str, positions: list[int]) -> Iterator[Finding]:
    dates = list(study.space.of_dates(study.clauses[positions[0]]))
    regions = [Region(own) if (own := study.own[i]) is not None else None for i in positions]
    for boxes in (_all_known(study, table, dates), dates):
        answer = study.solver.in_none(boxes, regions, known=True)
        if answer.facts is not None:
            yield Finding("gap", at, table.id, None, None, (), answer.facts)
            return
    study.undecided += not answer.sure


def _all_known(study: Study, table: Table, boxes: list[Box]) -> list[Box]:
    """Where every fact that the columns compare is known."""
    found = boxes
    for fact in dict.fromkeys(each.fact for each in table.inputs if each.op not in ("present", "absent")):
        if fact not in study.space.dimensions:
            continue
        known = study.space.of(Comparison(fact, "present"))
        found = [both for one in found for other in known if (both := meet(one, other)) is not None]
        if len(found) > _MOST_BOXES:
            return []
    return found
