"""What happened, for other systems."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.asked import Asks, Limit
from console.api.shapes.events import FeedShape
from domain.audit.feed import events_after

router = APIRouter(prefix="/events", tags=["events"])


@router.get("", response_model=FeedShape)
async def read_feed(
    asks: Asks,
    after: Annotated[
        str | None, Query(max_length=500, description="`next_cursor` of the answer before; from the first if left out.")
    ] = None,
    limit: Limit = 100,
) -> Response:
    """Every event, oldest first. A cursor never skips what commits late."""
    return await asks.ask(events_after, FeedShape, after=after, limit=limit)
