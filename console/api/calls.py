"""Calls: those that go on, and what an agent's screen does with theirs. Another system does it for the agent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Acting, Asks, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.calls import CallShape, CallTransferBody, NewCallBody, SwitchBody, WrapUpBody
from domain.conversations.call_rows import CallRow
from domain.conversations.calls import call, running_calls
from domain.conversations.hang_up import hang_up
from domain.conversations.hold_call import hold_call
from domain.conversations.mute_call import mute_call
from domain.conversations.place_call import place_call
from domain.conversations.transfer_call import transfer_call
from domain.conversations.wrap_up_call import wrap_up_call
from domain.kernel.page import Page
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/calls", tags=["calls"])


@router.get("", response_model=PageShape[CallShape])
async def list_calls(asks: Asks) -> Response:
    """Calls that wait, ring or go on, who waits longest first."""
    return await asks.ask(_running, PageShape[CallShape])


@router.get("/{call_id}", response_model=CallShape)
async def read(asks: Asks, call_id: UUID) -> Response:
    """One call, also when it is over."""
    return await asks.ask(call, CallShape, call_id=call_id)


@router.post("", status_code=201, response_model=CallShape)
async def place(posts: Posts, body: NewCallBody) -> Response:
    """Call a customer: the agent's telephone rings first, then theirs. Needs the right to manage agents besides.

    Send an idempotency key: without one, a request that is repeated is refused only while the agent is on the call.
    """

    def run(unit: Unit) -> Answer:
        return _shown(unit, place_call(unit, **body.model_dump()), status=201)

    return await posts.perform(place_call, run, requires=Permission.CASES_WRITE)


@router.post("/{call_id}/hold", response_model=CallShape)
async def hold(posts: Posts, call_id: UUID, body: SwitchBody) -> Response:
    """Let the customer wait with music, or take them back."""
    return await _do(posts, call_id, hold_call, on=body.on)


@router.post("/{call_id}/mute", response_model=CallShape)
async def mute(posts: Posts, call_id: UUID, body: SwitchBody) -> Response:
    """Mute the agent's side, or let it be heard again."""
    return await _do(posts, call_id, mute_call, on=body.on)


@router.post("/{call_id}/hang-up", response_model=CallShape)
async def end(posts: Posts, call_id: UUID) -> Response:
    """Hang up on the customer, or give up calling them; `stage` is over when the telephone company says so."""
    return await _do(posts, call_id, hang_up)


@router.post("/{call_id}/transfer", response_model=CallShape)
async def transfer(posts: Posts, call_id: UUID, body: CallTransferBody) -> Response:
    """Ring somebody else, while the agent stays until they take it; or let the caller wait in a queue again."""
    return await _do(posts, call_id, transfer_call, **body.model_dump())


@router.post("/{call_id}/wrap-up", response_model=CallShape)
async def wrap_up(posts: Posts, call_id: UUID, body: WrapUpBody) -> Response:
    """Say how a call ended that is over; its case is closed with that, unless it is to be followed up."""
    return await _do(posts, call_id, wrap_up_call, **body.model_dump())


async def _do(posts: Acting, call_id: UUID, use_case: Callable[..., Any], **args: Any) -> Response:
    def run(unit: Unit) -> Answer:
        use_case(unit, call_id=call_id, **args)
        return _shown(unit, call_id)

    return await posts.perform(use_case, run, requires=Permission.CASES_WRITE)


def _shown(unit: Unit, call_id: UUID, *, status: int = 200) -> Answer:
    return answer(CallShape, call(as_its_maker(unit), call_id=call_id), status=status)


def _running(unit: Unit) -> Page[CallRow]:
    return Page(items=running_calls(unit), next_cursor=None)
