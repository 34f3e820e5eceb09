"""Offers before an order."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.actions import ACTION_ANSWERS, Does
from console.api.amounts import optional_money
from console.api.answers import Answer, answer
from console.api.asked import Asks, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.orders import OrderShape
from console.api.shapes.quotes import NewQuoteBody, QuoteOrderBody, QuoteShape
from domain.kernel.permissions import Permission
from domain.orders.new_order import NewLine
from domain.quotes.make_quote import make_quote
from domain.quotes.queries import quote, quotes
from domain.quotes.withdraw_quote import withdraw_quote
from domain.work import Unit

router = APIRouter(tags=["quotes"])


@router.get("/quotes", response_model=PageShape[QuoteShape])
async def list_quotes(
    asks: Asks,
    customer: Annotated[UUID | None, Query(description="The id of a customer.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Offers, newest first."""
    return await asks.ask(quotes, PageShape[QuoteShape], customer_id=customer, cursor=cursor, limit=limit)


@router.get("/quotes/{quote_id}", response_model=QuoteShape)
async def read(asks: Asks, quote_id: UUID) -> Response:
    """One offer."""
    return await asks.ask(quote, QuoteShape, quote_id=quote_id)


@router.post("/quotes", status_code=201, response_model=QuoteShape)
async def offer(posts: Posts, body: NewQuoteBody) -> Response:
    """Make an offer: prices and tax are those the order would have; nothing is reserved."""

    def run(unit: Unit) -> Answer:
        made = make_quote(
            unit,
            customer_id=body.customer_id,
            currency=body.currency,
            lines=[
                NewLine(line.sku, line.quantity, optional_money(line.unit_price, field=f"lines[{i}].unit_price"))
                for i, line in enumerate(body.lines)
            ],
            shipping_address=body.shipping_address.model_dump(),
            channel=body.channel,
            shipping=optional_money(body.shipping, field="shipping"),
            discount=optional_money(body.discount, field="discount"),
            valid_days=body.valid_days,
        )
        return answer(QuoteShape, quote(as_its_maker(unit), quote_id=made), status=201)

    return await posts.perform(make_quote, run, requires=Permission.ORDERS_WRITE)


@router.post("/quotes/{quote_id}/order", status_code=201, response_model=OrderShape, responses={**ACTION_ANSWERS})
async def order(does: Does, quote_id: UUID, body: QuoteOrderBody) -> Response:
    """Make an order of it, once, at the prices offered."""
    return await does.do("order_quote", body, quote_id=str(quote_id))


@router.post("/quotes/{quote_id}/withdrawal", status_code=201, response_model=QuoteShape)
async def withdraw(posts: Posts, quote_id: UUID) -> Response:
    """Take an offer back."""

    def run(unit: Unit) -> Answer:
        withdraw_quote(unit, quote_id=quote_id)
        return answer(QuoteShape, quote(as_its_maker(unit), quote_id=quote_id), status=201)

    return await posts.perform(withdraw_quote, run, requires=Permission.ORDERS_WRITE)
