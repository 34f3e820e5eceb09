"""Which tax applies to goods sent to a place.

One row of the table applies to each category of goods, never the sum of several: where a state, a county and a city
tax together, the row of the place holds their combined rate. The row that says most about the place wins, and among
rows of one place the one that names the category:

1. the longest postal prefix,
2. then a region rather than none,
3. then a category rather than none,
4. then the row that became effective last.

So a place that has a row of its own and an exemption needs a row for the exemption as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from domain.models.pricing import TaxRate
from domain.pricing.places import category_key, postal_key, region_key
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Rate:
    """A tax in millionths; `included`: list prices there have it in them."""

    label: str
    millionths: int
    included: bool


def rates_for(
    unit: Unit, address: Mapping[str, str], categories: Iterable[str], day: date
) -> Mapping[str, Rate | None]:
    """For each of `categories` the tax on goods of it that are sent to `address` on `day`; None where there is none."""
    country = address.get("country", "")
    region, postal = region_key(country, address.get("region", "")), postal_key(address.get("postal_code", ""))
    query = select(TaxRate).where(
        TaxRate.country == country,
        TaxRate.region.in_(["", region]),
        TaxRate.effective_from <= day,
        or_(TaxRate.effective_to.is_(None), TaxRate.effective_to > day),
    )
    rows = [row for row in unit.session.execute(query).scalars() if postal.startswith(row.postal_prefix)]
    rows.sort(key=_weight, reverse=True)
    return {category: _first(rows, category_key(category)) for category in categories}


def _weight(row: TaxRate) -> tuple[int, bool, bool, date]:
    return len(row.postal_prefix), bool(row.region), bool(row.category), row.effective_from


def _first(rows: Iterable[TaxRate], category: str) -> Rate | None:
    found = next((row for row in rows if row.category in ("", category)), None)
    return Rate(found.label, found.millionths, found.included) if found else None
