"""Check the facts that a decision is asked with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from domain.kernel.errors import Invalid
from domain.kernel.money import Money, check_currency
from domain.kernel.text import fold, sought_text
from rules_engine.document.plain import written
from rules_engine.document.refuse import flag, instant, refusal, sequence, shown, whole_number
from rules_engine.vocabulary.terms import Fact, Family, Kind, Origin

LONGEST_TEXT: Final = 10_000  # of a text that somebody wrote; whoever asks cuts
MOST_ENTRIES: Final = 1_000
_DAY: Final = 86_400

Ground = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """`plain`: JSON values as they were said, without what is absent; they check again to the same.

    `ground`: ready to compare. Text is folded, a list is a frozenset of folded texts, instants and durations are whole
    seconds, an amount is (minor units, currency).
    """

    plain: Mapping[str, Any]
    ground: Ground


def check_facts(family: Family, facts: Mapping[str, Any], *, now: datetime, strict: bool = False) -> Facts:
    """The facts by the names of the vocabulary; None and empty text are absent, "now" is `now` unless it is said.

    Refuses with `Invalid` naming the fact: unknown names, facts that only rules derive, wrong types, an amount without
    its currency. A choice that the vocabulary does not have matches no rule; `strict` refuses it.
    """
    said: dict[str, Any] = {}
    ground: Ground = {}
    for key, value in ({**facts, "now": now} if facts.get("now") in (None, "") else facts).items():
        fact = given_fact(family, key)
        if value is None or value == "":
            continue
        said[key], ground[key] = check_fact(fact, value, facts)
        if strict and fact.kind is Kind.CHOICE and said[key] not in fact.choice_keys:
            known = ", ".join(fact.choice_keys)
            en, fr = f"must be one of: {known}.", f"doit être l’une de ces valeurs : {known}."
            raise refusal(key, code="unknown_choice", en=en, fr=fr)
    return Facts(said, ground)


def given_fact(family: Family, key: str) -> Fact:
    """The fact of this name, which may be given."""
    fact = family.facts.get(key)
    if fact is None or fact.origin is Origin.DERIVED:
        en, fr = "is not a fact that may be given.", "n’est pas un fait que l’on peut donner."
        raise refusal(shown(key), code="unknown_fact", en=en, fr=fr)
    return fact


def check_fact(fact: Fact, value: Any, facts: Mapping[str, Any]) -> tuple[Any, Any]:
    """A value that is there, as it was said and ready to compare; the other `facts` hold the currency of an amount."""
    return _READERS[fact.kind](value, fact, facts)


def ground_value(fact: Fact, value: Any) -> Any:
    """A derived value, as rules state it, ready to compare."""
    return fold(value) if fact.kind is Kind.TEXT else value


def _text(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[str, str]:
    if not isinstance(value, str):
        raise refusal(fact.key, code="not_text", en="must be text.", fr="doit être un texte.")
    if len(value) > LONGEST_TEXT:
        en, fr = f"is longer than {LONGEST_TEXT} characters.", f"dépasse {LONGEST_TEXT} caractères."
        raise refusal(fact.key, code="too_long", en=en, fr=fr)
    kept = sought_text(value)
    return kept, fold(kept)


def _choice(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[str, str]:
    kept, _ = _text(value, fact, facts)
    return kept, kept


def _number(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[int, int]:
    number = whole_number(value, at=fact.key)
    return number, number


def _flag(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[bool, bool]:
    said = flag(value, at=fact.key)
    return said, said


def _instant(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[str, int]:
    if isinstance(value, datetime) and value.tzinfo is not None:
        seconds = int(value.timestamp() // 1)
    else:
        seconds = instant(value, at=fact.key)
    return written(seconds), seconds


def _duration(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[int, int]:
    seconds = value // timedelta(seconds=1) if isinstance(value, timedelta) else value
    return _number(seconds, fact, facts)


def _money(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[int, tuple[int, str]]:
    assert fact.currency_fact is not None
    stated = facts.get(fact.currency_fact)
    if stated is None or stated == "":
        raise _no_currency(fact, fact.currency_fact)
    currency = check_currency(stated, field=fact.currency_fact)
    if isinstance(value, Money):
        if value.currency != currency:
            en, fr = f"must be in {currency}.", f"doit être en {currency}."
            raise refusal(fact.key, code="currency_mismatch", en=en, fr=fr)
        value = value.minor
    minor = whole_number(value, at=fact.key)
    return minor, (minor, currency)


def _no_currency(fact: Fact, currency_fact: str) -> Invalid:
    en, fr = f"needs its currency in “{currency_fact}”.", f"demande sa devise dans « {currency_fact} »."
    return refusal(fact.key, code="missing_currency", en=en, fr=fr)


def _list(value: Any, fact: Fact, facts: Mapping[str, Any]) -> tuple[list[str], frozenset[str]]:
    entries = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
    both = [_text(each, fact, facts) for each in sequence(entries, at=fact.key, most=MOST_ENTRIES)]
    return [kept for kept, _ in both], frozenset(folded for _, folded in both)


_READERS: Final[Mapping[Kind, Callable[[Any, Fact, Mapping[str, Any]], tuple[Any, Any]]]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.DURATION: _duration,
    Kind.FLAG: _flag,
    Kind.INSTANT: _instant,
    Kind.MONEY: _money,
    Kind.LIST: _list,
}


def moment(ground: Ground) -> datetime:
    """The moment of the decision."""
    return datetime.fromtimestamp(ground["now"], UTC)
