"""Orders: in, read, searched, noted."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Cursor, ExpectedVersion, Limit, Posts, as_its_maker
from console.api.new_order import new_order
from console.api.order_preview import order_preview
from console.api.shapes.base import PageShape
from console.api.shapes.customers import NewNoteBody, NoteShape
from console.api.shapes.new_orders import NewOrderBody
from console.api.shapes.orders import OrderRowShape, OrderShape
from console.api.shapes.previews import PreviewShape
from domain.customers.add_note import add_note
from domain.customers.read_note import read_note
from domain.kernel.errors import StaleVersion
from domain.kernel.permissions import Permission
from domain.orders.place import place_order
from domain.orders.queries import order, orders
from domain.work import Unit

router = APIRouter(prefix="/orders", tags=["orders"])

OrderName = Annotated[
    str,
    Path(
        alias="order",
        max_length=60,
        description="The number as people see it (the leading `#` percent-encoded or left out), or the id.",
    ),
]


@router.get("", response_model=PageShape[OrderRowShape])
async def list_orders(
    asks: Asks,
    q: Annotated[
        str | None, Query(max_length=200, description="The beginning of a number, an external reference or a SKU.")
    ] = None,
    customer: Annotated[UUID | None, Query(description="The id of a customer.")] = None,
    status: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Orders, newest first."""
    shape = PageShape[OrderRowShape]
    return await asks.ask(orders, shape, q=q, customer_id=customer, status=status, cursor=cursor, limit=limit)


@router.post("", status_code=201, response_model=OrderShape, responses={200: {"model": PreviewShape}})
async def place(posts: Posts, body: NewOrderBody) -> Response:
    """Place an order. Lines without a price take the list price; pieces are kept where they are."""

    def run(unit: Unit) -> Answer:
        order_id = place_order(unit, **new_order(unit, body))
        placed = order(as_its_maker(unit), order=order_id)
        if unit.previewing:
            return answer(PreviewShape, order_preview(unit, "place_order", before=None, after=placed))
        return answer(OrderShape, placed, status=201, headers={"location": f"/api/v1/orders/{order_id}"})

    return await posts.perform(place_order, run, requires=Permission.ORDERS_WRITE)


@router.get("/{order}", response_model=OrderShape)
async def read(asks: Asks, name: OrderName) -> Response:
    """One order whole; the `ETag` is for changing it."""
    return await asks.ask(order, OrderShape, order=name)


@router.post("/{order}/notes", status_code=201, response_model=NoteShape)
async def note(posts: Posts, name: OrderName, body: NewNoteBody, expected_version: ExpectedVersion) -> Response:
    """Write a note about an order. Needs the right to read orders as well."""

    def run(unit: Unit) -> Answer:
        unit.actor.require(Permission.NOTES_WRITE, Permission.ORDERS_READ)
        found = order(unit, order=name)
        if expected_version not in (None, found.version):
            raise StaleVersion.of(expected=expected_version or 0, actual=found.version)
        note_id = add_note(unit, customer_id=found.customer_id, order_id=found.id, body=body.body, pinned=body.pinned)
        return answer(NoteShape, read_note(as_its_maker(unit), note_id=note_id), status=201)

    return await posts.perform(add_note, run, requires=Permission.NOTES_WRITE)
