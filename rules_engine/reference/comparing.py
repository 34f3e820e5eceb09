"""From a comparison to a test of the facts. With a fact that is absent only "absent" holds."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from domain.kernel.business_time import is_open
from domain.kernel.text import fold
from rules_engine.document.model import ANY_CURRENCY, Amounts, Comparison, Document, OtherFact, Range, Weekdays
from rules_engine.facts.check import Ground
from rules_engine.reference.hours import is_weekday
from rules_engine.vocabulary.operators import OPERATORS, Takes
from rules_engine.vocabulary.terms import Kind

Test: TypeAlias = Callable[[Ground], bool]

ORDER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def compile_comparison(comparison: Comparison, document: Document) -> Test:
    """The test that `comparison` stands for."""
    fact, op, value = comparison.fact, comparison.op, comparison.value
    if op == "present":
        return lambda ground: fact in ground
    if op == "absent":
        return lambda ground: fact not in ground
    if isinstance(value, OtherFact):
        return _against_fact(fact, ORDER[op], value)
    if isinstance(value, Amounts) or (isinstance(value, Range) and isinstance(value.low, Amounts)):
        return _of_amount(fact, op, value)
    if document.family.facts[fact].kind is Kind.INSTANT and op not in ORDER and op != "between":
        return _of_time(comparison, document)
    return _of_value(fact, op, _ground_side(comparison, document))


def texts_of(comparison: Comparison, document: Document) -> frozenset[str]:
    """The texts that "in", "has any" and lists compare with, ready to compare."""
    values = comparison.value
    if OPERATORS[comparison.op].takes is Takes.NAMED_LIST:
        return document.folded_lists[str(values)]
    assert isinstance(values, tuple)
    exact = document.family.facts[comparison.fact].kind is Kind.CHOICE
    return frozenset(str(each) if exact else fold(str(each)) for each in values)


def _ground_side(comparison: Comparison, document: Document) -> Any:
    kind = document.family.facts[comparison.fact].kind
    if OPERATORS[comparison.op].takes in (Takes.SEVERAL, Takes.NAMED_LIST):
        several = isinstance(comparison.value, tuple) and kind is Kind.INTEGER
        return frozenset(comparison.value) if several else texts_of(comparison, document)  # type: ignore[arg-type]
    return fold(comparison.value) if isinstance(comparison.value, str) and kind is not Kind.CHOICE else comparison.value


def _of_value(fact: str, op: str, value: Any) -> Test:
    if op in ("eq", "is"):
        return lambda ground: ground.get(fact) == value
    if op in ("in", "in_list"):
        return lambda ground: ground.get(fact) in value
    known = _KNOWN[op] if op in _KNOWN else ORDER[op]
    return lambda ground: (actual := ground.get(fact)) is not None and known(actual, value)


_KNOWN: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "not_in": lambda actual, values: actual not in values,
    "not_in_list": lambda actual, values: actual not in values,
    "between": lambda actual, span: span.low <= actual <= span.high,
    "contains": operator.contains,
    "starts_with": str.startswith,
    "has": operator.contains,
    "has_any": lambda actual, values: not actual.isdisjoint(values),
    "has_any_in_list": lambda actual, values: not actual.isdisjoint(values),
    "has_all": operator.ge,
}


def _of_amount(fact: str, op: str, value: Amounts | Range) -> Test:
    """An amount in a currency that the rule does not name compares with nothing."""
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    assert isinstance(low, Amounts) and isinstance(high, Amounts)
    if op == "between":
        return _between_amounts(fact, low, high)
    compare, in_currency = ORDER[op], _lookup(low)

    def test(ground: Ground) -> bool:
        actual = ground.get(fact)
        if actual is None:
            return False
        limit = in_currency(actual[1])
        return limit is not None and compare(actual[0], limit)

    return test


def _between_amounts(fact: str, low: Amounts, high: Amounts) -> Test:
    from_least, to_most = _lookup(low), _lookup(high)

    def test(ground: Ground) -> bool:
        actual = ground.get(fact)
        if actual is None:
            return False
        least, most = from_least(actual[1]), to_most(actual[1])
        return least is not None and most is not None and least <= actual[0] <= most

    return test


def _lookup(amounts: Amounts) -> Callable[[str], int | None]:
    """`amounts.in_currency`, as fast as a dictionary where nothing stands for any currency."""
    named = dict(amounts.by_currency)
    return amounts.in_currency if ANY_CURRENCY in named else named.get


def _against_fact(fact: str, compare: Callable[[Any, Any], bool], other: OtherFact) -> Test:
    def test(ground: Ground) -> bool:
        left, right = ground.get(fact), ground.get(other.fact)
        if left is None or right is None:
            return False
        if isinstance(left, tuple):
            if left[1] != right[1]:
                return False
            left, right = left[0], right[0]
        if isinstance(left, int):
            left, right = left * 1_000_000, right * other.times_millionths
        return compare(left, right)

    return test


def _of_time(comparison: Comparison, document: Document) -> Test:
    fact, op, value = comparison.fact, comparison.op, comparison.value
    if isinstance(value, Weekdays):
        return lambda ground: fact in ground and is_weekday(value, ground[fact])
    if isinstance(value, str):
        calendar, wanted = document.calendars[value], op == "in_hours"
        return lambda ground: fact in ground and is_open(calendar, ground[fact]) is wanted
    assert isinstance(value, int)
    span: int = value
    if op == "within_last":
        return lambda ground: fact in ground and ground["now"] - span <= ground[fact] <= ground["now"]
    if op == "longer_ago":
        return lambda ground: fact in ground and ground[fact] < ground["now"] - span
    return lambda ground: fact in ground and ground["now"] <= ground[fact] <= ground["now"] + span
