"""Conversations: begun, read, answered, handed on, put together and taken apart."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Acting, Asks, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.conversations import (
    AssignBody,
    CloseBody,
    ConversationShape,
    IdentifyBody,
    MergeBody,
    MessageBody,
    NewConversationBody,
    SnoozeBody,
    SplitBody,
    ThreadShape,
    TransferBody,
    WhisperBody,
)
from domain.cases.close_case import close_case, reopen_case
from domain.cases.snooze_case import snooze_case, wake_case
from domain.conversations.add_private_note import add_private_note
from domain.conversations.hand_over import assign_conversation
from domain.conversations.identify import identify_conversation
from domain.conversations.merge import merge_conversations, unmerge_conversation
from domain.conversations.oversee import take_over, whisper
from domain.conversations.queries import conversations, thread
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.conversations.split import split_conversation
from domain.conversations.start_conversation import start_conversation
from domain.conversations.transfer import transfer_conversation
from domain.kernel.permissions import Permission
from domain.orders.new_order import check_choice
from domain.work import Unit

router = APIRouter(prefix="/conversations", tags=["conversations"])

_OVERSEE = Permission.CONVERSATIONS_OVERSEE


@router.get("", response_model=PageShape[ConversationShape])
async def list_conversations(
    asks: Asks,
    view: Annotated[str, Query(max_length=20, description="open, unassigned, snoozed, closed or all.")] = "open",
    queue: Annotated[str | None, Query(max_length=60)] = None,
    channel: Annotated[str | None, Query(max_length=20)] = None,
    customer: Annotated[UUID | None, Query(description="The id of a customer.")] = None,
    sort: Annotated[
        str, Query(max_length=20, description="waits: who waits longest first; due: what is due next.")
    ] = "waits",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Conversations that match everything given, where the customer waits longest first."""
    return await asks.ask(
        conversations,
        PageShape[ConversationShape],
        view=view,
        queue=queue,
        channel=channel,
        customer_id=customer,
        sort=sort,
        cursor=cursor,
        limit=limit,
    )


@router.get("/{conversation_id}", response_model=ThreadShape)
async def read(asks: Asks, conversation_id: UUID, before: Cursor = None, limit: Limit = 50) -> Response:
    """A conversation and the newest page of its thread."""

    def shown(unit: Unit) -> dict[str, Any]:
        return _thread(unit, conversation_id, before=before, limit=limit)

    return await asks.ask(shown, ThreadShape)


@router.post("", status_code=201, response_model=ThreadShape)
async def start(posts: Posts, body: NewConversationBody) -> Response:
    """Begin a conversation; the routing rules say where its case waits."""
    given = body.model_dump()
    first = given.pop("body")

    def run(unit: Unit) -> Answer:
        started = start_conversation(unit, **given)
        if first is not None:
            reply(unit, conversation_id=started, body=first)
        return _shown(unit, started, status=201)

    return await posts.perform(start_conversation, run, requires=Permission.CASES_WRITE)


@router.post("/{conversation_id}/messages", status_code=201, response_model=ThreadShape)
async def write(posts: Posts, conversation_id: UUID, body: MessageBody) -> Response:
    """Answer the customer, write a note, or bring in what they wrote elsewhere."""
    check_choice(body.kind, ("message", "note"), field="kind")
    check_choice(body.direction, ("out", "in"), field="direction")
    if body.kind == "note":
        return await _do(
            posts, conversation_id, add_private_note, body=body.body, client_key=body.client_key, status=201
        )
    given = {"channel": body.channel, "address": body.address, "subject": body.subject, "client_key": body.client_key}
    if body.direction == "out":
        by, to = body.channel, body.address
        key, title = body.client_key, body.subject
        return await _do(
            posts,
            conversation_id,
            reply,
            status=201,
            body=body.body,
            channel=by,
            address=to,
            subject=title,
            client_key=key,
        )

    def run(unit: Unit) -> Answer:
        there = thread(as_its_maker(unit), conversation_id=conversation_id, limit=1).conversation
        given.update(channel=body.channel or there.channel, address=body.address or there.address)
        receive_message(unit, conversation_id=there.id, body=body.body, **given)  # type: ignore[arg-type]
        return _shown(unit, conversation_id, status=201)

    return await posts.perform(receive_message, run, requires=Permission.CONVERSATIONS_RECEIVE)


@router.post("/{conversation_id}/assign", response_model=ThreadShape)
async def assign(posts: Posts, conversation_id: UUID, body: AssignBody) -> Response:
    """Give it to somebody, or back to its queue."""
    return await _do(posts, conversation_id, assign_conversation, owner_id=body.owner_id)


@router.post("/{conversation_id}/transfer", response_model=ThreadShape)
async def transfer(posts: Posts, conversation_id: UUID, body: TransferBody) -> Response:
    """Hand it on to a queue, or to somebody, with a note."""
    return await _do(posts, conversation_id, transfer_conversation, **body.model_dump())


@router.post("/{conversation_id}/merge", response_model=ThreadShape)
async def merge(posts: Posts, conversation_id: UUID, body: MergeBody) -> Response:
    """Let it go on in another one."""
    return await _do(posts, conversation_id, merge_conversations, into_id=body.into_id)


@router.post("/{conversation_id}/unmerge", response_model=ThreadShape)
async def unmerge(posts: Posts, conversation_id: UUID) -> Response:
    """Take it out of the one that it was merged into."""
    return await _do(posts, conversation_id, unmerge_conversation)


@router.post("/{conversation_id}/split", status_code=201, response_model=ThreadShape)
async def split(posts: Posts, conversation_id: UUID, body: SplitBody) -> Response:
    """Let the end of the thread go on by itself; the answer is the new conversation."""

    def run(unit: Unit) -> Answer:
        fresh = split_conversation(unit, conversation_id=conversation_id, **body.model_dump())
        return _shown(unit, fresh, status=201)

    return await posts.perform(split_conversation, run, requires=Permission.CASES_WRITE)


@router.post("/{conversation_id}/snooze", response_model=ThreadShape)
async def snooze(posts: Posts, conversation_id: UUID, body: SnoozeBody) -> Response:
    """Put it out of sight until a time, or bring it back."""
    if body.until is None:
        return await _to_case(posts, conversation_id, wake_case)
    return await _to_case(posts, conversation_id, snooze_case, until=body.until)


@router.post("/{conversation_id}/close", response_model=ThreadShape)
async def close(posts: Posts, conversation_id: UUID, body: CloseBody) -> Response:
    """It is done; say how it ended."""
    return await _to_case(posts, conversation_id, close_case, **body.model_dump())


@router.post("/{conversation_id}/reopen", response_model=ThreadShape)
async def reopen(posts: Posts, conversation_id: UUID) -> Response:
    """It is not done after all."""
    return await _to_case(posts, conversation_id, reopen_case)


@router.post("/{conversation_id}/whispers", status_code=201, response_model=ThreadShape)
async def say_aside(posts: Posts, conversation_id: UUID, body: WhisperBody) -> Response:
    """Say something that only staff see to whoever has it."""
    return await _do(
        posts, conversation_id, whisper, status=201, requires=_OVERSEE, body=body.body, client_key=body.client_key
    )


@router.post("/{conversation_id}/take-over", response_model=ThreadShape)
async def have_instead(posts: Posts, conversation_id: UUID) -> Response:
    """Have it in the place of whoever has it."""
    return await _do(posts, conversation_id, take_over, requires=_OVERSEE)


@router.post("/{conversation_id}/identity", response_model=ThreadShape)
async def identify(posts: Posts, conversation_id: UUID, body: IdentifyBody) -> Response:
    """Say which customer it is with."""
    return await _do(posts, conversation_id, identify_conversation, customer_id=body.customer_id)


async def _do(
    posts: Acting,
    conversation_id: UUID,
    use_case: Callable[..., Any],
    *,
    status: int = 200,
    requires: Permission = Permission.CASES_WRITE,
    **args: Any,
) -> Response:
    def run(unit: Unit) -> Answer:
        use_case(unit, conversation_id=conversation_id, **args)
        return _shown(unit, conversation_id, status=status)

    return await posts.perform(use_case, run, requires=requires)


async def _to_case(posts: Acting, conversation_id: UUID, use_case: Callable[..., Any], **args: Any) -> Response:
    """Do something to the case that the conversation belongs to."""

    def run(unit: Unit) -> Answer:
        unit.actor.require(Permission.CASES_WRITE)
        case_id = thread(as_its_maker(unit), conversation_id=conversation_id, limit=1).conversation.case_id
        use_case(unit, case_id=case_id, **args)
        return _shown(unit, conversation_id)

    return await posts.perform(use_case, run, requires=Permission.CASES_WRITE)


def _shown(unit: Unit, conversation_id: UUID, *, status: int = 200) -> Answer:
    return answer(ThreadShape, _thread(as_its_maker(unit), conversation_id), status=status)


def _thread(unit: Unit, conversation_id: UUID, *, before: str | None = None, limit: int = 50) -> dict[str, Any]:
    found = thread(unit, conversation_id=conversation_id, before=before, limit=limit)
    likely = [{"id": id, "name": name} for id, name in found.likely]
    return {
        "conversation": found.conversation,
        "entries": found.entries,
        "earlier": found.earlier,
        "likely": likely,
    }
