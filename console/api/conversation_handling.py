"""Conversations: handed on, put off and closed, put together and taken apart."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.answers import Answer
from console.api.asked import Posts
from console.api.shapes.conversations import (
    AssignBody,
    CloseBody,
    IdentifyBody,
    MergeBody,
    SnoozeBody,
    SplitBody,
    ThreadShape,
    TransferBody,
)
from console.api.threads import do_there, do_to_case, shown_thread
from domain.cases.close_case import close_case, reopen_case
from domain.cases.snooze_case import snooze_case, wake_case
from domain.conversations.hand_over import assign_conversation
from domain.conversations.identify import identify_conversation
from domain.conversations.merge import merge_conversations, unmerge_conversation
from domain.conversations.oversee import take_over
from domain.conversations.split import split_conversation
from domain.conversations.transfer import transfer_conversation
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/conversations", tags=["conversations"])

_OVERSEE = Permission.CONVERSATIONS_OVERSEE


@router.post("/{conversation_id}/assign", response_model=ThreadShape)
async def assign(posts: Posts, conversation_id: UUID, body: AssignBody) -> Response:
    """Give it to somebody, or back to its queue."""
    return await do_there(posts, conversation_id, assign_conversation, owner_id=body.owner_id)


@router.post("/{conversation_id}/transfer", response_model=ThreadShape)
async def transfer(posts: Posts, conversation_id: UUID, body: TransferBody) -> Response:
    """Hand it on to a queue, or to somebody, with a note."""
    return await do_there(posts, conversation_id, transfer_conversation, **body.model_dump())


@router.post("/{conversation_id}/merge", response_model=ThreadShape)
async def merge(posts: Posts, conversation_id: UUID, body: MergeBody) -> Response:
    """Let it go on in another one."""
    return await do_there(posts, conversation_id, merge_conversations, into_id=body.into_id)


@router.post("/{conversation_id}/unmerge", response_model=ThreadShape)
async def unmerge(posts: Posts, conversation_id: UUID) -> Response:
    """Take it out of the one that it was merged into."""
    return await do_there(posts, conversation_id, unmerge_conversation)


@router.post("/{conversation_id}/split", status_code=201, response_model=ThreadShape)
async def split(posts: Posts, conversation_id: UUID, body: SplitBody) -> Response:
    """Let the end of the thread go on by itself; the answer is the new conversation."""

    def run(unit: Unit) -> Answer:
        fresh = split_conversation(unit, conversation_id=conversation_id, **body.model_dump())
        return shown_thread(unit, fresh, status=201)

    return await posts.perform(split_conversation, run, requires=Permission.CASES_WRITE)


@router.post("/{conversation_id}/snooze", response_model=ThreadShape)
async def snooze(posts: Posts, conversation_id: UUID, body: SnoozeBody) -> Response:
    """Put it out of sight until a time, or bring it back."""
    if body.until is None:
        return await do_to_case(posts, conversation_id, wake_case)
    return await do_to_case(posts, conversation_id, snooze_case, until=body.until)


@router.post("/{conversation_id}/close", response_model=ThreadShape)
async def close(posts: Posts, conversation_id: UUID, body: CloseBody) -> Response:
    """It is done; say how it ended."""
    return await do_to_case(posts, conversation_id, close_case, **body.model_dump())


@router.post("/{conversation_id}/reopen", response_model=ThreadShape)
async def reopen(posts: Posts, conversation_id: UUID) -> Response:
    """It is not done after all."""
    return await do_to_case(posts, conversation_id, reopen_case)


@router.post("/{conversation_id}/take-over", response_model=ThreadShape)
async def have_instead(posts: Posts, conversation_id: UUID) -> Response:
    """Have it in the place of whoever has it."""
    return await do_there(posts, conversation_id, take_over, requires=_OVERSEE)


@router.post("/{conversation_id}/identity", response_model=ThreadShape)
async def identify(posts: Posts, conversation_id: UUID, body: IdentifyBody) -> Response:
    """Say which customer it is with."""
    return await do_there(posts, conversation_id, identify_conversation, customer_id=body.customer_id)
