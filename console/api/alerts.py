"""What must not go unnoticed: read, and taken on."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.alerts import AlertShape
from console.api.shapes.base import PageShape
from domain.alerts.acknowledge_alert import acknowledge_alert
from domain.alerts.queries import alert, alerts
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/alerts", tags=["alerts"])


@router.get("", response_model=PageShape[AlertShape])
async def list_alerts(
    asks: Asks,
    state: Annotated[str | None, Query(max_length=20, description="open or acknowledged.")] = "open",
    severity: Annotated[str | None, Query(max_length=20, description="info, warning or critical.")] = None,
    customer: Annotated[UUID | None, Query(description="The id of a customer.")] = None,
    mine: Annotated[bool, Query(description="Only what is for this key's role.")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Alerts that match everything given, newest first: one's own, or everybody's for whoever oversees them."""
    return await asks.ask(
        alerts,
        PageShape[AlertShape],
        state=state,
        severity=severity,
        customer_id=customer,
        mine=mine,
        cursor=cursor,
        limit=limit,
    )


@router.get("/{alert_id}", response_model=AlertShape)
async def read(asks: Asks, alert_id: UUID) -> Response:
    """One alert."""
    return await asks.ask(alert, AlertShape, alert_id=alert_id)


@router.post("/{alert_id}/acknowledge", status_code=201, response_model=AlertShape)
async def acknowledge(posts: Posts, alert_id: UUID) -> Response:
    """Take it on; a second time changes nothing."""

    def run(unit: Unit) -> Answer:
        acknowledge_alert(unit, alert_id=alert_id)
        return answer(AlertShape, alert(as_its_maker(unit), alert_id=alert_id), status=201)

    return await posts.perform(acknowledge_alert, run, requires=Permission.ALERTS_READ)
