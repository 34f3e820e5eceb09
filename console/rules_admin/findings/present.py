"""Findings as lines, for the summary and for the rules that they are about. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from console.rules_admin.findings.rows import FindingLine
from console.ui.figures import Reader
from rules_engine.analysis.findings import Finding
from rules_engine.analysis.sentences import finding_sentence
from rules_engine.publishing.analysed import Analysed
from rules_engine.readback.values import plain_words
from rules_engine.readback.words import capital, inside

MOST_LINES: Final = 200


def finding_lines(found: Analysed, reader: Reader) -> list[FindingLine]:
    """Every finding, warnings first."""
    lines = [_line(i, each, found, reader) for i, each in enumerate(found.analysis.findings)]
    return sorted(lines, key=lambda each: each.note)[:MOST_LINES]


def lines_by_part(
    found: Analysed, lines: list[FindingLine], reader: Reader
) -> dict[tuple[str, int | None], list[FindingLine]]:
    """The lines at the rule, the table, or the row of it, from 0, called by what it says. Who is overruled by a higher
    priority has no sign.
    """
    by_part: dict[tuple[str, int | None], list[FindingLine]] = {}
    for line in lines:
        finding = found.analysis.findings[line.number]
        if finding.kind != "overlap":
            row = replace(line, where=_row(finding, found, reader.language))
            by_part.setdefault((finding.part, finding.row), []).append(row)
    return by_part


def _row(finding: Finding, found: Analysed, language: str) -> str:
    row = found.clauses[finding.position].row_words if finding.position is not None else None
    return capital(row.in_language(language)) if row else ""


def _line(number: int, finding: Finding, found: Analysed, reader: Reader) -> FindingLine:
    return FindingLine(
        number=number,
        where=_where(finding, found, reader.language),
        text=finding_sentence(finding, found.document, found.clauses).in_language(reader.language),
        facts=_facts(finding, found, reader),
        note=finding.note,
    )


def _where(finding: Finding, found: Analysed, language: str) -> str:
    if finding.position is not None:
        return found.clauses[finding.position].name.in_language(language)
    tables = found.document.tables
    return next((each.name.in_language(language) for each in tables if each.id == finding.part), finding.part)


def _facts(finding: Finding, found: Analysed, reader: Reader) -> str:
    """“topic return, channel not known”: of a gap also what the table looks at and is not known."""
    known = found.document.family.facts
    shown: Mapping[str, Any] = finding.facts
    if finding.kind == "gap":
        inputs = next(each.inputs for each in found.document.tables if each.id == finding.part)
        shown = {**{each.fact: None for each in inputs}, **finding.facts}
    said = (
        f"{inside(known[key].label.in_language(reader.language))} "
        f"{plain_words(value, known[key], finding.facts, reader.language, reader.zone)}"
        for key, value in shown.items()
    )
    return ", ".join(said) or reader.say("whatever the facts")
