"""`/health/live`, `/health/ready`, `/metrics`: outside the API's base, without a key, and without anyone's data."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from console.operations.measures import JOB_AGE, JOBS, told
from console.operations.readiness import jobs_by_state, oldest_due_job, readiness
from domain.db.database import Database

_STATES = ("todo", "doing", "failed")


def operations_router(database: Callable[[], Database]) -> APIRouter:
    """The routes that those who run Comptoir, and their load balancer, ask. `database` is asked for when needed."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        """This process answers."""
        return {"status": "live"}

    @router.get("/health/ready")
    def ready() -> JSONResponse:
        """200 when the database answers and no migration is waiting, else 503; which of the two is told."""
        found = readiness(database())
        body = {
            "status": "ready" if found.ready else "not ready",
            "database": found.database,
            "migrations": found.migrations,
        }
        return JSONResponse(body, status_code=200 if found.ready else 503)

    @router.get("/metrics")
    def metrics() -> Response:
        """What the web processes of this machine have counted, and the queue as it is in the database."""
        try:
            counts = jobs_by_state(database())
            JOB_AGE.set(oldest_due_job(database()))
        except SQLAlchemyError:
            counts = {}
        for state in _STATES:
            JOBS.labels(state).set(counts.get(state, 0))
        return Response(told(), media_type=CONTENT_TYPE_LATEST)

    return router
