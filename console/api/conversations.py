"""Conversations: begun, read and answered."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer
from console.api.asked import Asks, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.conversations import (
    ConversationShape,
    MessageBody,
    NewConversationBody,
    ThreadShape,
    WhisperBody,
)
from console.api.threads import do_there, shown_thread, thread_shown
from domain.conversations.add_private_note import add_private_note
from domain.conversations.oversee import whisper
from domain.conversations.queries import conversations, thread
from domain.conversations.receive_message import receive_message
from domain.conversations.reply import reply
from domain.conversations.start_conversation import start_conversation
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
        str, Query(max_length=20, description="waits: who waits longest first; due: what is due next; newest.")
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
        return thread_shown(unit, conversation_id, before=before, limit=limit)

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
        return shown_thread(unit, started, status=201)

    return await posts.perform(start_conversation, run, requires=Permission.CASES_WRITE)


@router.post("/{conversation_id}/messages", status_code=201, response_model=ThreadShape)
async def write(posts: Posts, conversation_id: UUID, body: MessageBody) -> Response:
    """Answer the customer, write a note, or bring in what they wrote elsewhere."""
    check_choice(body.kind, ("message", "note"), field="kind")
    check_choice(body.direction, ("out", "in"), field="direction")
    if body.kind == "note":
        return await do_there(
            posts, conversation_id, add_private_note, body=body.body, client_key=body.client_key, status=201
        )
    given = {"channel": body.channel, "address": body.address, "subject": body.subject, "client_key": body.client_key}
    if body.direction == "out":
        by, to = body.channel, body.address
        key, title = body.client_key, body.subject
        return await do_there(
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
        return shown_thread(unit, conversation_id, status=201)

    return await posts.perform(receive_message, run, requires=Permission.CONVERSATIONS_RECEIVE)


@router.post("/{conversation_id}/whispers", status_code=201, response_model=ThreadShape)
async def say_aside(posts: Posts, conversation_id: UUID, body: WhisperBody) -> Response:
    """Say something that only staff see to whoever has it."""
    return await do_there(
        posts, conversation_id, whisper, status=201, requires=_OVERSEE, body=body.body, client_key=body.client_key
    )
