"""Rules tried on what was decided before, and beside the live version."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Cursor, Limit, Posts, as_its_maker
from console.api.rules import Family, Number, draft_of
from console.api.shapes import simulation as shapes
from console.api.shapes.base import PageShape
from domain.kernel.errors import NotFound
from domain.kernel.page import Page
from domain.kernel.permissions import Permission
from domain.work import Unit
from rules_engine.simulation.end_backtest import cancel_backtest
from rules_engine.simulation.queries import backtest, backtests, differences
from rules_engine.simulation.rows import BacktestRow, DifferenceRow, ShadowRow
from rules_engine.simulation.shadow_queries import compared, last_shadow
from rules_engine.simulation.start_backtest import start_backtest
from rules_engine.simulation.start_shadow import start_shadow
from rules_engine.simulation.stop_shadow import stop_shadow

router = APIRouter(prefix="/rules/{family}", tags=["rules"])

Kind = Annotated[Literal["differs", "unreplayable"], Query(description="What differs, or what could not be replayed.")]
DIFFERENCES = PageShape[shapes.DifferenceShape]


@router.post("/drafts/{draft_id}/backtest", status_code=202, response_model=shapes.BacktestShape)
async def replay_draft(posts: Posts, family: Family, draft_id: UUID, body: shapes.NewBacktestBody) -> Response:
    """Begin to replay a draft over what was decided; jobs go on with it, `GET …/backtests/{id}` tells how far."""
    return await _replay(posts, family, body, draft_id=draft_id)


@router.post("/versions/{number}/backtest", status_code=202, response_model=shapes.BacktestShape)
async def replay_version(posts: Posts, family: Family, number: Number, body: shapes.NewBacktestBody) -> Response:
    """The same with a version."""
    return await _replay(posts, family, body, number=number)


async def _replay(
    posts: Posts, family: str, body: shapes.NewBacktestBody, *, draft_id: UUID | None = None, number: int | None = None
) -> Response:
    def run(unit: Unit) -> Answer:
        begun = start_backtest(unit, family=family, draft_id=draft_id, number=number, **body.model_dump())
        row = backtest(as_its_maker(unit), family=family, backtest_id=begun)
        headers = {"location": f"/api/v1/rules/{family}/backtests/{begun}"}
        return answer(shapes.BacktestShape, row, status=202, headers=headers)

    return await posts.perform(start_backtest, run, requires=Permission.RULES_READ)


@router.get("/backtests", response_model=shapes.BacktestsShape)
async def list_backtests(
    asks: Asks,
    family: Family,
    draft: Annotated[UUID | None, Query(description="Only of this draft.")] = None,
    version: Annotated[int | None, Query(ge=1, le=1_000_000, description="Only of this version.")] = None,
) -> Response:
    """The last twenty runs of the family, newest first."""

    def found(unit: Unit) -> dict[str, tuple[BacktestRow, ...]]:
        return {"items": backtests(unit, family=family, draft_id=draft, number=version)}

    return await asks.ask(found, shapes.BacktestsShape)


@router.get("/backtests/{backtest_id}", response_model=shapes.BacktestShape)
async def read_backtest(asks: Asks, family: Family, backtest_id: UUID) -> Response:
    """How far a run is, and its sums."""
    return await asks.ask(backtest, shapes.BacktestShape, family=family, backtest_id=backtest_id)


@router.get("/backtests/{backtest_id}/differences", response_model=DIFFERENCES)
async def list_differences(
    asks: Asks, family: Family, backtest_id: UUID, kind: Kind = "differs", cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Case by case what would have been decided otherwise, oldest first."""
    return await asks.ask(
        differences, DIFFERENCES, family=family, backtest_id=backtest_id, kind=kind, cursor=cursor, limit=limit
    )


@router.post("/backtests/{backtest_id}/cancel", status_code=201, response_model=shapes.BacktestShape)
async def cancel(posts: Posts, family: Family, backtest_id: UUID) -> Response:
    """Stop a run; what it has found so far stays."""

    def run(unit: Unit) -> Answer:
        cancel_backtest(unit, family=family, backtest_id=backtest_id)
        row = backtest(as_its_maker(unit), family=family, backtest_id=backtest_id)
        return answer(shapes.BacktestShape, row, status=201)

    return await posts.perform(cancel_backtest, run, requires=Permission.RULES_READ)


@router.post("/drafts/{draft_id}/shadow", status_code=201, response_model=shapes.ShadowShape)
async def begin_shadow(posts: Posts, family: Family, draft_id: UUID, body: shapes.NewShadowBody) -> Response:
    """Compare every decision from now on with what the draft says to the same facts; without any effect."""

    def run(unit: Unit) -> Answer:
        draft_of(unit, family, draft_id)
        start_shadow(unit, draft_id=draft_id, days=body.days)
        return answer(shapes.ShadowShape, _shadow(as_its_maker(unit), family, draft_id), status=201)

    return await posts.perform(start_shadow, run, requires=Permission.RULES_READ)


@router.get("/drafts/{draft_id}/shadow", response_model=shapes.ShadowShape)
async def read_shadow(asks: Asks, family: Family, draft_id: UUID) -> Response:
    """The shadow of a draft that runs, or the last that has."""
    return await asks.ask(lambda unit: _shadow(unit, family, draft_id), shapes.ShadowShape)


@router.get("/drafts/{draft_id}/shadow/differences", response_model=DIFFERENCES)
async def list_shadow_differences(
    asks: Asks, family: Family, draft_id: UUID, kind: Kind = "differs", cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Case by case what the draft would have decided otherwise, newest first."""

    def found(unit: Unit) -> Page[DifferenceRow]:
        shadow = _shadow(unit, family, draft_id)
        return compared(unit, shadow_id=shadow.id, kind=kind, cursor=cursor, limit=limit)

    return await asks.ask(found, DIFFERENCES)


@router.post("/drafts/{draft_id}/shadow/stop", status_code=201, response_model=shapes.ShadowShape)
async def end_shadow(posts: Posts, family: Family, draft_id: UUID) -> Response:
    """Stop it; what was compared stays."""

    def run(unit: Unit) -> Answer:
        draft_of(unit, family, draft_id)
        stop_shadow(unit, draft_id=draft_id)
        return answer(shapes.ShadowShape, _shadow(as_its_maker(unit), family, draft_id), status=201)

    return await posts.perform(stop_shadow, run, requires=Permission.RULES_READ)


def _shadow(unit: Unit, family: str, draft_id: UUID) -> ShadowRow:
    draft_of(unit, family, draft_id)
    found = last_shadow(unit, draft_id=draft_id)
    if found is None:
        raise NotFound.of("shadow", "comparaison", draft_id)
    return found
