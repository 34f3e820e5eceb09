"""The one entry: everything that is wrong with a document, as far as it can be told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rules_engine.analysis.contradictions import MOST_EACH, contradictions
from rules_engine.analysis.covered import covered, duplicates
from rules_engine.analysis.findings import Finding
from rules_engine.analysis.gaps import gaps
from rules_engine.analysis.never import never
from rules_engine.analysis.prove import failing, proven
from rules_engine.analysis.study import Study
from rules_engine.document.model import Document
from rules_engine.reference.reference import Reference

MOST_FINDINGS: Final = 500


@dataclass(frozen=True, slots=True)
class Analysis:
    """`findings` in the order of the document, each shown by facts on which the reference says the same. `undecided`:
    how many questions could not be answered. `left_out`: how many findings there are beyond those, not shown by facts.
    """

    findings: tuple[Finding, ...]
    undecided: int
    left_out: int = 0


def analyse(document: Document) -> Analysis:
    """What can be said of the rules of `document` that are switched on."""
    reference = Reference(document)
    study = Study(reference)
    found = sorted(everything(study), key=lambda each: each.note)
    shown: list[Finding] = []
    for each in found:
        if len(shown) == MOST_FINDINGS:
            break
        if proven(each, reference):
            shown.append(replace(each, failing=failing(each, reference)) if each.kind == "never" else each)
        else:
            study.undecided += 1
    left = len(found) - len(shown) if len(shown) == MOST_FINDINGS else 0
    return Analysis(tuple(sorted(shown, key=lambda each: _place(each, study))), study.undecided, left)


def everything(study: Study, *, most: int = MOST_EACH) -> Iterator[Finding]:
    """Every finding, not proven yet; `most` contradictions of each."""
    yield from never(study)
    twice = list(duplicates(study))
    yield from twice
    known = frozenset(each.position for each in twice if each.position is not None)
    idle = list(covered(study, known))
    yield from idle
    known |= {each.position for each in idle if each.position is not None}
    yield from contradictions(study, known, most=most)
    yield from gaps(study)


def _place(finding: Finding, study: Study) -> tuple[bool, int, int]:
    """Rules before tables, in their order; what is true of a whole table after its rows."""
    document = study.reference.document
    parts = {each: i for i, each in enumerate([*(r.id for r in document.rules), *(t.id for t in document.tables)])}
    return finding.at.startswith("tables"), parts[finding.part], 10**9 if finding.row is None else finding.row
