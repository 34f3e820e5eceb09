"""Amounts: one line of numbers for each currency that rules tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from domain.kernel.errors import Invalid
from domain.kernel.money import check_currency, minor_digits
from rules_engine.analysis.boxes import Box, Var
from rules_engine.analysis.line import ABSENT, Line
from rules_engine.analysis.texts import Texts
from rules_engine.document.limits import LARGEST
from rules_engine.document.model import ANY_CURRENCY, Amounts, Comparison, Document, OtherFact, Range
from rules_engine.vocabulary.terms import Fact

# Stand for every currency that no rule names: one for each number of digits that a minor unit has.
_OTHERS: Final = (
    *("EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK"),
    *("JPY", "KRW", "CLP"),
    *("KWD", "BHD", "TND"),
    *("CLF", "UYW"),
)


def currencies_of(
    comparisons: Sequence[Comparison], of_currency: Sequence[Comparison], document: Document
) -> tuple[str, ...]:
    """The currencies that have to be told apart where these comparisons are of amounts, and these of their currency."""
    amounts = [side for each in comparisons for side in sides_of(each)]
    named = {currency for each in amounts for currency, _ in each.by_currency if currency != ANY_CURRENCY}
    for each in of_currency:
        named |= set(_written(each, document))
    found, digits = sorted(named), set[int]()
    anything = any(currency == ANY_CURRENCY for each in amounts for currency, _ in each.by_currency)
    for other in _OTHERS:
        if other not in named and (minor_digits(other) not in digits if anything else not digits):
            digits.add(minor_digits(other))
            found.append(other)
    return tuple(found)


def sides_of(comparison: Comparison) -> tuple[Amounts, ...]:
    """The amounts that a comparison names."""
    value = comparison.value
    both = (value.low, value.high) if isinstance(value, Range) else (value,)
    return tuple(each for each in both if isinstance(each, Amounts))


class Amount:
    """An amount; without a currency there is none. `currency` is the fact that says it."""

    def __init__(
        self, fact: Fact, comparisons: Sequence[Comparison], currency: Texts, currencies: tuple[str, ...]
    ) -> None:
        assert fact.currency_fact is not None
        self.currency_fact = fact.currency_fact
        self._key, self._currency, self._currency_var = fact.key, currency, (fact.currency_fact,)
        self._lines = {
            code: Line(_points(comparisons, code, others=currencies), -LARGEST, LARGEST) for code in currencies
        }

    def boxes(self, comparison: Comparison, holds: bool) -> list[Box]:
        found, silent = list[Box](), self._currency.full(self._currency_var)
        for code, line in self._lines.items():
            bit = self._currency.bit(code)
            silent &= ~bit
            mask = _mask(line, comparison, code)
            if wanted := mask if holds else line.full & ~mask:
                found.append({self._currency_var: bit, (self._key, code): wanted})
        if (comparison.op == "absent") is holds:
            found.append({self._currency_var: silent})  # where there is no currency there is no amount
        return found

    def lines(self, box: Box) -> Iterator[tuple[str, Line]]:
        """The currencies in which it can be in a box, each with its line."""
        mask = box.get(self._currency_var, -1)
        return ((code, line) for code, line in self._lines.items() if self._currency.bit(code) & mask)

    def full(self, var: Var) -> int:
        return self._lines[var[1]].full

    def picks(self, box: Box, chosen: Mapping[str, Any], near: Sequence[Any]) -> Iterator[Any]:
        code = str(chosen.get(self.currency_fact) or "").strip().upper()
        line = self._lines.get(code)
        if line is None:
            yield None
            return
        mask = box.get((self._key, code), line.full)
        if mask & ABSENT:
            yield None
        yield from (each for each in near if isinstance(each, int) and line.holds(mask, each))
        yield from line.picks(mask)

    def sure(self, box: Box) -> bool:
        return True


def _written(comparison: Comparison, document: Document) -> Iterator[str]:
    """The currencies that a comparison of a text names."""
    value = comparison.value
    texts: Sequence[Any] = value if isinstance(value, tuple) else (value,)
    if comparison.op in ("in_list", "not_in_list"):
        texts = document.lists[str(value)]
    for each in texts:
        try:
            yield check_currency(each)
        except Invalid:
            continue


def _points(comparisons: Sequence[Comparison], code: str, *, others: tuple[str, ...]) -> Iterator[int]:
    for each in comparisons:
        for side in sides_of(each):
            if (amount := side.in_currency(code)) is not None:
                yield amount


def _mask(line: Line, comparison: Comparison, code: str) -> int:
    op = comparison.op
    if op in ("present", "absent"):
        return line.known if op == "present" else ABSENT
    assert not isinstance(comparison.value, OtherFact)
    limits = [side.in_currency(code) for side in sides_of(comparison)]
    if None in limits:
        return 0
    if op == "between":
        return line.between(limits[0] or 0, limits[1] or 0)
    return line.ordered(op, limits[0] or 0)
