"""`/threads`: what the composer of the workspace sends. An answer says for sure whether a message was kept."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from console.api.problems import status_of
from console.auth.form import FormRefused
from console.auth.origin import from_own_page
from console.auth.visits import present, refused_form
from console.bootstrap import console
from console.workspace.conversation.parcel import Written, read_written
from domain.conversations.add_private_note import add_private_note
from domain.conversations.oversee import whisper
from domain.conversations.reply import reply
from domain.conversations.ways import Way, reply_ways
from domain.customers.presence import look_away
from domain.kernel.errors import DomainError, Invalid
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

router: Final = APIRouter(include_in_schema=False)
_ASIDE: Final = {"note": add_private_note, "whisper": whisper}


@router.post("/threads/{conversation_id}/messages")
async def take_message(request: Request, conversation_id: UUID) -> Response:
    """201 with the entry's id: a reply, or with `kind` note or whisper what only staff may read. The same
    `client_key` is kept once, so it can be sent until it is answered.
    """
    if not from_own_page(request.headers, public_url=console().settings.public_url):
        return refused_form(FormRefused(403))
    person = await present(request)
    if person is None:
        return JSONResponse({"code": "no_session"}, status_code=401)
    try:
        if not person.actor.can(Permission.CONVERSATIONS_OVERSEE):
            person.actor.require(Permission.CASES_WRITE)
        written = await read_written(request)
        kind = written.fields.get("kind", "")
        kept = await (_note if kind in _ASIDE else _reply)(person, conversation_id, written)
    except FormRefused as refusal:
        return refused_form(refusal)
    except DomainError as refusal:
        told = {"code": refusal.code, "field": refusal.field, "detail": refusal.sentence(person.language)}
        return JSONResponse(told, status_code=status_of(refusal))
    return JSONResponse({"id": str(kept)}, status_code=201)


@router.post("/threads/{conversation_id}/away")
async def take_leave(request: Request, conversation_id: UUID) -> Response:
    """The page was closed: whoever else has the conversation open sees it at once."""
    if not from_own_page(request.headers, public_url=console().settings.public_url):
        return refused_form(FormRefused(403))
    person = await present(request)
    if person is not None and person.actor.can(Permission.CUSTOMERS_READ):
        await console().perform(look_away, actor=person.actor, subject_kind="conversation", subject_id=conversation_id)
    return Response(status_code=204)


async def _note(person: SignedIn, conversation_id: UUID, written: Written) -> UUID:
    return await console().perform(
        _ASIDE[written.fields["kind"]],
        actor=person.actor,
        conversation_id=conversation_id,
        body=written.fields.get("body", ""),
        client_key=written.fields.get("client_key"),
    )


async def _reply(person: SignedIn, conversation_id: UUID, written: Written) -> UUID:
    way = await _way(person, conversation_id, written.fields.get("way", ""))
    seen = written.fields.get("seen_seq", "")
    return await console().perform(
        reply,
        actor=person.actor,
        conversation_id=conversation_id,
        body=written.fields.get("body", ""),
        channel=way.channel,
        address=way.address,
        subject=written.fields.get("subject", "") if way.channel == "email" else "",
        client_key=written.fields.get("client_key"),
        files=written.files,
        seen_seq=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 12 else None,
    )


async def _way(person: SignedIn, conversation_id: UUID, key: str) -> Way:
    ways = await console().ask(reply_ways, actor=person.actor, conversation_id=conversation_id)
    found = next((each for each in ways if each.key == key), None)
    if found is None:
        raise Invalid(
            field="way",
            code="unknown_choice",
            en="Choose how the customer is written to.",
            fr="Choisissez comment écrire au client.",
        )
    return found
