"""What rules decided, and why."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.asked import Asks
from console.api.shapes.cases import ExplanationShape, ExplanationsShape
from domain.work import Unit
from rules_engine.decisions.explain import Explanation, explain, explain_about
from rules_engine.publishing.try_out import not_fired_as_plain

router = APIRouter(prefix="/decisions", tags=["rules"])


@router.get("", response_model=ExplanationsShape)
async def list_decisions(
    asks: Asks,
    subject_kind: Annotated[str, Query(max_length=20, description="case, alert, approval, return or gift.")],
    subject_id: Annotated[UUID, Query(description="The id of what was decided about.")],
) -> Response:
    """What was decided about something, newest first, at most ten."""

    def run(unit: Unit) -> dict[str, Any]:
        found = explain_about(unit, subject_kind=subject_kind, subject_id=subject_id)
        return {"items": [_whole(each) for each in found]}

    return await asks.ask(run, ExplanationsShape)


@router.get("/{decision_id}", response_model=ExplanationShape)
async def read(asks: Asks, decision_id: UUID) -> Response:
    """One decision: the rules that fired with the facts that made them, and why the others did not.

    What kept the others is found by the version that decided, on the same facts; null where these are gone.
    """
    return await asks.ask(lambda unit: _whole(explain(unit, decision_id=decision_id)), ExplanationShape)


def _whole(found: Explanation) -> dict[str, Any]:
    recorded, again = found.recorded, found.again
    return {
        **{name: getattr(recorded, name) for name in recorded.__slots__},
        "not_fired": [not_fired_as_plain(each, again) for each in found.others] if again else None,
        "confirmed": found.same if again else None,
    }
