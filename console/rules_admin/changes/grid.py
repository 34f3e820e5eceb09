"""Rows of a table that differ, cell by cell, under the columns of both tables. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from console.rules_admin.changes.rows import Bit, RowLine
from console.rules_admin.sheet.present import cell_text, input_label, output_label, result_text
from console.ui.figures import Reader
from rules_engine.changes.compare import PartChange
from rules_engine.changes.table_rows import RowChange
from rules_engine.document.model import Document, Input, Output, Row, Table
from rules_engine.publishing.changes_of import Compared


@dataclass(frozen=True, slots=True)
class Column:
    """A column by what it looks at or says; `repeated`: how many like it stand before."""

    what: Input | Output
    repeated: int = 0

    def label(self, document: Document, reader: Reader) -> str:
        if isinstance(self.what, Input):
            return input_label(self.what.fact, self.what.op, document, reader)
        return output_label(self.what, document, reader.language)


def columns_of(change: PartChange) -> tuple[Column, ...]:
    """The columns of the newer table, with those that only the older one had: first what is looked at."""
    tables = [each for each in (change.after, change.before) if isinstance(each, Table)]
    both = dict.fromkeys(column for table in tables for column in _columns(table))
    return tuple(sorted(both, key=lambda column: isinstance(column.what, Output)))


def row_lines(change: PartChange, columns: Sequence[Column], found: Compared, reader: Reader) -> list[RowLine]:
    """Each row that differs: as it was, then as it is."""
    before, after = (each if isinstance(each, Table) else None for each in (change.before, change.after))
    if before is None or after is None:
        table, document = (after, found.after) if before is None else (before, found.before)
        assert table is not None
        side = "after" if before is None else "before"
        return [_line(side, i, _cells(row, table, columns, document, reader)) for i, row in enumerate(table.rows)]
    lines = []
    for each in change.rows:
        lines += _lines(each, before, after, columns, found, reader)
    return lines


def _lines(
    each: RowChange, before: Table, after: Table, columns: Sequence[Column], found: Compared, reader: Reader
) -> list[RowLine]:
    old = _cells(each.before[1], before, columns, found.before, reader) if each.before else None
    new = _cells(each.after[1], after, columns, found.after, reader) if each.after else None
    if each.moved and each.before and each.after and new is not None:
        what = reader.say("was row {number}", number=each.before[0] + 1)
        return [_line("moved", each.after[0], new, what=what)]
    lines = []
    if each.before and old is not None:
        lines.append(_line("before", each.before[0], old, other=new))
    if each.after and new is not None:
        lines.append(_line("after", each.after[0], new, other=old, what=_priority(each, reader)))
    return lines


def _line(
    side: str, number: int, cells: Sequence[str], *, other: Sequence[str] | None = None, what: str = ""
) -> RowLine:
    against = other or cells
    bits = [Bit(text, text != beside) for text, beside in zip(cells, against, strict=True)]
    return RowLine(side=side, number=str(number + 1), what=what, cells=bits)


def _priority(each: RowChange, reader: Reader) -> str:
    if each.before and each.after and each.before[1].priority != each.after[1].priority:
        return reader.say("Precedence {number}", number=each.after[1].priority)
    return ""


def _columns(table: Table) -> list[Column]:
    found: list[Column] = []
    columns: list[Input | Output] = [*table.inputs, *table.outputs]
    for what in columns:
        found.append(Column(what, sum(each.what == what for each in found)))
    return found


def _cells(row: Row, table: Table, columns: Sequence[Column], document: Document, reader: Reader) -> list[str]:
    here = _columns(table)
    said = [cell_text(cell, document, reader.language) for cell in row.cells]
    said += [result_text(row, each, document, reader) for each in table.outputs]
    by_column = dict(zip(here, said, strict=True))
    return [by_column.get(column, "") for column in columns]
