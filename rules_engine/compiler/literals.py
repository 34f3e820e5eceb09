"""From a comparison to conditions on fields: one plain "and" for it to hold, and one for it not to."""

from typing import Final, TypeAlias

from domain.kernel.text import fold
from rules_engine.compiler.fields import Fields, Scalar, encoded
from rules_engine.document.model import ANY_CURRENCY, Amounts, Comparison, OtherFact, Range
from rules_engine.vocabulary.terms import Kind

Literal: TypeAlias = tuple[str, str, Scalar]  # field, operator of the engine, value

_OPPOSITE: Final = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}
_NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL, Kind.DURATION, Kind.MONEY, Kind.INSTANT)
_ORDERS: Final = ("eq", "ne", "lt", "le", "gt", "ge", "between")


def literals(comparison: Comparison, holds: bool, fields: Fields) -> tuple[Literal, ...]:
    """The conditions that hold together exactly when `comparison` holds, or exactly when it does not."""
    kind = fields.document.family.facts[comparison.fact].kind
    fact, value = comparison.fact, comparison.value
    if comparison.op in ("present", "absent"):
        return ((fields.has(fact), "eq", int(holds == (comparison.op == "present"))),)
    if comparison.op == "is":
        return ((fields.low(fact), "eq" if holds else "ne", int(bool(value))),)
    if isinstance(value, str) and comparison.op in ("eq", "ne"):
        side = encoded(value if kind is Kind.CHOICE else fold(value))
        found = _equal_text(fact, comparison.op, holds, side, fields)
    elif kind in _NUMBERS and comparison.op in _ORDERS and not isinstance(value, OtherFact):
        found = _number(comparison, holds, fields)
    else:
        found = None
    return found or ((fields.computed(comparison), "eq", int(holds)),)


def _equal_text(fact: str, op: str, holds: bool, side: str, fields: Fields) -> tuple[Literal, ...] | None:
    if op == "eq":
        return ((fields.text(fact), "eq" if holds else "ne", side),)
    return ((fields.has(fact), "eq", 1), (fields.text(fact), "ne", side)) if holds else None


def _number(comparison: Comparison, holds: bool, fields: Fields) -> tuple[Literal, ...] | None:
    """None where it takes an "or" to say it, or several currencies."""
    fact, op = comparison.fact, comparison.op
    sides = _sides(comparison)
    if sides is None:
        return None
    currency, low, high = sides
    if op == "eq":
        return ((fields.low(fact, currency), "eq" if holds else "ne", low),)
    if not holds:
        return _not_ordered(fact, op, currency, low, fields)
    known: Literal = (fields.has(fact, currency), "eq", 1)
    field = fields.low(fact, currency)
    if op == "between":
        return known, (field, "ge", low), (field, "le", high)
    return known, (field, op, low)


def _not_ordered(fact: str, op: str, currency: str | None, value: int, fields: Fields) -> tuple[Literal, ...] | None:
    """An absent fact lies on the side that makes the opposite true."""
    if op not in _OPPOSITE:
        return None
    field = fields.high(fact, currency) if op in ("lt", "le") else fields.low(fact, currency)
    return ((field, _OPPOSITE[op], value),)


def _sides(comparison: Comparison) -> tuple[str | None, int, int] | None:
    """The one currency (None: no amount), the lowest and the highest."""
    value = comparison.value
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    if isinstance(low, Amounts) and isinstance(high, Amounts):
        (currency, least), *more = low.by_currency
        return None if more or currency == ANY_CURRENCY else (currency, least, high.by_currency[0][1])
    assert isinstance(low, int) and isinstance(high, int)
    return None, low, high
