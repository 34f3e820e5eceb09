"""A row of a table by what it says: “Returns by channel: in a store”."""

from collections.abc import Sequence
from typing import Final

from rules_engine.document.model import Comparison, Row, Table
from rules_engine.readback.sentence import comparison_words
from rules_engine.readback.values import value_words
from rules_engine.readback.words import either, unquoted
from rules_engine.vocabulary.terms import Family, Words

MOST_CHARACTERS: Final = 90  # of what a row says; more is cut
_ALONE: Final = ("eq", "in")  # the value says enough without its fact


def telling_columns(table: Table) -> tuple[int, ...]:
    """The columns that tell its rows apart: not those in which all of them say the same."""
    first, *others = table.rows
    columns = tuple(range(len(table.inputs)))
    return tuple(i for i in columns if any(row.cells[i] != first.cells[i] for row in others)) if others else columns


def row_words(row: Row, table: Table, columns: Sequence[int], family: Family) -> Words:
    """The conditions of a row in short, those of `columns`."""
    return Words(*(_row_words(row, table, columns, family, language) for language in ("en", "fr")))


def row_name(row: Row, table: Table, columns: Sequence[int], family: Family) -> Words:
    """The same with the name of the table before it."""
    said = row_words(row, table, columns, family)
    return Words(f"{table.name.en}: {said.en}", f"{table.name.fr} : {said.fr}")


def _row_words(row: Row, table: Table, columns: Sequence[int], family: Family, language: str) -> str:
    cells = (row.cells[i] for i in columns)
    words = ", ".join(_cell_words(cell, family, language) for cell in cells if cell is not None)
    if not words and (table.hit_policy == "collect" or len(table.rows) == 1):
        return either(language, "always", "toujours")
    if not words:
        return either(language, "otherwise", "sinon")
    return words if len(words) <= MOST_CHARACTERS else f"{words[:MOST_CHARACTERS].rstrip(' ,')}…"


def _cell_words(cell: Comparison, family: Family, language: str) -> str:
    if cell.op not in _ALONE:
        return comparison_words(cell, family, language)
    return unquoted(value_words(cell.value, family.facts[cell.fact], family, language), language)
