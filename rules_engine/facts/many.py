"""The facts of many decisions made ready to compare: what was checked once is not checked again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from rules_engine.document.limits import LARGEST
from rules_engine.document.refuse import instant
from rules_engine.facts.check import Ground, check_fact, given_fact
from rules_engine.vocabulary.terms import Fact, Family, Kind, Origin

_MOST_KEPT: Final = 5_000  # values of a fact
_TEXTS: Final = (Kind.TEXT, Kind.CHOICE)
_NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL, Kind.DURATION)


class Grounds:
    """Makes and refuses what `check_facts` does. One thread at a time."""

    def __init__(self, family: Family) -> None:
        given = {key: fact for key, fact in family.facts.items() if fact.origin is not Origin.DERIVED}
        self._family = family
        self._texts: dict[str, dict[str, Any]] = {key: {} for key, each in given.items() if each.kind in _TEXTS}
        self._numbers = frozenset(key for key, each in given.items() if each.kind in _NUMBERS)
        self._flags = frozenset(key for key, each in given.items() if each.kind is Kind.FLAG)
        self._instants = frozenset(key for key, each in given.items() if each.kind is Kind.INSTANT)
        self._currencies: dict[str, str] = {}

    def of(self, facts: Mapping[str, Any], *, now: datetime) -> Ground:
        """The facts ready to compare; "now" is `now` unless it is said. Refuses with `Invalid` naming the fact."""
        ground: Ground = {}
        texts, numbers, flags = self._texts, self._numbers, self._flags
        for key, value in ({**facts, "now": now} if facts.get("now") in (None, "") else facts).items():
            kind = value.__class__
            if kind is str:
                kept = texts.get(key)
                if kept is not None and value in kept:
                    ground[key] = kept[value]
                    continue
                if key in self._instants and value:
                    ground[key] = instant(value, at=key)
                    continue
            elif (kind is int and key in numbers and -LARGEST <= value <= LARGEST) or (kind is bool and key in flags):
                ground[key] = value
                continue
            self._check(key, value, facts, ground)
        return ground

    def _check(self, key: str, value: Any, facts: Mapping[str, Any], ground: Ground) -> None:
        fact = given_fact(self._family, key)
        if value is None or value == "":
            return
        if fact.kind is Kind.MONEY:
            ground[key] = self._amount(fact, value, facts)
            return
        ground[key] = check_fact(fact, value, facts)[1]
        kept = self._texts.get(key)
        if kept is not None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[value] = ground[key]

    def _amount(self, fact: Fact, value: Any, facts: Mapping[str, Any]) -> Any:
        stated = facts.get(str(fact.currency_fact))
        known = self._currencies.get(stated) if stated.__class__ is str else None
        if known is not None and value.__class__ is int and -LARGEST <= value <= LARGEST:
            return (value, known)
        amount = check_fact(fact, value, facts)[1]
        if isinstance(stated, str):
            self._currencies[stated] = amount[1]  # of few: no other currency is one
        return amount
