"""The table of tax rates."""

from datetime import date
from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Body, GivenCount, GivenDay, Shape


class TaxRateShape(Shape):
    """The tax on goods sent to a place; empty `region`, `postal_prefix` and `category` mean any.

    `millionths` is the rate: 88750 is 8.875 %. `included`: list prices there have the tax in them. `effective_to` is
    the first day it is no more. One row applies to a line: that with the longest postal prefix, then one with a region,
    then one with a category, then the latest.
    """

    id: UUID
    country: str = Field(examples=["US"])
    region: str = Field(examples=["NY"])
    postal_prefix: str = Field(examples=["100"])
    category: str = Field(examples=["clothing"])
    label: str = Field(examples=["New York City"])
    millionths: int = Field(examples=[88750])
    included: bool
    effective_from: date
    effective_to: date | None


class TaxRatesShape(Shape):
    """The whole table, on one page."""

    items: list[TaxRateShape]
    next_cursor: str | None = None


class TaxRateBody(Body):
    """A row to set; the one of the same place, category and day is replaced."""

    country: str = Field(max_length=10, examples=["US"])
    region: str = Field("", examples=["New York"])
    postal_prefix: str = ""
    category: str = ""
    label: str = Field(examples=["New York"])
    millionths: GivenCount = Field(examples=[40000])
    included: bool
    effective_from: GivenDay = Field(examples=["2026-01-01"])
    effective_to: GivenDay | None = None


class TaxRatesBody(Body):
    """Rows to set, all or none; at most 1,000."""

    rates: list[TaxRateBody]


class TaxRatesChangedShape(Shape):
    """How many rows changed."""

    changed: int
