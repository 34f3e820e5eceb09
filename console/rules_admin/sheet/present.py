"""Rules and tables as lines of the sheet. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from console.rules_admin.findings.rows import FindingLine
from console.rules_admin.sheet.concluded import concluded_facts
from console.rules_admin.sheet.rows import RuleLine, TableLine, TableRow
from console.ui.figures import Reader
from domain.kernel.text import fold
from rules_engine.document.model import Comparison, Document, Output, Row, Rule, Table
from rules_engine.document.plain import value_as_plain
from rules_engine.readback.sentence import comparison_words, row_sentence, rule_sentence
from rules_engine.readback.values import moment_words, value_words
from rules_engine.readback.words import inside, unquoted
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.operators import OPERATORS, Takes

MOST_TABLE_ROWS: Final = 200  # shown of one table; the others are counted


def rule_lines(document: Document, reader: Reader, *, edit: str = "") -> list[RuleLine]:
    """The rules in their order. `edit` is the address of the draft whose rules may be opened."""
    return [_rule(each, document, reader, edit) for each in document.rules]


def table_lines(document: Document, reader: Reader, *, edit: str = "") -> list[TableLine]:
    """The tables in their order."""
    return [_table(each, document, reader, edit) for each in document.tables]


def marked(table: TableLine, found: Mapping[tuple[str, int | None], list[FindingLine]]) -> TableLine:
    """The table with what was found about it and about its rows."""
    by_row = {row: lines for (part, row), lines in found.items() if part == table.id}
    rows = [replace(row, wrong=" ".join(line.text for line in by_row.get(i, []))) for i, row in enumerate(table.rows)]
    in_order = sorted(by_row.items(), key=lambda each: -1 if each[0] is None else each[0])
    return replace(table, rows=rows, findings=[line for _, lines in in_order for line in lines])


def matching(text: str, sought: str) -> bool:
    """Whether every word of `text` is in what a line is searched by."""
    return all(word in sought for word in fold(text).split())


def _rule(rule: Rule, document: Document, reader: Reader, edit: str) -> RuleLine:
    other = "en" if reader.language == "fr" else "fr"
    sentence = rule_sentence(rule, document.family, reader.language)
    other_sentence = rule_sentence(rule, document.family, other)
    name = rule.name.in_language(reader.language)
    return RuleLine(
        id=rule.id,
        href=f"{edit}&rule={rule.id}" if edit else "",
        name=name,
        sentence=sentence,
        other=other_sentence,
        priority=_priority(rule, reader),
        dates=dates_text(rule, reader),
        off=not rule.enabled,
        note=rule.note,
        sought=fold(f"{rule.id} {rule.name.en} {rule.name.fr} {sentence} {other_sentence} {rule.note}"),
        concluded=concluded_facts(rule, document, reader.language),
    )


def _table(table: Table, document: Document, reader: Reader, edit: str) -> TableLine:
    shown = table.rows[:MOST_TABLE_ROWS]
    left = len(table.rows) - len(shown)
    rows = [_row(each, i, table, document, reader) for i, each in enumerate(shown)]
    return TableLine(
        id=table.id,
        href=f"{edit}&table={table.id}" if edit else "",
        name=table.name.in_language(reader.language),
        policy=policy_text(table.hit_policy, reader),
        inputs=[input_label(each.fact, each.op, document, reader) for each in table.inputs],
        outputs=[output_label(each, document, reader.language) for each in table.outputs],
        rows=rows,
        more=more_rows(left, reader),
        priority=_priority(table, reader),
        dates=dates_text(table, reader),
        off=not table.enabled,
        note=table.note,
        sought=fold(f"{table.id} {table.name.en} {table.name.fr} {' '.join(each.sentence for each in rows)}"),
    )


def _row(row: Row, number: int, table: Table, document: Document, reader: Reader) -> TableRow:
    return TableRow(
        key=f"{table.id}#{number + 1}",
        number=str(number + 1),
        cells=[cell_text(each, document, reader.language) for each in row.cells],
        results=[result_text(row, each, document, reader) for each in table.outputs],
        sentence=row_sentence(row, document.family, reader.language),
    )


def cell_text(cell: Comparison | None, document: Document, language: str) -> str:
    """What the column is compared with, without the quotes that it has in a sentence."""
    return unquoted(_cell_words(cell, document, language), language)


def _cell_words(cell: Comparison | None, document: Document, language: str) -> str:
    if cell is None:
        return ""
    if OPERATORS[cell.op].takes is Takes.NOTHING:
        return "✓"
    if OPERATORS[cell.op].takes in (Takes.SPAN, Takes.NAMED_LIST, Takes.CALENDAR, Takes.PART):
        fact = document.family.facts[cell.fact].label.in_language(language)
        verb = OPERATORS[cell.op].label.in_language(language)
        return comparison_words(cell, document.family, language).removeprefix(f"{inside(fact)} {verb} ")
    return value_words(cell.value, document.family.facts[cell.fact], document.family, language)


def result_text(row: Row, column: Output, document: Document, reader: Reader) -> str:
    """What the column says in this row."""
    for effect in row.effects:
        if effect.key == column.effect and (column.fact is None or effect["fact"] == column.fact):
            if column.parameter is None:
                return "✓"
            derived = document.family.facts.get(column.fact or "")
            of = derived or document.family.effects[column.effect].parameter(column.parameter)
            if of is None or effect[column.parameter] is None:
                return str(value_as_plain(effect[column.parameter]) or "")
            return value_words(effect[column.parameter], of, document.family, reader.language)
    return ""


def input_label(fact: str, op: str, document: Document, reader: Reader) -> str:
    """What a column looks at, as its heading."""
    label = document.family.facts[fact].label.in_language(reader.language)
    return f"{label} {OPERATORS[op].label.in_language(reader.language)}"


def output_label(column: Output, document: Document, language: str) -> str:
    """What a column says, as its heading."""
    if column.effect == DERIVE.key and column.fact:
        return document.family.facts[column.fact].label.in_language(language)
    kind = document.family.effects[column.effect]
    label = kind.label.in_language(language)
    parameter = kind.parameter(column.parameter or "")
    if parameter is None or len(kind.parameters) == 1:
        return label
    colon = " : " if language == "fr" else ": "
    return f"{label}{colon}{inside(parameter.label.in_language(language))}"


def more_rows(count: int, reader: Reader) -> str:
    """How many rows of a table are not shown, "" where all are."""
    if count == 1:
        return reader.say("1 more row")
    return reader.say("{count} more rows", count=count) if count > 0 else ""


def policy_text(policy: str, reader: Reader) -> str:
    """Which rows of a table count."""
    words = {
        "first": reader.say("Only the first row that fits"),
        "collect": reader.say("Every row that fits"),
        "priority": reader.say("Only the fitting row of highest precedence"),
    }
    return words[policy]


def _priority(part: Rule | Table, reader: Reader) -> str:
    return reader.say("Precedence {number}", number=part.priority) if part.priority else ""


def dates_text(part: Rule | Table, reader: Reader) -> str:
    """When it is in force; nothing where it always is."""
    starts = moment_words(part.starts, reader.language, reader.zone) if part.starts is not None else ""
    ends = moment_words(part.ends, reader.language, reader.zone) if part.ends is not None else ""
    if starts and ends:
        return reader.say("From {start} until {end}", start=starts, end=ends)
    if starts:
        return reader.say("From {start}", start=starts)
    return reader.say("Until {end}", end=ends) if ends else ""
