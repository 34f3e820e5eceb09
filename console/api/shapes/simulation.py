"""Backtests and shadows as requests and answers."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field

from console.api.shapes.base import Amount, Body, GivenCount, GivenInstant, Instant, Shape
from domain.kernel.money import Money
from rules_engine.simulation.start_shadow import USUAL


class CountedShape(Shape):
    """How often before, and how often with the rules that are tried."""

    value: str = Field(examples=["returns"])
    before: int
    after: int


class AmountsShape(Shape):
    """An amount before, and with the rules that are tried; one for each currency."""

    before: Amount
    after: Amount


class ReasonShape(Shape):
    """Why so many could not be replayed."""

    code: str = Field(examples=["unknown_fact"])
    field: str
    count: int


class SumsShape(Shape):
    """`replayed` is everything that could be; `fired` counts by rule, `measures` by what the family decides on.

    `given_alone`: what could be given away without asking anybody. `handling_cost`: of all parcels of past orders,
    beside the measures `together` (orders, parcels) and `given_by` (lines by node, "" for none).
    """

    replayed: int
    differ: int
    unreplayable: int
    fired: list[CountedShape]
    measures: dict[str, list[CountedShape]]
    given_alone: list[AmountsShape]
    handling_cost: list[AmountsShape]
    reasons: list[ReasonShape]


def _sums(kept: Any) -> Any:
    """As it is kept, see `rules_engine.simulation.sums`."""
    if not isinstance(kept, Mapping):
        return kept
    measures = dict(kept["measures"])
    given, cost = measures.pop("given_alone", {}), measures.pop("handling_cost", {})
    return {
        **{name: kept[name] for name in ("replayed", "differ", "unreplayable")},
        "fired": _counted(kept["fired"]),
        "measures": {name: _counted(values) for name, values in measures.items()},
        "given_alone": _amounts(given),
        "handling_cost": _amounts(cost),
        "reasons": [{name: each[name] for name in ("code", "field", "count")} for each in kept["reasons"].values()],
    }


def _counted(values: Mapping[str, list[int]]) -> list[dict[str, Any]]:
    return [{"value": name, "before": sides[0], "after": sides[1]} for name, sides in sorted(values.items())]


def _amounts(values: Mapping[str, list[int]]) -> list[dict[str, Any]]:
    return [
        {"before": Money(sides[0], currency), "after": Money(sides[1], currency)}
        for currency, sides in sorted(values.items())
    ]


KeptSums = Annotated[SumsShape, BeforeValidator(_sums)]


class BacktestShape(Shape):
    """A run: what is replayed, how far it is (`done` of `total`), and its sums so far.

    `against`: recorded (what was said then) or live (what `baseline` says to the same facts). `outdated`: the draft
    says something else by now.
    """

    id: UUID
    family: str = Field(examples=["routing"])
    draft_id: UUID | None
    version: int | None = Field(validation_alias="number")
    title: str
    digest: str
    source: str = Field(examples=["recorded"])
    against: str = Field(examples=["recorded"])
    baseline: str
    since: Instant
    until: Instant
    status: str = Field(examples=["running"])
    total: int
    done: int
    sums: KeptSums
    started_by: str
    started_at: Instant
    ended_by: str
    ended_at: Instant | None
    outdated: bool


class BacktestsShape(Shape):
    """Runs, newest first."""

    items: list[BacktestShape]


class DifferenceShape(Shape):
    """What would have been decided otherwise, or could not be replayed and why (`reason`)."""

    kind: str = Field(examples=["differs"])
    subject_kind: str = Field(examples=["decision"])
    subject_id: UUID
    about: str = Field(examples=["case"])
    case_number: str
    order_number: str
    customer_id: UUID | None
    at: Instant
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]
    reason: dict[str, str] | None


class ShadowShape(Shape):
    """A draft beside the live version. `status` is running or ended, `ended_because` stopped, published, discarded or
    expired.
    """

    id: UUID
    family: str
    draft_id: UUID
    title: str
    digest: str
    status: str = Field(examples=["running"])
    sums: KeptSums
    started_by: str
    started_at: Instant
    ends_at: Instant
    compared_to: Instant
    ended_at: Instant | None
    ended_because: str
    ended_by: str
    outdated: bool


class NewBacktestBody(Body):
    """From `since` (30 days ago) until `until` (now). `source`: recorded or rebuilt; `against`: recorded or live."""

    since: GivenInstant | None = None
    until: GivenInstant | None = None
    source: str = "recorded"
    against: str = "recorded"


class NewShadowBody(Body):
    """For how many days."""

    days: GivenCount = USUAL
