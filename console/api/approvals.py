"""What waits for somebody else's word."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.actions import DecisionBody, ReasonBody
from console.api.shapes.base import PageShape
from console.api.shapes.previews import ApprovalShape
from domain.approvals.acknowledge import acknowledge_approval
from domain.approvals.grant import grant_approval
from domain.approvals.queries import approval, approvals
from domain.approvals.refuse import refuse_approval
from domain.approvals.withdraw import withdraw_approval
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/approvals", tags=["approvals"])


@router.get("", response_model=PageShape[ApprovalShape])
async def list_approvals(
    asks: Asks,
    status: Annotated[
        str | None, Query(max_length=20, description="pending, granted, refused, changed, withdrawn or decided.")
    ] = "pending",
    mine: Annotated[bool, Query(description="Only what this key has asked for.")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Those that wait, oldest first; others newest first. Who may not decide sees their own."""
    shape = PageShape[ApprovalShape]
    return await asks.ask(approvals, shape, status=status, mine=mine, cursor=cursor, limit=limit)


@router.get("/{approval_id}", response_model=ApprovalShape)
async def read(asks: Asks, approval_id: UUID) -> Response:
    """One request, with what was shown to who asked."""
    return await asks.ask(approval, ApprovalShape, approval_id=approval_id)


@router.post("/{approval_id}/grant", status_code=201, response_model=ApprovalShape)
async def grant(posts: Posts, approval_id: UUID, body: DecisionBody) -> Response:
    """Agree: the action is done now. If its result has changed, it goes back to who asked (status changed)."""

    def run(unit: Unit) -> Answer:
        grant_approval(unit, approval_id=approval_id, reason=body.reason)
        return _after(unit, approval_id)

    return await posts.perform(grant_approval, run, requires=Permission.APPROVALS_DECIDE)


@router.post("/{approval_id}/refuse", status_code=201, response_model=ApprovalShape)
async def refuse(posts: Posts, approval_id: UUID, body: ReasonBody) -> Response:
    """Do not agree, for a reason that who asked will read."""

    def run(unit: Unit) -> Answer:
        refuse_approval(unit, approval_id=approval_id, reason=body.reason)
        return _after(unit, approval_id)

    return await posts.perform(refuse_approval, run, requires=Permission.APPROVALS_DECIDE)


@router.post("/{approval_id}/withdraw", status_code=201, response_model=ApprovalShape)
async def withdraw(posts: Posts, approval_id: UUID) -> Response:
    """Take one's own request back."""

    def run(unit: Unit) -> Answer:
        withdraw_approval(unit, approval_id=approval_id)
        return _after(unit, approval_id)

    return await posts.perform(withdraw_approval, run, requires=Permission.ORDERS_READ)


@router.post("/{approval_id}/acknowledge", status_code=201, response_model=ApprovalShape)
async def acknowledge(posts: Posts, approval_id: UUID) -> Response:
    """Note that what was refused, or came back changed, has been read: the customer's record shows it no more."""

    def run(unit: Unit) -> Answer:
        acknowledge_approval(unit, approval_id=approval_id)
        return _after(unit, approval_id)

    return await posts.perform(acknowledge_approval, run, requires=Permission.ORDERS_WRITE)


def _after(unit: Unit, approval_id: UUID) -> Answer:
    return answer(ApprovalShape, approval(as_its_maker(unit), approval_id=approval_id), status=201)
