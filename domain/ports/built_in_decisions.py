"""The limits and policies that hold while no rules say otherwise."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from domain.kernel.money import minor_digits
from domain.ports.decisions import Alerting, Decided, Limits, ReturnPolicy, Routing, SourcingRules

VERSION: Final = "built-in 1"
_MONTH, _QUARTER = timedelta(days=30), timedelta(days=90)

# Role: (at once, by one person in a month, to one customer in a quarter), in major units of any currency.
_GIVES: Final[dict[str, dict[str, tuple[int, int, int]]]] = {
    "agent": {"discount": (50, 500, 150), "price_match": (100, 1_000, 300), "goodwill": (50, 400, 120)},
    "associate": {"discount": (30, 300, 150), "price_match": (100, 1_000, 300), "goodwill": (20, 200, 120)},
    "supervisor": {
        "discount": (500, 10_000, 1_000),
        "price_match": (500, 10_000, 1_000),
        "goodwill": (500, 10_000, 1_000),
    },
}
# Money given back for no goods counts as goodwill does.
_SAME_AS: Final = {"refund": "goodwill"}
_UNLIMITED: Final = ("administrator", "system")
_RETURNS: Final = {
    "store": ReturnPolicy(timedelta(days=60), 0, "once", VERSION),
    "mail": ReturnPolicy(timedelta(days=30), 0, "receipt", VERSION),
    "drop_off": ReturnPolicy(timedelta(days=30), 0, "receipt", VERSION),
    "digital": ReturnPolicy(timedelta(days=14), 0, "once", VERSION),
}
# Opened or bulky goods cost to put back on the shelf; what is not the customer's doing costs them nothing.
_FEES: Final = {"furniture": 100_000, "electronics": 50_000}
_FREE: Final = ("defective", "damaged", "wrong_item", "not_as_described")

_QUEUES: Final = {"return": "returns", "refund": "returns", "delivery": "delivery", "payment": "payments"}


class BuiltInDecisions:
    """Implements `Decisions`. The amounts are the same number in every currency: a table, not an exchange office."""

    def limits(self, *, role: str, kind: str, currency: str, facts: Mapping[str, Any]) -> Limits:
        if role in _UNLIMITED:
            return Limits(None, None, _MONTH, None, _QUARTER, VERSION)
        unit = 10 ** minor_digits(currency)
        most = _GIVES.get(role, {}).get(_SAME_AS.get(kind, kind), (0, 0, 0))
        return Limits(most[0] * unit, most[1] * unit, _MONTH, most[2] * unit, _QUARTER, VERSION)

    def return_policy(self, *, channel: str, category: str, facts: Mapping[str, Any]) -> ReturnPolicy:
        policy = _RETURNS[channel]
        charged = channel in ("mail", "drop_off") and facts.get("reason") not in _FREE
        fee = _FEES.get(category.casefold(), 0) if charged else policy.fee_millionths
        return ReturnPolicy(policy.window, fee, policy.refund_at, policy.version)

    def routing(self, *, facts: Mapping[str, Any], version_id: UUID | None = None) -> Routing:
        queue = _QUEUES.get(str(facts.get("topic")), "general")
        effects: tuple[Mapping[str, Any], ...] = ({"effect": "queue", "queue": queue}, {"effect": "prefer_owner"})
        decided = Decided("routing", None, VERSION, dict(facts), (), effects, "built_in", 0)
        return Routing(queue, 3, (), (), "", True, decided)

    def alerting(self, *, facts: Mapping[str, Any], standing: Collection[str] = ()) -> Alerting | None:
        return None

    def sourcing(self, *, facts: Sequence[Mapping[str, Any]]) -> list[SourcingRules]:
        """Nothing: the plain choice stands."""
        made = [Decided("sourcing", None, VERSION, dict(line), (), (), "built_in", 0) for line in facts]
        return [SourcingRules({}, {}, {}, (), None, None, None, None, None, False, decided) for decided in made]
