"""Customers: find, read whole, create, change, note."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, Cursor, ExpectedVersion, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.customers import (
    ConsentBody,
    CustomerChangeBody,
    CustomerRowShape,
    CustomerShape,
    NewCustomerBody,
    NewNoteBody,
    NoteShape,
    OverviewShape,
    TimelineEntryShape,
)
from domain.customers.add_note import add_note
from domain.customers.change import change_customer
from domain.customers.consents import NewConsent
from domain.customers.create import create_customer
from domain.customers.queries import customer, find_customers
from domain.customers.read_note import read_note
from domain.kernel.permissions import Permission
from domain.overview.queries import customer_overview
from domain.overview.timeline import timeline
from domain.work import Unit

router = APIRouter(prefix="/customers", tags=["customers"])

Filter = Annotated[str | None, Query(max_length=200)]


@router.get("", response_model=PageShape[CustomerRowShape])
async def list_customers(
    asks: Asks,
    email: Filter = None,
    phone: Filter = None,
    q: Filter = None,
    first_name: Filter = None,
    last_name: Filter = None,
    postal_code: Filter = None,
    source: Filter = None,
    external_ref: Filter = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Customers by last name who match everything given. Phones in any format; case and accents do not matter. Another
    system finds its own by `source` and `external_ref`.
    """
    return await asks.ask(
        find_customers,
        PageShape[CustomerRowShape],
        email=email,
        phone=phone,
        q=q,
        first_name=first_name,
        last_name=last_name,
        postal_code=postal_code,
        source=source,
        external_ref=external_ref,
        cursor=cursor,
        limit=limit,
    )


@router.post("", status_code=201, response_model=CustomerShape)
async def create(posts: Posts, body: NewCustomerBody) -> Response:
    """Create a customer. Their `source` and `external_ref` together may be used once."""

    def run(unit: Unit) -> Answer:
        customer_id = create_customer(unit, **_values(body))
        made = customer(as_its_maker(unit), customer_id=customer_id)
        return answer(CustomerShape, made, status=201, headers={"location": f"/api/v1/customers/{customer_id}"})

    return await posts.perform(create_customer, run, requires=Permission.CUSTOMERS_WRITE)


@router.get("/{customer_id}", response_model=CustomerShape)
async def read(asks: Asks, customer_id: UUID) -> Response:
    """One customer; the `ETag` is for changing them."""
    return await asks.ask(customer, CustomerShape, customer_id=customer_id)


@router.patch("/{customer_id}", response_model=CustomerShape)
async def change(
    changes: Changes, customer_id: UUID, body: CustomerChangeBody, expected_version: ExpectedVersion
) -> Response:
    """Change what is given. Needs the rights to read and to write customers."""

    def run(unit: Unit) -> Answer:
        unit.actor.require(Permission.CUSTOMERS_READ)
        change_customer(unit, customer_id=customer_id, expected_version=expected_version, **_values(body))
        unit.session.flush()
        return answer(CustomerShape, customer(unit, customer_id=customer_id))

    return await changes.perform(change_customer, run, requires=Permission.CUSTOMERS_WRITE)


@router.get("/{customer_id}/overview", response_model=OverviewShape)
async def overview(
    asks: Asks,
    customer_id: UUID,
    orders_limit: Annotated[int, Query(ge=1, le=100)] = 20,
    timeline_limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """The whole 360° of a customer in one answer."""
    return await asks.ask(
        customer_overview,
        OverviewShape,
        customer_id=customer_id,
        orders_limit=orders_limit,
        timeline_limit=timeline_limit,
    )


@router.get("/{customer_id}/timeline", response_model=PageShape[TimelineEntryShape])
async def read_timeline(
    asks: Asks,
    customer_id: UUID,
    categories: Annotated[list[str] | None, Query(max_length=20, description="All if left out.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """What happened to a customer and their orders, newest first."""
    return await asks.ask(
        _timeline_of,
        PageShape[TimelineEntryShape],
        customer_id=customer_id,
        categories=categories or (),
        cursor=cursor,
        limit=limit,
    )


@router.post("/{customer_id}/notes", status_code=201, response_model=NoteShape)
async def note(posts: Posts, customer_id: UUID, body: NewNoteBody) -> Response:
    """Write a note about a customer."""

    def run(unit: Unit) -> Answer:
        note_id = add_note(unit, customer_id=customer_id, body=body.body, pinned=body.pinned)
        return answer(NoteShape, read_note(as_its_maker(unit), note_id=note_id), status=201)

    return await posts.perform(add_note, run, requires=Permission.NOTES_WRITE)


def _timeline_of(unit: Unit, *, customer_id: UUID, **args: Any) -> Any:
    """The timeline of a customer who is there; of nobody there is none, not an empty one."""
    customer(unit, customer_id=customer_id)
    return timeline(unit, customer_id=customer_id, **args)


def _values(body: NewCustomerBody | CustomerChangeBody) -> Mapping[str, Any]:
    return body.model_dump(exclude={"consents"}) | {"consents": _consents(body.consents)}


def _consents(bodies: Sequence[ConsentBody] | None) -> list[NewConsent] | None:
    return None if bodies is None else [NewConsent(each.channel, each.purpose, each.granted) for each in bodies]
