"""Keep the table of tax rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, or_, select

from domain.events.event import Stream
from domain.kernel.address import check_country
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.pricing import TaxRate
from domain.pricing.formula import MILLION
from domain.pricing.places import category_key, postal_key, region_key
from domain.work.unit import Unit

MOST_RATES: Final = 1000
STREAM: Final = Stream.named("tax_rates")
_LOCK: Final = 7_340_029  # one change of the table at a time: rows of a country are checked against each other


@dataclass(frozen=True)
class NewRate:
    """A row of the table; empty `region`, `postal_prefix` and `category` mean any. `millionths`: 88,750 is 8.875 %."""

    country: str
    label: str
    millionths: int
    included: bool
    effective_from: date
    region: str = ""
    postal_prefix: str = ""
    category: str = ""
    effective_to: date | None = None


def set_tax_rate(
    unit: Unit,
    *,
    country: str,
    label: str,
    millionths: int,
    included: bool,
    effective_from: date,
    region: str = "",
    postal_prefix: str = "",
    category: str = "",
    effective_to: date | None = None,
) -> UUID:
    """Set the tax on goods of `category` sent to a place from a day on, and tell the row's id.

    The row of the same place, category and day is replaced. Records `tax_rate.set` unless nothing changes. Refuses
    with `Invalid` naming the field, and with `Conflict` "mixed_inclusion" a country where some prices would have the
    tax in them and others not. Orders are taxed by the rate of the day they were placed.
    """
    unit.actor.require(Permission.PRICING_WRITE)
    rate = NewRate(country, label, millionths, included, effective_from, region, postal_prefix, category, effective_to)
    _lock(unit)
    return _set(unit, rate, "")[0]


def set_tax_rates(unit: Unit, *, rates: Sequence[NewRate]) -> int:
    """Set all of `rates` as `set_tax_rate` does, or none, and tell how many rows changed; fields are `rates[0].…`."""
    unit.actor.require(Permission.PRICING_WRITE)
    if not 1 <= len(rates) <= MOST_RATES:
        raise Invalid(
            field="rates",
            code="too_many" if rates else "missing",
            en=f"“rates” must hold from 1 to {MOST_RATES} rates.",
            fr=f"« rates » doit contenir de 1 à {MOST_RATES} taux.",
        )
    _lock(unit)
    return sum(_set(unit, rate, f"rates[{i}].")[1] for i, rate in enumerate(rates))


def _lock(unit: Unit) -> None:
    unit.session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _set(unit: Unit, rate: NewRate, field: str) -> tuple[UUID, bool]:
    checked = _checked(rate, field)
    _refuse_mixed(unit, checked, field)
    row = unit.session.execute(select(TaxRate).where(*_is_place(checked))).scalar_one_or_none()
    values = {
        "label": checked.label,
        "millionths": checked.millionths,
        "included": checked.included,
        "effective_to": checked.effective_to,
    }
    if row is None:
        row = TaxRate(
            id=new_id(at=unit.now),
            country=checked.country,
            region=checked.region,
            postal_prefix=checked.postal_prefix,
            category=checked.category,
            effective_from=checked.effective_from,
            **values,
        )
        unit.session.add(row)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return row.id, False
    for name, value in values.items():
        setattr(row, name, value)
    unit.session.flush()
    unit.record("tax_rate.set", stream=STREAM, data={"tax_rate_id": str(row.id)} | _as_data(checked))
    return row.id, True


def _checked(rate: NewRate, field: str) -> NewRate:
    country = check_country(rate.country, field=f"{field}country")
    postal = clean_text(rate.postal_prefix, field=f"{field}postal_prefix", most=20, required=False)
    region = clean_text(rate.region, field=f"{field}region", most=100, required=False)
    category = clean_text(rate.category, field=f"{field}category", most=100, required=False)
    if not 0 <= rate.millionths < MILLION:
        raise Invalid(
            field=f"{field}millionths",
            code="rate_out_of_range",
            en=f"“{field}millionths” must be from 0 to 999,999: 88,750 is 8.875 %.",
            fr=f"« {field}millionths » doit être compris entre 0 et 999 999 : 88 750 vaut 8,875 %.",
        )
    check_end(rate.effective_from, rate.effective_to, field=f"{field}effective_to")
    return NewRate(
        country=country,
        label=clean_text(rate.label, field=f"{field}label", most=100),
        millionths=rate.millionths,
        included=rate.included,
        effective_from=rate.effective_from,
        region=region_key(country, region),
        postal_prefix=postal_key(postal),
        category=category_key(category),
        effective_to=rate.effective_to,
    )


def check_end(begins: date, ends: date | None, *, field: str) -> None:
    """Refuse with `Invalid` naming `field` an end that is not after the beginning."""
    if ends is not None and ends <= begins:
        raise Invalid(
            field=field,
            code="ends_before_it_begins",
            en=f"“{field}” must be after {begins.isoformat()}, the day the rate begins.",
            fr=f"« {field} » doit être après le {begins.isoformat()}, le jour où le taux commence.",
        )


def _refuse_mixed(unit: Unit, rate: NewRate, field: str) -> None:
    query = select(TaxRate.label).where(
        TaxRate.country == rate.country,
        TaxRate.included != rate.included,
        or_(TaxRate.effective_to.is_(None), TaxRate.effective_to > rate.effective_from),
    )
    if rate.effective_to is not None:
        query = query.where(TaxRate.effective_from < rate.effective_to)
    # The row that this one replaces does not stand against it.
    same = select(TaxRate.id).where(*_is_place(rate)).scalar_subquery()
    query = query.where(TaxRate.id.is_distinct_from(same)).limit(1)
    standing = unit.session.execute(query).scalar_one_or_none()
    if standing is not None:
        raise Conflict(
            code="mixed_inclusion",
            field=f"{field}included",
            en=f"“{standing}” says the opposite: in one country prices have the tax in them or not.",
            fr=f"« {standing} » dit le contraire : dans un pays, les prix comprennent la taxe ou non.",
        )


def _is_place(rate: NewRate) -> tuple[Any, ...]:
    return (
        TaxRate.country == rate.country,
        TaxRate.region == rate.region,
        TaxRate.postal_prefix == rate.postal_prefix,
        TaxRate.category == rate.category,
        TaxRate.effective_from == rate.effective_from,
    )


def _as_data(rate: NewRate) -> dict[str, Any]:
    ends = rate.effective_to
    return {
        "country": rate.country,
        "region": rate.region,
        "postal_prefix": rate.postal_prefix,
        "category": rate.category,
        "label": rate.label,
        "millionths": rate.millionths,
        "included": rate.included,
        "effective_from": rate.effective_from.isoformat(),
        "effective_to": ends.isoformat() if ends else None,
    }
