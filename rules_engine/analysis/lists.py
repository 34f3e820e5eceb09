"""Facts that are lists: which entries they have."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import Any, Final

from domain.kernel.text import fold
from rules_engine.analysis.boxes import Box, Var
from rules_engine.analysis.dimension import single
from rules_engine.analysis.line import ABSENT
from rules_engine.document.model import Comparison, Document
from rules_engine.vocabulary.operators import OPERATORS, Takes
from rules_engine.vocabulary.terms import Fact

_PRESENT: Final = 2
_NO, _YES = 1, 2
_MOST_WAYS: Final = 500


class Lists:
    """A list. Each different question, "has one of these" or "has all of these", is a variable of its own."""

    def __init__(self, fact: Fact, comparisons: Sequence[Comparison], document: Document) -> None:
        self._fact, self._document, self._var = fact, document, (fact.key,)
        self._entries: dict[Var, frozenset[str]] = {}
        self._raw: dict[str, str] = {}
        self._var_of: dict[Comparison, Var] = {}
        seen: dict[tuple[str, frozenset[str]], Var] = {}
        for each in comparisons:
            if OPERATORS[each.op].takes is not Takes.NOTHING:
                raw = self._named(each)
                self._raw |= {fold(text): text for text in raw}
                kind, entries = "all" if each.op == "has_all" else "any", frozenset(map(fold, raw))
                kind = "any" if len(entries) == 1 else kind
                var = seen.setdefault((kind, entries), (fact.key, kind, str(len(seen))))
                self._entries[var] = entries
                self._var_of[each] = var

    def boxes(self, comparison: Comparison, holds: bool) -> list[Box]:
        if OPERATORS[comparison.op].takes is Takes.NOTHING:
            present = (comparison.op == "present") is holds
            return single(self._var, _PRESENT if present else ABSENT)
        var = self._var_of[comparison]
        if not holds:
            return [{var: _NO}]
        return [{self._var: _PRESENT, var: _YES}] if self._entries[var] else []

    def full(self, var: Var) -> int:
        return ABSENT | _PRESENT if len(var) == 1 else _NO | _YES

    def picks(self, box: Box, chosen: Mapping[str, Any], near: Sequence[Any]) -> Iterator[Any]:
        mask = box.get(self._var, ABSENT | _PRESENT)
        answers = {var: box[var] for var in self._entries if box.get(var, 3) != (_NO | _YES)}
        if mask & ABSENT and _YES not in answers.values():
            yield None
        if mask & _PRESENT:
            for folded in self._sets(answers):
                if all((_says(var, self._entries[var], folded)) is (said == _YES) for var, said in answers.items()):
                    yield [self._raw[each] for each in sorted(folded)]

    def sure(self, box: Box) -> bool:
        """Not where there are too many ways to have one of several entries: not every one was tried."""
        _, open_ = self._wanted({var: box[var] for var in self._entries if var in box})
        return prod(map(len, open_)) <= _MOST_WAYS

    def _sets(self, answers: Mapping[Var, int]) -> Iterator[frozenset[str]]:
        """What must be there, with every way to have one of several where it is not there yet. More never helps."""
        must, open_ = self._wanted(answers)
        for ways in islice(product(*map(sorted, open_)), _MOST_WAYS):
            yield must.union(ways)

    def _wanted(self, answers: Mapping[Var, int]) -> tuple[frozenset[str], list[frozenset[str]]]:
        """Entries that have to be there, and of which others one has to."""
        must = frozenset().union(*(self._entries[v] for v, said in answers.items() if said == _YES and v[1] == "all"))
        never = frozenset().union(*(self._entries[v] for v, said in answers.items() if said == _NO and v[1] == "any"))
        open_ = [self._entries[v] for v, said in answers.items() if said == _YES and v[1] == "any"]
        return must, [each - never for each in open_ if not each & must]

    def _named(self, comparison: Comparison) -> Sequence[str]:
        if OPERATORS[comparison.op].takes is Takes.NAMED_LIST:
            return self._document.lists[str(comparison.value)]
        value = comparison.value
        return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _says(var: Var, entries: frozenset[str], folded: frozenset[str]) -> bool:
    return folded >= entries if var[1] == "all" else bool(folded & entries)
