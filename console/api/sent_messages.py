"""Messages to customers: what became of each, and what a person decides about one."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.messages import MessageShape
from domain.kernel.permissions import Permission
from domain.messages.call_off import call_off_message
from domain.messages.queries import messages, one_message
from domain.messages.see_to import confirm_arrival, send_again
from domain.work import Unit

router = APIRouter(prefix="/messages", tags=["messages"])
_Status = Annotated[
    str,
    Query(
        max_length=20,
        description="queued, sending, sent, delivered, failed, unknown or skipped; waiting: those that are queued or "
        "on their way; trouble: those that somebody should look at.",
    ),
]


@router.get("", response_model=PageShape[MessageShape])
async def list_messages(
    asks: Asks,
    status: _Status = "",
    channel: Annotated[str, Query(max_length=20, description="email or sms.")] = "",
    template: Annotated[str, Query(max_length=60)] = "",
    customer: Annotated[UUID | None, Query(description="The id of a customer.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Messages to customers that match everything given, the newest first."""
    return await asks.ask(
        messages,
        PageShape[MessageShape],
        status=status,
        channel=channel,
        template=template,
        customer_id=customer,
        cursor=cursor,
        limit=limit,
    )


@router.get("/{message_id}", response_model=MessageShape)
async def read(asks: Asks, message_id: UUID) -> Response:
    """One message."""
    return await asks.ask(one_message, MessageShape, message_id=message_id)


@router.post("/{message_id}/arrivals", status_code=201, response_model=MessageShape)
async def arrive(posts: Posts, message_id: UUID) -> Response:
    """Somebody knows that a message of unknown fate has arrived."""
    return await _decide(posts, confirm_arrival, message_id)


@router.post("/{message_id}/retries", status_code=201, response_model=MessageShape)
async def retry(posts: Posts, message_id: UUID) -> Response:
    """Send one that failed, was skipped, or is of unknown fate once more, under the same id. Consent, quiet hours and
    the cap are asked as for any other."""
    return await _decide(posts, send_again, message_id)


@router.post("/{message_id}/cancellations", status_code=201, response_model=MessageShape)
async def cancel(posts: Posts, message_id: UUID) -> Response:
    """Do not send one that still waits."""
    return await _decide(posts, call_off_message, message_id)


async def _decide(posts: Posts, decide: Callable[..., None], message_id: UUID) -> Response:
    def run(unit: Unit) -> Answer:
        decide(unit, message_id=message_id)
        return answer(MessageShape, one_message(as_its_maker(unit), message_id=message_id), status=201)

    return await posts.perform(decide, run, requires=Permission.MESSAGES_SEND)
