"""From a document to plain JSON values: one order, nothing that goes without saying, so that differences read well."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain.kernel.business_time import Calendar
from rules_engine.document.model import (
    Amounts,
    Comparison,
    Condition,
    Document,
    Effect,
    OtherFact,
    Output,
    Range,
    Row,
    Rule,
    Table,
    Value,
    Weekdays,
)
from rules_engine.document.parse import FORMAT
from rules_engine.vocabulary.operators import OPERATORS, WEEKDAYS, Takes
from rules_engine.vocabulary.terms import Family, Kind, Words


def as_plain(document: Document) -> dict[str, Any]:
    """What `parse_document` reads back to an equal document."""
    said: dict[str, Any] = {"format": FORMAT, "family": document.family.key}
    if document.lists:
        said["lists"] = {name: list(values) for name, values in document.lists.items()}
    if document.calendars:
        said["calendars"] = {name: calendar_as_plain(each) for name, each in document.calendars.items()}
    if document.names:
        said["names"] = {
            named: {value: _words(words) for value, words in called.items()} for named, called in document.names.items()
        }
    if document.rules:
        said["rules"] = [rule_as_plain(rule, document.family) for rule in document.rules]
    if document.tables:
        said["tables"] = [table_as_plain(table, document.family) for table in document.tables]
    return said


def rule_as_plain(rule: Rule, family: Family) -> dict[str, Any]:
    """One rule."""
    said: dict[str, Any] = {"id": rule.id, "name": _words(rule.name)}
    if rule.when is not None:
        said["when"] = condition_as_plain(rule.when, family)
    said["then"] = [effect_as_plain(effect, family) for effect in rule.then]
    return said | _shared(rule)


def table_as_plain(table: Table, family: Family) -> dict[str, Any]:
    """One table."""
    said = {
        "id": table.id,
        "name": _words(table.name),
        "hit_policy": table.hit_policy,
        "inputs": [{"fact": each.fact, "op": each.op} for each in table.inputs],
        "outputs": [_output(each) for each in table.outputs],
        "rows": [_row(row, table, family) for row in table.rows],
    }
    return said | _shared(table)


def condition_as_plain(condition: Condition, family: Family) -> dict[str, Any]:
    """A condition with everything in it."""
    if isinstance(condition, Comparison):
        said: dict[str, Any] = {"fact": condition.fact, "op": condition.op}
        if OPERATORS[condition.op].takes is not Takes.NOTHING:
            said["value"] = _compared_with(condition, family)
        return said
    return {condition.kind: [condition_as_plain(member, family) for member in condition.members]}


def effect_as_plain(effect: Effect, family: Family) -> dict[str, Any]:
    """An effect with its parameters beside its name."""
    said: dict[str, Any] = {"effect": effect.key}
    derived = family.facts.get(str(effect["fact"])) if effect.key == "derive" else None
    for name, value in effect.parameters:
        instant = derived is not None and name == "value" and derived.kind is Kind.INSTANT
        said[name] = value_as_plain(value, instant=instant)
    return said


def value_as_plain(value: Value, *, instant: bool = False) -> Any:
    """A value as JSON holds it; whole numbers that are instants as RFC 3339."""
    if isinstance(value, Amounts):
        return dict(value.by_currency)
    if isinstance(value, OtherFact):
        factor = {} if value.times_millionths == 1_000_000 else {"times_millionths": value.times_millionths}
        return {"fact": value.fact, **factor}
    if isinstance(value, Range):
        return [value_as_plain(value.low, instant=instant), value_as_plain(value.high, instant=instant)]
    if isinstance(value, Weekdays):
        return {"days": list(value.days), "time_zone": value.time_zone}
    return _simple(value, instant=instant)


def _simple(value: str | int | tuple[str, ...] | tuple[int, ...] | Words | None, *, instant: bool) -> Any:
    if isinstance(value, Words):
        return _words(value)
    if isinstance(value, tuple):
        return list(value)
    return written(value) if instant and isinstance(value, int) else value


def written(seconds: int) -> str:
    """Seconds since 1970 as RFC 3339 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _compared_with(comparison: Comparison, family: Family) -> Any:
    instant = family.facts[comparison.fact].kind is Kind.INSTANT
    spans = OPERATORS[comparison.op].takes is Takes.SPAN
    return value_as_plain(comparison.value, instant=instant and not spans)


def _shared(part: Rule | Table) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if part.priority:
        said["priority"] = part.priority
    if not part.enabled:
        said["enabled"] = False
    if part.starts is not None:
        said["from"] = written(part.starts)
    if part.ends is not None:
        said["to"] = written(part.ends)
    if part.note:
        said["note"] = part.note
    return said


def _output(column: Output) -> dict[str, str]:
    said = {"effect": column.effect, "parameter": column.parameter, "fact": column.fact}
    return {key: value for key, value in said.items() if value is not None}


def _row(row: Row, table: Table, family: Family) -> dict[str, Any]:
    said: dict[str, Any] = {
        "when": [None if cell is None else _cell(cell, family) for cell in row.cells],
        "then": [_result(row, column, family) for column in table.outputs],
    }
    if row.priority:
        said["priority"] = row.priority
    if row.note:
        said["note"] = row.note
    return said


def _cell(cell: Comparison, family: Family) -> Any:
    return True if OPERATORS[cell.op].takes is Takes.NOTHING else _compared_with(cell, family)


def _result(row: Row, column: Output, family: Family) -> Any:
    for effect in row.effects:
        if effect.key == column.effect and (column.fact is None or effect["fact"] == column.fact):
            return True if column.parameter is None else effect_as_plain(effect, family).get(column.parameter)
    return None


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "fr": words.fr}


def calendar_as_plain(calendar: Calendar) -> dict[str, Any]:
    """Opening hours by day, and the closed days."""
    hours: dict[str, list[str]] = {}
    for day, opens, closes in calendar.hours:
        hours.setdefault(tuple(WEEKDAYS)[day], []).append(f"{_clock(opens)}-{_clock(closes)}")
    said: Mapping[str, Any] = {"time_zone": calendar.time_zone, "hours": hours}
    return {**said, "holidays": list(calendar.holidays)} if calendar.holidays else dict(said)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
