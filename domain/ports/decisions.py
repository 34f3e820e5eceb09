"""What use cases ask rules for: answered by a built-in table, or by rules that business users edit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Decided:
    """How an answer came about: the version of the family's rules, the facts it was given, the rules that fired in
    their order with the facts that made them, and the effects that counted. All of it plain JSON.

    `answered_by`: engine, reference, fallback or built_in.
    """

    family: str
    version_id: UUID | None
    version: str
    facts: Mapping[str, Any]
    fired: tuple[Mapping[str, Any], ...]
    effects: tuple[Mapping[str, Any], ...]
    answered_by: str
    microseconds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a role may give away alone, in minor units; None is no limit.

    `per_action` at once; `per_actor` within `actor_window`, `per_customer` within `customer_window`, both cumulative
    over everybody's discounts, price matches and goodwill of the kind. `version` says which policy answered.
    """

    per_action: int | None
    per_actor: int | None
    actor_window: timedelta
    per_customer: int | None
    customer_window: timedelta
    version: str
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class ReturnPolicy:
    """`window` counts from delivery; `fee_millionths` of the goods' worth is kept for restocking.

    `refund_at` is "once" or "receipt".
    """

    window: timedelta
    fee_millionths: int
    refund_at: str
    version: str
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a case waits: `priority` from 1 (most urgent) to 5, `skills` that whoever takes it must have. With
    `prefer_owner` whoever had the customer's last case goes before others who can take it.
    """

    queue: str
    priority: int
    skills: tuple[str, ...]
    tags: tuple[str, ...]
    service_level: str
    prefer_owner: bool
    decided: Decided


@dataclass(frozen=True, slots=True)
class Alerting:
    """What must be told or done about some facts. `resting`: the rules that only the time of the day or the
    day of the week keeps from firing.
    """

    decided: Decided
    resting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Preference:
    """A node by its code, or every node of a country or region, counts as better by `weight` of 100."""

    weight: int
    rule: str
    node: str | None = None
    region: str | None = None

    def prefers(self, code: str, places: Collection[str]) -> bool:
        """Whether it is about the node with this code, in these places (its country and region, in capitals)."""
        return self.node == code.upper() or self.region in places


@dataclass(frozen=True, slots=True)
class SourcingRules:
    """What rules say about a line that is to be sourced; a kind or a node is mapped to the rule that says so.

    `fastest`, `cheapest` and `fewest_parcels` are weights of 100, None where nothing is said. `vendor_only` is the
    rule that leaves drop-ship vendors only.
    """

    allowed_kinds: Mapping[str, str]
    forbidden_kinds: Mapping[str, str]
    forbidden_nodes: Mapping[str, str]
    preferences: tuple[Preference, ...]
    vendor_only: str | None
    fastest: int | None
    cheapest: int | None
    fewest_parcels: int | None
    max_parcels: int | None
    mind_capacity: bool
    decided: Decided


class Decisions(Protocol):
    """Facts are plain values by name."""

    def limits(self, *, role: str, kind: str, currency: str, facts: Mapping[str, Any]) -> Limits:
        """`kind`: discount, price_match, goodwill or refund."""

    def return_policy(self, *, channel: str, category: str, facts: Mapping[str, Any]) -> ReturnPolicy:
        """`channel`: store, mail, drop_off or digital; `category` of the product."""

    def routing(self, *, facts: Mapping[str, Any], version_id: UUID | None = None) -> Routing:
        """Where a case with these facts (`cases.facts`) belongs; by an older version, if one is named."""

    def alerting(self, *, facts: Mapping[str, Any], standing: Collection[str] = ()) -> Alerting | None:
        """What follows from these facts (`alerts.facts`); None before there are rules. `standing`: rules that fired
        before, of which it is told which only rest.
        """

    def sourcing(self, *, facts: Sequence[Mapping[str, Any]]) -> Sequence[SourcingRules]:
        """For each line of an order, by its facts (`sourcing.facts`): which nodes may give it, and what counts."""
