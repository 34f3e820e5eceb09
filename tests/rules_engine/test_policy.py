"""The policy family can answer all that the decisions port asks: the built-in answers, written as tables."""

from datetime import timedelta
from typing import Any

import pytest

from domain.ports.built_in_decisions import _FEES, _FREE, _GIVES, _RETURNS, BuiltInDecisions
from domain.ports.decisions import Limits, ReturnPolicy
from rules_engine.document.model import Amounts, Effect
from rules_engine.evaluate import evaluate
from tests.rules_engine.writing import NOW, compare, rule, version

BUILT_IN = BuiltInDecisions()
KINDS = ("discount", "price_match", "goodwill", "refund")


def row(when: list[Any], then: list[Any]) -> dict[str, Any]:
    return {"when": when, "then": then}


def limits(*amounts: int | None) -> list[Any]:
    once, actor, customer = ("no_limit" if each is None else {"*": each} for each in amounts)
    return [once, actor, 30, customer, 90]


LIMITS = {
    "id": "limits",
    "name": {"en": "What may be given", "fr": "Ce qui peut être accordé"},
    "hit_policy": "first",
    "inputs": [{"fact": "question", "op": "eq"}, {"fact": "role", "op": "in"}, {"fact": "kind", "op": "in"}],
    "outputs": [
        {"effect": "limit_per_action", "parameter": "amount"},
        {"effect": "limit_per_actor", "parameter": "amount"},
        {"effect": "limit_per_actor", "parameter": "days"},
        {"effect": "limit_per_customer", "parameter": "amount"},
        {"effect": "limit_per_customer", "parameter": "days"},
    ],
    "rows": [
        row(["limits", ["administrator", "system"], None], limits(None, None, None)),
        *(
            row(["limits", [role], [kind, "refund"] if kind == "goodwill" else [kind]], limits(*amounts))
            for role, kinds in _GIVES.items()
            for kind, amounts in kinds.items()
        ),
        row(["limits", None, None], limits(0, 0, 0)),
    ],
}
RETURNS = {
    "id": "returns",
    "name": {"en": "How returns are taken", "fr": "Comment les retours sont acceptés"},
    "hit_policy": "first",
    "inputs": [{"fact": "return_channel", "op": "eq"}],
    "outputs": [
        {"effect": "return_window", "parameter": "days"},
        {"effect": "refund_at", "parameter": "when"},
        {"effect": "restocking_fee", "parameter": "millionths"},
    ],
    "rows": [row([name], [each.window.days, each.refund_at, each.fee_millionths]) for name, each in _RETURNS.items()],
}
CHARGED = [compare("return_channel", "in", ["mail", "drop_off"]), {"none": [compare("reason", "in", list(_FREE))]}]
FEES = [
    rule(
        f"fee-{category}",
        {"all": [compare("category", "eq", category), *CHARGED]},
        {"effect": "restocking_fee", "millionths": fee},
        priority=1,
    )
    for category, fee in _FEES.items()
]
POLICY = version(*FEES, family="policy", tables=[LIMITS, RETURNS])


def most(effect: Effect | None, currency: str) -> int | None:
    assert effect is not None
    amount = effect["amount"]
    return amount.in_currency(currency) if isinstance(amount, Amounts) else None


def days(effect: Effect | None) -> timedelta:
    assert effect is not None and isinstance(effect["days"], int)
    return timedelta(days=effect["days"])


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ["agent", "associate", "supervisor", "administrator", "system", "merchandiser"])
def test_limits(role: str, kind: str, currency: str) -> None:
    facts = {"question": "limits", "role": role, "kind": kind, "currency": currency, "amount": 5_000}
    decision = evaluate(POLICY, {**facts, "reason": "apology", "customer_tier": ""}, now=NOW)
    actor, customer = decision.first("limit_per_actor"), decision.first("limit_per_customer")
    answer = Limits(
        per_action=most(decision.first("limit_per_action"), currency),
        per_actor=most(actor, currency),
        actor_window=days(actor),
        per_customer=most(customer, currency),
        customer_window=days(customer),
        version="built-in 1",
    )
    assert answer == BUILT_IN.limits(role=role, kind=kind, currency=currency, facts={})


@pytest.mark.parametrize("reason", ["not_needed", "defective"])
@pytest.mark.parametrize("category", ["", "Furniture", "electronics", "shoes"])
@pytest.mark.parametrize("channel", sorted(_RETURNS))
def test_return_policy(channel: str, category: str, reason: str) -> None:
    facts = {"question": "return_policy", "return_channel": channel, "category": category, "reason": reason}
    more = {"sku": "A", "quantity": 1, "days_since_delivery": 3, "source": "", "country": "FR", "actor_role": "agent"}
    decision = evaluate(POLICY, {**facts, **more}, now=NOW)
    fee, at = decision.first("restocking_fee"), decision.first("refund_at")
    assert fee is not None and at is not None
    found = (days(decision.first("return_window")), fee["millionths"], at["when"])
    said: ReturnPolicy = BUILT_IN.return_policy(channel=channel, category=category, facts={"reason": reason})
    assert found == (said.window, said.fee_millionths, said.refund_at)
