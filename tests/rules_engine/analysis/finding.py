"""Short ways of asking what is found."""

from typing import Any

from rules_engine.analysis.analyse import Analysis, analyse
from rules_engine.analysis.findings import Finding
from rules_engine.analysis.prove import proven
from rules_engine.document.parse import parse_document
from rules_engine.reference.reference import Reference
from tests.rules_engine.writing import document


def analysed(*rules: Any, **more: Any) -> Analysis:
    """What is found in these rules; that each finding is true of its facts is made sure of."""
    parsed = parse_document(document(*rules, **more))
    found, reference = analyse(parsed), Reference(parsed)
    assert all(proven(each, reference) for each in found.findings)
    return found


def told(*rules: Any, **more: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, place and facts of each finding; nothing may stay open."""
    found = analysed(*rules, **more)
    assert (found.undecided, found.left_out) == (0, 0)
    return [(each.kind, each.at, dict(each.facts)) for each in found.findings]


def others(found: Finding, *rules: Any, **more: Any) -> list[str]:
    """The ids of those that a finding is about as well."""
    clauses = Reference(parse_document(document(*rules, **more))).clauses
    return [clauses[each].id for each in found.others]


def table(hit_policy: str, rows: list[Any], *, on: tuple[tuple[str, str], ...], **more: Any) -> dict[str, Any]:
    """A table that puts in queues. A row is its cells and its queue, and its priority if it has one."""
    return {
        "id": "t",
        "name": {"en": "Table", "fr": "Tableau"},
        "hit_policy": hit_policy,
        "inputs": [{"fact": fact, "op": op} for fact, op in on],
        "outputs": [{"effect": "queue", "parameter": "queue"}],
        "rows": [{"when": row[0], "then": [row[1]], "priority": row[2] if len(row) > 2 else 0} for row in rows],
        **more,
    }
