"""Disputes: read, answered with evidence, closed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.actions import EvidenceBody, OutcomeBody
from console.api.shapes.base import PageShape
from console.api.shapes.disputes import DisputeCardShape, EvidenceShape
from domain.disputes.close import close_dispute
from domain.disputes.evidence import answer_dispute
from domain.disputes.queries import dispute, disputes
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/disputes", tags=["disputes"])


@router.get("", response_model=PageShape[DisputeCardShape])
async def list_disputes(
    asks: Asks,
    status: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Disputes, newest first."""
    return await asks.ask(disputes, PageShape[DisputeCardShape], status=status, cursor=cursor, limit=limit)


@router.get("/{dispute_id}", response_model=DisputeCardShape)
async def read(asks: Asks, dispute_id: UUID) -> Response:
    """One dispute with its evidence packs."""
    return await asks.ask(dispute, DisputeCardShape, dispute_id=dispute_id)


@router.post("/{dispute_id}/evidence", status_code=201, response_model=EvidenceShape)
async def answer_with_evidence(posts: Posts, dispute_id: UUID, body: EvidenceBody) -> Response:
    """Assemble the evidence from the order's records, as PDF and JSON with hashes; the dispute is then answered."""

    def run(unit: Unit) -> Answer:
        pack_id = answer_dispute(unit, dispute_id=dispute_id, statement=body.statement)
        packs = dispute(as_its_maker(unit), dispute_id=dispute_id).evidence
        return answer(EvidenceShape, next(pack for pack in packs if pack.id == pack_id), status=201)

    return await posts.perform(answer_dispute, run, requires=Permission.DISPUTES_WRITE)


@router.post("/{dispute_id}/outcome", status_code=201, response_model=DisputeCardShape)
async def close(posts: Posts, dispute_id: UUID, body: OutcomeBody) -> Response:
    """Note how it ended: won, lost or accepted. What was lost is booked as given back."""

    def run(unit: Unit) -> Answer:
        close_dispute(unit, dispute_id=dispute_id, outcome=body.outcome, note=body.note)
        return answer(DisputeCardShape, dispute(as_its_maker(unit), dispute_id=dispute_id), status=201)

    return await posts.perform(close_dispute, run, requires=Permission.DISPUTES_WRITE)
