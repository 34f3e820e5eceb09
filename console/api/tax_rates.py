"""The table of tax rates."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes
from console.api.shapes.tax_rates import TaxRatesBody, TaxRatesChangedShape, TaxRatesShape
from domain.kernel.page import Page
from domain.kernel.permissions import Permission
from domain.pricing.queries import TaxRateRow, tax_rates
from domain.pricing.set_tax_rate import NewRate, set_tax_rates
from domain.work import Unit

router = APIRouter(tags=["tax rates"])


@router.get("/tax-rates", response_model=TaxRatesShape)
async def list_tax_rates(
    asks: Asks,
    country: Annotated[str | None, Query(max_length=10, description="A two-letter country code.")] = None,
    on: Annotated[date | None, Query(description="Only what applies on this day.")] = None,
) -> Response:
    """The whole table, by place, category and day."""
    return await asks.ask(_rates, TaxRatesShape, country=country, on=on)


@router.put("/tax-rates", response_model=TaxRatesChangedShape)
async def put_tax_rates(changes: Changes, body: TaxRatesBody) -> Response:
    """Set rates. All rows, or none; the same again changes nothing. Orders keep the rate of their day."""

    def run(unit: Unit) -> Answer:
        rates = [NewRate(**rate.model_dump()) for rate in body.rates]
        return answer(TaxRatesChangedShape, {"changed": set_tax_rates(unit, rates=rates)})

    return await changes.perform(set_tax_rates, run, requires=Permission.PRICING_WRITE)


def _rates(unit: Unit, *, country: str | None, on: date | None) -> Page[TaxRateRow]:
    return Page(items=tax_rates(unit, country=country, on=on), next_cursor=None)
