"""The decisions port, answered by the live rules; where a family has none yet, by the built-in table."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import Alerting, Decided, Limits, ReturnPolicy, Routing, SourcingRules
from rules_engine.decision import Decision
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.resting import resting
from rules_engine.decisions.sourcing_lines import decide_lines
from rules_engine.decisions.sourcing_rules import sourcing_rules
from rules_engine.document.model import Amounts

_MONTH: Final = timedelta(days=30)
_UNROUTED: Final = "general"
_MIDDLE: Final = 3


class RulesDecisions:
    """Implements `domain.ports.decisions.Decisions`. What the policy says nothing about, nobody may give alone."""

    def __init__(self, live: LiveRules) -> None:
        self._live, self._built_in = live, BuiltInDecisions()

    def limits(self, *, role: str, kind: str, currency: str, facts: Mapping[str, Any]) -> Limits:
        asked = {**facts, "question": "limits", "role": role, "kind": kind, "currency": currency}
        found = self._live.decide("policy", asked)
        if found is None:
            return self._built_in.limits(role=role, kind=kind, currency=currency, facts=facts)
        id, decision = found
        at_once, _ = _limit(decision, "limit_per_action", currency)
        actor, actor_window = _limit(decision, "limit_per_actor", currency)
        customer, customer_window = _limit(decision, "limit_per_customer", currency)
        record = _record(id, decision)
        return Limits(at_once, actor, actor_window, customer, customer_window, record.version, record)

    def return_policy(self, *, channel: str, category: str, facts: Mapping[str, Any]) -> ReturnPolicy:
        asked = {**facts, "question": "return_policy", "return_channel": channel, "category": category}
        found = self._live.decide("policy", asked)
        if found is None:
            return self._built_in.return_policy(channel=channel, category=category, facts=facts)
        id, decision = found
        record = _record(id, decision)
        return ReturnPolicy(
            window=timedelta(days=_number(decision, "return_window", "days", 0)),
            fee_millionths=_number(decision, "restocking_fee", "millionths", 0),
            refund_at=_word(decision, "refund_at", "when", "receipt"),
            version=record.version,
            decided=record,
        )

    def routing(self, *, facts: Mapping[str, Any], version_id: UUID | None = None) -> Routing:
        found = self._live.decide("routing", facts, version_id=version_id)
        if found is None:
            return self._built_in.routing(facts=facts)
        id, decision = found
        return Routing(
            queue=_word(decision, "queue", "queue", _UNROUTED),
            priority=_number(decision, "priority", "priority", _MIDDLE),
            skills=tuple(str(each["skill"]) for each in decision.each("require_skill")),
            tags=tuple(str(each["tag"]) for each in decision.each("tag")),
            service_level=_word(decision, "service_level", "service_level", ""),
            prefer_owner=decision.first("prefer_owner") is not None,
            decided=_record(id, decision),
        )

    def alerting(self, *, facts: Mapping[str, Any], standing: Collection[str] = ()) -> Alerting | None:
        found = self._live.decide("alerting", facts)
        if found is None:
            return None
        id, decision = found
        return Alerting(_record(id, decision), resting(decision, standing))

    def sourcing(self, *, facts: Sequence[Mapping[str, Any]]) -> Sequence[SourcingRules]:
        made = decide_lines(self._live, facts)
        if made is None:
            return self._built_in.sourcing(facts=facts)
        return [sourcing_rules(_record(id, decision)) for id, decision in made]


def _record(id: UUID, decision: Decision) -> Decided:
    return Decided(
        family=decision.version.family.key,
        version_id=id,
        version=decision.version.id,
        facts=decision.facts_as_plain(),
        fired=decision.fired_as_plain(),
        effects=decision.effects_as_plain(),
        answered_by=decision.answered_by,
        microseconds=decision.microseconds,
    )


def _number(decision: Decision, key: str, parameter: str, otherwise: int) -> int:
    effect = decision.first(key)
    value = effect[parameter] if effect else None
    return value if isinstance(value, int) else otherwise


def _word(decision: Decision, key: str, parameter: str, otherwise: str) -> str:
    effect = decision.first(key)
    value = effect[parameter] if effect else None
    return value if isinstance(value, str) else otherwise


def _limit(decision: Decision, key: str, currency: str) -> tuple[int | None, timedelta]:
    """The amount (None: no limit; 0 where nothing is said, or not for this currency) and within which time."""
    effect = decision.first(key)
    if effect is None:
        return 0, _MONTH
    days, amount = effect["days"], effect["amount"]
    most = (amount.in_currency(currency) or 0) if isinstance(amount, Amounts) else None
    return most, timedelta(days=days) if isinstance(days, int) else _MONTH
