"""`/widget/…`: what the page of the chat asks for, with a visitor's own token."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from console.auth.visits import address_of, spoken_to
from console.bootstrap import console
from console.files.parcel import read_parcel
from console.widget.answering import answering
from console.widget.asked import DOOR, Guest, answered, guest_of, small_json, text_of
from console.widget.limits import limits
from console.widget.stream import line_to, refuse_too_many
from console.widget.told import heard_json
from domain.conversations.entries import NewFile
from domain.conversations.receive_message import Received
from domain.kernel.errors import Conflict
from domain.surveys.answer_survey import answer_survey
from domain.visitors.attempts import count_public_attempt, network_of
from domain.visitors.identify_visitor import identify_visitor
from domain.visitors.leave_message import leave_message
from domain.visitors.note_typing import note_visitor_read, note_visitor_typing
from domain.visitors.queries import file_for_visitor, heard_before, heard_since
from domain.visitors.send_transcript import send_transcript
from domain.visitors.start_visitor import start_visitor
from domain.visitors.write_message import write_message

router: Final = APIRouter(prefix="/widget", include_in_schema=False)
_DONE: Final = {"done": True}
_FILE: Final = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, no-store",
}
_LINE: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}


@router.get("/status")
@answered
async def status(request: Request) -> Response:
    """Whether somebody is there, and when an answer comes."""
    limits().take("status", network=network_of(address_of(request)))
    return JSONResponse(await answering().told(), headers={"cache-control": "no-store"})


@router.post("/visitors")
@answered
async def start(request: Request) -> Response:
    """201 with a token for whoever has none yet."""
    fields = await small_json(request)
    language = text_of(fields, "language") or spoken_to(request)
    await _count("start", network_of(address_of(request)))
    made = await console().perform(start_visitor, DOOR, language=language, page=text_of(fields, "page"))
    return JSONResponse({"token": made.token}, status_code=201)


@router.get("/thread")
@answered
async def read_thread(request: Request) -> Response:
    """What was said after `after`, or the newest page; with `before`, an older one."""
    guest = await guest_of(request, "thread")
    asked = {name: request.query_params.get(name, "")[:200] for name in ("after", "before")}
    who = guest.visitor
    if asked["before"]:
        heard = await console().ask(heard_before, guest.actor, visitor_id=who.id, before=asked["before"])
    else:
        heard = await console().ask(heard_since, guest.actor, visitor_id=who.id, after=asked["after"])
    visitor = {"name": who.name, "email": who.email, "identified": who.identified}
    return JSONResponse(heard_json(heard) | {"visitor": visitor})


@router.get("/events")
@answered
async def events(request: Request) -> Response:
    """The live line: everything after `after`, then whatever happens."""
    guest = await guest_of(request, "stream")
    refuse_too_many(guest)
    line = line_to(guest, request.query_params.get("after", "")[:200])
    return StreamingResponse(line, media_type="text/event-stream", headers=_LINE)


@router.post("/messages")
@answered
async def write(request: Request) -> Response:
    """Keep a message; the same `key` is kept once."""
    guest, fields = await _said(request, "message")
    received = await console().perform(
        write_message,
        guest.actor,
        visitor_id=guest.visitor.id,
        body=text_of(fields, "body"),
        key=text_of(fields, "key"),
    )
    return _received(received)


@router.post("/leave")
@answered
async def leave(request: Request) -> Response:
    """Keep a message while nobody is there, with the e-mail address that the answer goes to."""
    guest, fields = await _said(request, "message")
    await _count("leave", guest.network)
    received = await console().perform(
        leave_message,
        guest.actor,
        visitor_id=guest.visitor.id,
        **{name: text_of(fields, name) for name in ("name", "email", "body", "key")},
    )
    return _received(received)


@router.post("/files")
@answered
async def take_file(request: Request) -> Response:
    """Keep a file as a message, with a few words."""
    guest = await guest_of(request, "file")
    parcel = await read_parcel(request)
    received = await console().perform(
        write_message,
        guest.actor,
        visitor_id=guest.visitor.id,
        body=parcel.fields.get("body", ""),
        key=parcel.fields.get("key", ""),
        files=[NewFile(parcel.name, parcel.content)],
    )
    return _received(received)


@router.get("/files/{document_id}")
@answered
async def give_file(request: Request, document_id: UUID) -> Response:
    """The bytes of a file of the visitor's own thread."""
    guest = await guest_of(request, "thread")
    _, media_type, content = await console().ask(
        file_for_visitor, guest.actor, visitor_id=guest.visitor.id, document_id=document_id
    )
    return Response(content, media_type=media_type, headers=_FILE)


@router.post("/typing")
@answered
async def typing(request: Request) -> Response:
    """They are writing."""
    guest = await guest_of(request, "typing")
    await console().perform(note_visitor_typing, guest.actor, visitor_id=guest.visitor.id)
    return JSONResponse(_DONE)


@router.post("/read")
@answered
async def mark_read(request: Request) -> Response:
    """They have seen the thread up to `seq`."""
    guest, fields = await _said(request, "read")
    seq = fields.get("seq")
    if isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq < 2**53:
        await console().perform(note_visitor_read, guest.actor, visitor_id=guest.visitor.id, seq=seq)
    return JSONResponse(_DONE)


@router.post("/transcript")
@answered
async def transcript(request: Request) -> Response:
    """Send what was said by e-mail."""
    guest, fields = await _said(request, "details")
    email = text_of(fields, "email")
    await _count("transcript", guest.network)
    await _count("transcript_to", email.strip().casefold()[:254])
    await console().perform(send_transcript, guest.actor, visitor_id=guest.visitor.id, email=email)
    return JSONResponse(_DONE)


@router.post("/survey")
@answered
async def survey(request: Request) -> Response:
    """What they think of it."""
    guest, fields = await _said(request, "details")
    heard = await console().ask(heard_since, guest.actor, visitor_id=guest.visitor.id, limit=1)
    if heard.conversation_id is None:
        raise Conflict(code="nothing_said", en="Nothing has been said yet.", fr="Rien n’a encore été dit.")
    await console().perform(
        answer_survey,
        guest.actor,
        conversation_id=heard.conversation_id,
        score=fields.get("score"),  # type: ignore[arg-type]  # it is checked there
        words=text_of(fields, "words"),
    )
    return JSONResponse(_DONE)


@router.post("/identity")
@answered
async def identify(request: Request) -> Response:
    """A signed token of the shop says who they are."""
    guest, fields = await _said(request, "details")
    await _count("identify", guest.network)
    await console().perform(
        identify_visitor,
        guest.actor,
        visitor_id=guest.visitor.id,
        token=text_of(fields, "token"),
        secrets=console().settings.widget_secrets,
    )
    return JSONResponse({"identified": True})


async def _said(request: Request, what: str) -> tuple[Guest, dict[str, object]]:
    guest = await guest_of(request, what)
    return guest, await small_json(request)


async def _count(what: str, by: str) -> None:
    await console().perform(count_public_attempt, DOOR, what=what, by=by)


def _received(received: Received) -> Response:
    told = {"id": str(received.entry_id), "seq": received.seq, "repeated": received.repeated}
    told["conversation"] = str(received.conversation_id)
    return JSONResponse(told, status_code=200 if received.repeated else 201)
