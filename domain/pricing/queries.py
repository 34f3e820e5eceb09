"""Read the table of tax rates."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from domain.kernel.permissions import Permission
from domain.kernel.text import sought_text
from domain.models.pricing import TaxRate
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class TaxRateRow:
    """A row of the table; `effective_to` is the first day it is no more."""

    id: UUID
    country: str
    region: str
    postal_prefix: str
    category: str
    label: str
    millionths: int
    included: bool
    effective_from: date
    effective_to: date | None


def tax_rates(unit: Unit, *, country: str | None = None, on: date | None = None) -> tuple[TaxRateRow, ...]:
    """The whole table by place, category and day, or what of it is for `country` and applies `on` a day."""
    unit.actor.require(Permission.CATALOGUE_READ)
    columns = (TaxRate.country, TaxRate.region, TaxRate.postal_prefix, TaxRate.category, TaxRate.effective_from)
    query = select(TaxRate).order_by(*columns)
    if country is not None:
        query = query.where(TaxRate.country == sought_text(country).upper())
    if on is not None:
        applies = or_(TaxRate.effective_to.is_(None), TaxRate.effective_to > on)
        query = query.where(TaxRate.effective_from <= on, applies)
    return tuple(_row(rate) for rate in unit.session.execute(query).scalars())


def _row(rate: TaxRate) -> TaxRateRow:
    return TaxRateRow(
        id=rate.id,
        country=rate.country,
        region=rate.region,
        postal_prefix=rate.postal_prefix,
        category=rate.category,
        label=rate.label,
        millionths=rate.millionths,
        included=rate.included,
        effective_from=rate.effective_from,
        effective_to=rate.effective_to,
    )
