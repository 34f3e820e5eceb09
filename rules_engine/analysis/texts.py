"""Facts that are text: the values that rules name, any other text, and pieces that a text has or begins with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from domain.kernel.text import fold, sought_text
from rules_engine.analysis.boxes import Box, Var
from rules_engine.analysis.dimension import single
from rules_engine.analysis.line import ABSENT
from rules_engine.document.model import Comparison, Document
from rules_engine.readback.values import ELSEWHERE
from rules_engine.vocabulary.operators import OPERATORS, Takes
from rules_engine.vocabulary.terms import Fact

_OTHER: Final = 2
_NO, _YES = 1, 2  # of a piece
_PIECES: Final = ("contains", "starts_with")
_ELSEWHERE: Final = (ELSEWHERE, "anything", "zz")
_BETWEEN: Final = (" ", " - ", "~", "|", "¦", "‖")
_FEW: Final = 20
_MOST_TRIED: Final = 50  # values that rules never tell apart


class Texts:
    """A text. `apart`: values that are told apart even if no rule does, such as currencies."""

    def __init__(
        self, fact: Fact, comparisons: Sequence[Comparison], document: Document, apart: Sequence[str] = ()
    ) -> None:
        self._fact, self._document, self._var = fact, document, (fact.key,)
        self._pieces = {(each.op, fold(str(each.value))): None for each in comparisons if each.op in _PIECES}
        self._raw: dict[str, str] = {}
        named: dict[str, list[int]] = {fold(each): [-1 - i] for i, each in enumerate(apart)}
        self._raw |= {fold(each): each for each in apart}
        for i, comparison in enumerate(comparisons):
            for raw in self._named(comparison):
                folded = fold(raw)
                self._raw.setdefault(folded, raw)
                named.setdefault(folded, []).append(i)
        groups: dict[Any, list[str]] = {}
        for folded, where in named.items():
            told = tuple(_has(folded, op, piece) for op, piece in self._pieces)
            groups.setdefault((tuple(where), told), []).append(folded)
        self._groups = list(groups.values())
        self._group_of = {folded: i for i, group in enumerate(self._groups) for folded in group}
        self._full = (1 << len(self._groups) + 2) - 1

    def boxes(self, comparison: Comparison, holds: bool) -> list[Box]:
        if comparison.op in _PIECES:
            return [self._piece(comparison.op, fold(str(comparison.value)), holds)]
        found = self._mask(comparison)
        return single(self._var, found if holds else self._full & ~found)

    def full(self, var: Var) -> int:
        return self._full if len(var) == 1 else _NO | _YES

    def bit(self, text: str) -> int:
        """The cell of a text."""
        group = self._group_of.get(fold(sought_text(text)))
        return _OTHER if group is None else 4 << group

    def picks(self, box: Box, chosen: Mapping[str, Any], near: Sequence[Any]) -> Iterator[Any]:
        mask = box.get(self._var, self._full)
        if mask & ABSENT and not any(box.get(self._piece_var(*each)) == _YES for each in self._pieces):
            yield None
        for each in near:
            if isinstance(each, str) and self._fits(box, each):
                yield each
        for i, group in enumerate(self._groups):
            if mask >> (i + 2) & 1:
                yield from (raw for each in group[:_MOST_TRIED] if self._fits(box, raw := self._raw[each]))
        if mask & _OTHER:
            yield from (each for each in self._others(box) if self._fits(box, each))

    def few(self, box: Box) -> bool:
        """Whether it can only be one of a few texts, each of which is picked."""
        mask = box.get(self._var, self._full)
        said = [group for i, group in enumerate(self._groups) if mask >> (i + 2) & 1]
        return not mask & _OTHER and sum(map(len, said)) <= _FEW

    def sure(self, box: Box) -> bool:
        return True

    def _named(self, comparison: Comparison) -> Sequence[str]:
        if OPERATORS[comparison.op].takes is Takes.NAMED_LIST:
            return self._document.lists[str(comparison.value)]
        if isinstance(comparison.value, tuple):
            return tuple(map(str, comparison.value))
        return (comparison.value,) if isinstance(comparison.value, str) and comparison.op in ("eq", "ne") else ()

    def _mask(self, comparison: Comparison) -> int:
        known = self._full & ~ABSENT
        if comparison.op in ("present", "absent"):
            return known if comparison.op == "present" else ABSENT
        found = 0
        for each in self._named(comparison):
            found |= self.bit(each)
        return found if comparison.op in ("eq", "in", "in_list") else known & ~found

    def _piece_var(self, op: str, piece: str) -> Var:
        return (self._fact.key, op, piece)

    def _piece(self, op: str, piece: str, holds: bool) -> Box:
        mask = _OTHER if holds else _OTHER | ABSENT
        for i, group in enumerate(self._groups):
            if _has(group[0], op, piece) is holds:
                mask |= 4 << i
        return {self._var: mask, self._piece_var(op, piece): _YES if holds else _NO}

    def _fits(self, box: Box, text: str) -> bool:
        folded = fold(sought_text(text))
        if not folded or not box.get(self._var, self._full) & self.bit(text):
            return False
        return all(
            box.get(self._piece_var(op, piece), _NO | _YES) & (_YES if _has(folded, op, piece) else _NO)
            for op, piece in self._pieces
        )

    def _others(self, box: Box) -> Iterator[str]:
        """Texts that begin with and have what they must, with something between that no piece has."""
        wanted = [each for each in self._pieces if box.get(self._piece_var(*each)) == _YES]
        begins = max((piece for op, piece in wanted if op == "starts_with"), key=len, default="")
        has = [piece for op, piece in wanted if op == "contains" and piece not in begins]
        if not wanted:
            yield from _ELSEWHERE
        for between in _BETWEEN:
            inner = between.join(has)
            bare = between.strip()
            yield from (begins + between + inner, begins + inner, f"{bare}{begins}{inner}{between}x")
            yield from (f"{begins}{between}{inner}{between}{bare}x", f"{bare}{between}{inner}{between}{bare}")


def _has(folded: str, op: str, piece: str) -> bool:
    return piece in folded if op == "contains" else folded.startswith(piece)
