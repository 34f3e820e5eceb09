"""Where goods come from, and why, as requests and answers."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AliasChoices, BeforeValidator, Field

from console.api.shapes.base import AddressBody, Amount, Body, GivenCount, GivenInstant, Instant, Shape
from domain.kernel.money import Money


def _money(kept: Any) -> Any:
    return Money(kept["minor"], kept["currency"]) if isinstance(kept, Mapping) else kept


PlainAmount = Annotated[Amount, BeforeValidator(_money)]


class SourcedLineBody(Body):
    """So many pieces of a SKU."""

    sku: str
    quantity: GivenCount = Field(examples=[1])


class SourcingQuoteBody(Body):
    """Where goods would come from, were they sent to `address`."""

    lines: list[SourcedLineBody]
    address: AddressBody
    service: str = "standard"


class WhyShape(Shape):
    """Why from there, in both languages."""

    code: str = Field(examples=["has_everything"])
    en: str
    fr: str


class WayShape(Shape):
    """What the order would come to with the line from `node`: parcels, and what handling them costs."""

    node: str
    name: str
    arrives: date
    parcels: int
    cost: list[PlainAmount]


class GoalShape(Shape):
    """Weights of 100. At the same weight a day, one unit of money, a parcel and a preference count the same."""

    fastest: int
    cheapest: int
    fewest_parcels: int
    max_parcels: int | None
    mind_capacity: bool


class CandidateShape(Shape):
    """A node that may give the line. `full`: it has had its parcels for today; `preferred_by` are rules."""

    node: str
    name: str
    kind: str
    country: str
    available: int
    arrives: date
    cost: PlainAmount
    full: bool
    preferred: int
    preferred_by: list[str]


class BarredShape(Shape):
    """A node that may not. `because`: stock, closed, or the effect of the rule that says so."""

    node: str
    name: str
    kind: str
    country: str
    because: str = Field(examples=["forbid_kind"])
    available: int
    rule: str | None
    rule_name: dict[str, str] | None


class AnswerShape(Shape):
    """What the chosen node was compared with. `by`: plain (rules weigh nothing) or weighed; not `proven`: the order is
    too large to look at every way. `next` is the best with this line from elsewhere, all others as they are; `more`
    counts nodes that are not told.
    """

    by: str
    proven: bool
    goal: GoalShape | None
    chosen: WayShape | None
    next: WayShape | None
    candidates: list[CandidateShape]
    barred: list[BarredShape]
    more: int


class SourcedLineShape(Shape):
    """`node` is null where no node has all of it."""

    sku: str
    quantity: int
    node: str | None
    node_name: str | None
    promise: date | None = Field(validation_alias=AliasChoices("promised_on", "promise"))
    why: WhyShape
    answer: AnswerShape
    version: str
    fired: list[dict[str, Any]]


class SourcedParcelShape(Shape):
    """What leaves one node together; `lines` are positions in what was asked."""

    node: str
    lines: list[int]
    cost: Amount


class SourcingQuoteShape(Shape):
    """What sourcing would choose now; nothing is reserved. `cost` has one amount per currency."""

    lines: list[SourcedLineShape]
    parcels: list[SourcedParcelShape]
    promise: date | None = Field(validation_alias=AliasChoices("promised_on", "promise"))
    cost: list[Amount]


class OrderSourcingBody(Body):
    """What if an order that has not left went elsewhere, by another service, or only from some day on."""

    address: AddressBody | None = None
    service: str = "standard"
    at: GivenInstant | None = None


class LineSourcingShape(Shape):
    """The last answer about a line, as it was then. `fired` are the rules with the facts that made them, `not_fired`
    the others with what kept them from it: both by the version that decided then.
    """

    line_id: UUID
    sku: str
    node: str | None
    promise: date | None
    sourced_at: Instant
    why: WhyShape
    answer: AnswerShape
    version: str
    answered_by: str = Field(examples=["engine"])
    fired: list[dict[str, Any]]
    not_fired: list[dict[str, Any]]


class OrderSourcingShape(Shape):
    """Every line that was ever sourced."""

    items: list[LineSourcingShape]
