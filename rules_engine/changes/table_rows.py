"""Rows of a table that are not as they were. Rows have no ids: they are known by what they say."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rules_engine.document.model import Row, Table

MOST_WEIGHED: Final = 2_500  # pairs of one stretch; above, rows are paired in their order


@dataclass(frozen=True, slots=True)
class RowChange:
    """The row before and after, with its number from 0; None: there was, or is, none. `moved`: it says the same."""

    before: tuple[int, Row] | None
    after: tuple[int, Row] | None
    moved: bool = False

    @property
    def place(self) -> int:
        found = self.after or self.before
        assert found is not None
        return found[0]


def row_changes(before: Table, after: Table) -> tuple[RowChange, ...]:
    """What became of the rows, in the order in which they stand. An empty cell more or less changes no row."""
    old, new = [_said(row) for row in before.rows], [_said(row) for row in after.rows]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    stretches = [(range(i1, i2), range(j1, j2)) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
    gone, come = [i for olds, _ in stretches for i in olds], [j for _, news in stretches for j in news]
    elsewhere = _same(gone, come, old, new)
    pairs, taken = dict(elsewhere), set(elsewhere.values())
    for olds, news in stretches:
        left = [i for i in olds if i not in elsewhere], [j for j in news if j not in taken]
        pairs |= _paired(*left, before.rows, after.rows)
    partner = {j: i for i, j in pairs.items()}
    removed = [RowChange((i, before.rows[i]), None) for i in gone if i not in pairs]
    there = [RowChange(_row(before, partner.get(j)), (j, after.rows[j]), j in taken) for j in come]
    return tuple(sorted([*removed, *there], key=lambda each: (each.place, each.after is not None)))


def _row(table: Table, number: int | None) -> tuple[int, Row] | None:
    return None if number is None else (number, table.rows[number])


def _said(row: Row) -> Hashable:
    return tuple(cell for cell in row.cells if cell is not None), row.effects, row.priority, row.note


def _same(gone: Sequence[int], come: Sequence[int], old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Rows that stand elsewhere and say what they said."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for j in reversed(come):
        waiting[new[j]].append(j)
    return {i: waiting[old[i]].pop() for i in gone if waiting.get(old[i])}


def _paired(olds: Sequence[int], news: Sequence[int], before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """Each old row with the new one that it most likely became."""
    if len(olds) == len(news) or len(olds) * len(news) > MOST_WEIGHED:
        return dict(zip(olds, news, strict=False))
    weighed = [(_alike(before[i], after[j]), -abs(i - j), i, j) for i in olds for j in news]
    pairs: dict[int, int] = {}
    for alike, _, i, j in sorted(weighed, key=lambda each: each[:2], reverse=True):
        if alike and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _alike(before: Row, after: Row) -> int:
    cells = {each for each in before.cells if each is not None} & {each for each in after.cells if each is not None}
    return len(cells) + len(set(before.effects) & set(after.effects))
