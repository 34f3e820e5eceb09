"""Two records of one person, and what a person may ask of their data."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Posts, as_its_maker
from console.api.shapes.actions import ReasonBody
from console.api.shapes.base import Body, GivenId, Instant, Shape
from console.api.shapes.customers import CustomerShape
from domain.customers.merge import merge_customers, undo_merge
from domain.customers.queries import customer
from domain.kernel.permissions import Permission
from domain.privacy.erase import erase_customer
from domain.privacy.export import export_customer
from domain.work import Unit

router = APIRouter(prefix="/customers/{customer_id}", tags=["customers"])


class MergeBody(Body):
    """The other record of the same person."""

    merged_id: GivenId
    reason: str


class ErasureShape(Shape):
    """What was erased, and when."""

    customer_id: UUID
    erased_at: Instant


class ExportShape(Shape):
    """Everything about a person, by kind of record."""

    format: str
    customer_id: UUID
    exported_at: Instant
    content: dict[str, Any] = Field(description="Lists of records by their name.")


@router.post("/merges", status_code=201, response_model=CustomerShape)
async def merge(posts: Posts, customer_id: UUID, body: MergeBody) -> Response:
    """Read this customer and `merged_id` as one from now on. Nothing is moved, so it can be undone."""

    def run(unit: Unit) -> Answer:
        merge_customers(unit, kept_id=customer_id, merged_id=body.merged_id, reason=body.reason)
        return answer(CustomerShape, customer(as_its_maker(unit), customer_id=customer_id), status=201)

    return await posts.perform(merge_customers, run, requires=Permission.CUSTOMERS_MERGE)


@router.post("/merges/undo", status_code=201, response_model=CustomerShape)
async def unmerge(posts: Posts, customer_id: UUID) -> Response:
    """Let this record, which was merged into another, stand for itself again."""

    def run(unit: Unit) -> Answer:
        undo_merge(unit, merged_id=customer_id)
        return answer(CustomerShape, customer(as_its_maker(unit), customer_id=customer_id), status=201)

    return await posts.perform(undo_merge, run, requires=Permission.CUSTOMERS_MERGE)


@router.post("/exports", status_code=201, response_model=ExportShape)
async def export(posts: Posts, customer_id: UUID) -> Response:
    """Everything we hold about the person. That it was handed out is recorded; the answer is
    never kept under an idempotency key."""

    def run(unit: Unit) -> Answer:
        document = dict(export_customer(unit, customer_id=customer_id))
        head = {name: document.pop(name) for name in ("format", "customer_id", "exported_at")}
        return answer(ExportShape, head | {"format": str(head["format"]), "content": document}, status=201)

    unkept = replace(posts, key=None)  # an answer that is kept would outlive the erasure of what it holds
    return await unkept.perform(export_customer, run, requires=Permission.CUSTOMERS_EXPORT)


@router.post("/erasures", status_code=201, response_model=ErasureShape)
async def erase(posts: Posts, customer_id: UUID, body: ReasonBody) -> Response:
    """Erase the person's data for good; the books and the chain of events stay whole."""

    def run(unit: Unit) -> Answer:
        erase_customer(unit, customer_id=customer_id, reason=body.reason)
        return answer(ErasureShape, {"customer_id": customer_id, "erased_at": unit.now}, status=201)

    return await posts.perform(erase_customer, run, requires=Permission.CUSTOMERS_ERASE)
