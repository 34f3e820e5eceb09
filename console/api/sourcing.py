"""Where goods would come from, and where those of an order come from, with why."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from console.api.asked import Asks
from console.api.shapes.sourcing import (
    OrderSourcingBody,
    OrderSourcingShape,
    SourcingQuoteBody,
    SourcingQuoteShape,
)
from domain.sourcing.sourcing_quote import AskedLine, sourcing_quote
from domain.sourcing.what_if import sourcing_what_if
from domain.work import Unit
from rules_engine.decisions.sourcing_why import Explained, sourcing_why

router = APIRouter(tags=["sourcing"])

OrderName = Annotated[str, Path(alias="order", max_length=60, description="The number, or the id.")]


@router.post("/sourcing/quotes", response_model=SourcingQuoteShape)
async def source(asks: Asks, body: SourcingQuoteBody) -> Response:
    """Which node each line would come from, when it would arrive, what it costs and why. Nothing is reserved."""
    lines = [AskedLine(line.sku, line.quantity) for line in body.lines]
    address = body.address.model_dump()
    return await asks.ask(sourcing_quote, SourcingQuoteShape, lines=lines, address=address, service=body.service)


@router.get("/orders/{order}/sourcing", response_model=OrderSourcingShape)
async def why(asks: Asks, name: OrderName) -> Response:
    """Why the lines of an order come from where they come from, as it was decided then."""

    def run(unit: Unit) -> dict[str, Any]:
        return {"items": [_shown(each) for each in sourcing_why(unit, order=name)]}

    return await asks.ask(run, OrderSourcingShape)


@router.post("/orders/{order}/sourcing/quotes", response_model=SourcingQuoteShape)
async def what_if(asks: Asks, name: OrderName, body: OrderSourcingBody) -> Response:
    """Where what has not left of an order would come from, went it elsewhere or later. Nothing is changed."""
    address = body.address.model_dump() if body.address else None
    return await asks.ask(
        sourcing_what_if, SourcingQuoteShape, order=name, address=address, service=body.service, at=body.at
    )


def _shown(found: Explained) -> dict[str, Any]:
    line = found.line
    return {
        "line_id": line.line_id,
        "sku": line.sku,
        "node": line.node,
        "promise": line.promised_on,
        "sourced_at": line.sourced_at,
        "why": line.why,
        "answer": line.answer,
        "version": found.version,
        "answered_by": found.answered_by,
        "fired": found.fired,
        "not_fired": found.not_fired,
    }
