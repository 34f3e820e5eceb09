"""What is counted of an answer: queue load, approvals, alerts, nodes. Pure; one function per family."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from rules_engine.document.model import Amounts

Effects: TypeAlias = Sequence[Mapping[str, Any]]
Measured: TypeAlias = tuple[str, str, int]  # what is counted, of which value, how much

_UNROUTED: Final = "general"  # where a case waits, and how urgent it is, when no rule says so
_MIDDLE: Final = 3

# What is counted in each family, in the order in which people read it; amounts of money end with their currency.
MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    "routing": ("queue", "priority", "service_level", "skill", "tag"),
    "alerting": ("severity", "told", "moved_to", "raised_to", "message"),
    "policy": ("answer", "given_alone", "return_window", "restocking_fee", "refund_at"),
    "sourcing": (
        *("together", "handling_cost", "given_by"),  # what follows for whole orders, see `ways`
        *("allowed_kind", "forbidden_kind", "preferred", "forbidden_node", "most_parcels", "weight"),
    ),
}
MONEY: Final = frozenset({"given_alone", "handling_cost"})  # values are currencies, amounts minor units
SHARES: Final = frozenset({"given_by"})  # what each value's part of the whole is matters too


def measured(family: str, effects: Effects, facts: Mapping[str, Any]) -> Iterator[Measured]:
    """Everything that counts of one answer to `facts`. Only in the policy do the facts matter."""
    return _FAMILIES[family](effects, facts)


def _routing(effects: Effects, facts: Mapping[str, Any]) -> Iterator[Measured]:
    yield "queue", _first(effects, "queue", "queue", _UNROUTED), 1
    yield "priority", _first(effects, "priority", "priority", _MIDDLE), 1
    for each in effects:
        if each["effect"] == "service_level":
            yield "service_level", _said(each, "service_level"), 1
        elif each["effect"] == "require_skill":
            yield "skill", _said(each, "skill"), 1
        elif each["effect"] == "tag":
            yield "tag", _said(each, "tag"), 1


def _alerting(effects: Effects, facts: Mapping[str, Any]) -> Iterator[Measured]:
    told = {"notify_watchers": "watchers", "notify_owner": "owner"}
    for each in effects:
        kind = each["effect"]
        if kind == "alert" or kind in told:
            yield "severity", _said(each, "severity"), 1
            yield "told", _said(each, "role") if kind == "alert" else told[kind], 1
        elif kind == "move_to_queue":
            yield "moved_to", _said(each, "queue"), 1
        elif kind == "raise_priority":
            yield "raised_to", _said(each, "priority"), 1
        elif kind == "message_customer":
            yield "message", _said(each, "template"), 1


def _policy(effects: Effects, facts: Mapping[str, Any]) -> Iterator[Measured]:
    """A gift is measured against what may be given at once: budgets over days depend on more than its facts."""
    answer = "alone"
    if facts.get("question") == "limits" and isinstance(facts.get("amount"), int):
        currency = str(facts.get("currency", "")).upper()
        most = _allowed(effects, currency)
        if most is not None and facts["amount"] > most:
            answer = "approval"
    elif facts.get("question") == "return_policy":
        window = int(_first(effects, "return_window", "days", 0))
        if isinstance(facts.get("days_since_delivery"), int) and facts["days_since_delivery"] > window:
            answer = "approval"
        yield "return_window", str(window), 1
        yield "restocking_fee", _first(effects, "restocking_fee", "millionths", 0), 1
        yield "refund_at", _first(effects, "refund_at", "when", "receipt"), 1
    said = {each["effect"] for each in effects}
    answer = "refused" if "refuse" in said else "approval" if "require_approval" in said else answer
    yield "answer", answer, 1
    if answer == "alone" and facts.get("question") == "limits" and isinstance(facts.get("amount"), int):
        yield "given_alone", str(facts.get("currency", "")).upper(), facts["amount"]


def _allowed(effects: Effects, currency: str) -> int | None:
    """The most that may be given at once, in minor units; None: no limit; what is not said is not allowed."""
    limit: Any = next((each.get("amount") for each in effects if each["effect"] == "limit_per_action"), {})
    return (Amounts(tuple(limit.items())).in_currency(currency) or 0) if isinstance(limit, Mapping) else None


def _sourcing(effects: Effects, facts: Mapping[str, Any]) -> Iterator[Measured]:
    plain = {
        "allow_kind": ("allowed_kind", "kind"),
        "forbid_kind": ("forbidden_kind", "kind"),
        "prefer_node": ("preferred", "node"),
        "prefer_region": ("preferred", "region"),
        "forbid_node": ("forbidden_node", "node"),
        "max_parcels": ("most_parcels", "parcels"),
    }
    for each in effects:
        kind = each["effect"]
        if kind in plain:
            measure, parameter = plain[kind]
            yield measure, _said(each, parameter), 1
        elif kind.startswith("weigh_"):
            yield "weight", kind.removeprefix("weigh_"), int(each.get("weight", 0))


def _first(effects: Effects, effect: str, parameter: str, otherwise: object) -> str:
    return str(next((each.get(parameter, otherwise) for each in effects if each["effect"] == effect), otherwise))


def _said(effect: Mapping[str, Any], parameter: str) -> str:
    """A parameter as it was recorded, perhaps in an older form."""
    return str(effect.get(parameter, "?"))


_FAMILIES: Final[Mapping[str, Callable[[Effects, Mapping[str, Any]], Iterator[Measured]]]] = {
    "routing": _routing,
    "alerting": _alerting,
    "policy": _policy,
    "sourcing": _sourcing,
}
