"""Cases: opened and routed, read, taken, closed; and why they wait where they do."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, Cursor, ExpectedVersion, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.cases import CaseChangeBody, CaseShape, DecisionsShape, NewCaseBody, RoutingBody
from domain.cases.change_case import KEEP, change_case
from domain.cases.queries import case, cases
from domain.cases.route_case import route_case
from domain.conversations.open_case_by_hand import open_case_by_hand
from domain.decisions.queries import DecisionView, decisions_about
from domain.kernel.permissions import Permission
from domain.orders.new_order import check_choice
from domain.work import Unit

router = APIRouter(prefix="/cases", tags=["cases"])


@router.get("", response_model=PageShape[CaseShape])
async def list_cases(
    asks: Asks,
    queue: Annotated[str | None, Query(max_length=60)] = None,
    status: Annotated[str | None, Query(max_length=20)] = None,
    customer: Annotated[UUID | None, Query(description="The id of a customer.")] = None,
    owner: Annotated[UUID | None, Query(description="The id of somebody of staff.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Cases that match everything given: the most urgent first, among these the oldest."""
    return await asks.ask(
        cases,
        PageShape[CaseShape],
        queue=queue,
        status=status,
        customer_id=customer,
        owner_id=owner,
        cursor=cursor,
        limit=limit,
    )


@router.get("/{case_id}", response_model=CaseShape)
async def read(asks: Asks, case_id: UUID) -> Response:
    """One case."""
    return await asks.ask(case, CaseShape, case_id=case_id)


@router.get("/{case_id}/decisions", response_model=DecisionsShape)
async def why(asks: Asks, case_id: UUID) -> Response:
    """What rules decided about it, with the facts they had: why it waits where it does."""

    def decided(unit: Unit) -> dict[str, tuple[DecisionView, ...]]:
        return {"items": decisions_about(unit, subject_kind="case", subject_id=case_id)}

    return await asks.ask(decided, DecisionsShape)


@router.post("", status_code=201, response_model=CaseShape)
async def open_(posts: Posts, body: NewCaseBody) -> Response:
    """Open a case; the routing rules say where it waits."""

    def run(unit: Unit) -> Answer:
        opened = open_case_by_hand(unit, **body.model_dump())
        return answer(CaseShape, case(as_its_maker(unit), case_id=opened), status=201)

    return await posts.perform(open_case_by_hand, run, requires=Permission.CASES_WRITE)


@router.post("/{case_id}/routings", status_code=201, response_model=CaseShape)
async def route(posts: Posts, case_id: UUID, body: RoutingBody, expected_version: ExpectedVersion) -> Response:
    """Ask the routing rules anew where it waits, by the facts of now."""

    def run(unit: Unit) -> Answer:
        live = check_choice(body.rules, ("pinned", "live"), field="rules") == "live"
        route_case(unit, case_id=case_id, live=live, expected_version=expected_version)
        return answer(CaseShape, case(as_its_maker(unit), case_id=case_id), status=201)

    return await posts.perform(route_case, run, requires=Permission.CASES_WRITE)


@router.patch("/{case_id}", response_model=CaseShape)
async def change(changes: Changes, case_id: UUID, body: CaseChangeBody, expected_version: ExpectedVersion) -> Response:
    """Take it, give it back, close it, open it again: what is given is done."""
    owner_id = body.owner_id if "owner_id" in body.model_fields_set else KEEP

    def run(unit: Unit) -> Answer:
        change_case(unit, case_id=case_id, status=body.status, owner_id=owner_id, expected_version=expected_version)
        return answer(CaseShape, case(as_its_maker(unit), case_id=case_id))

    return await changes.perform(change_case, run, requires=Permission.CASES_WRITE)
