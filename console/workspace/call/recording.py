"""`/files/calls/ID`: what was recorded of a call, for who may see cases. The vendor asks for our password, so it is
fetched here.
"""

from typing import Final
from uuid import UUID

import anyio
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from requests.exceptions import RequestException

from console.api.problems import status_of
from console.auth.visits import present
from console.bootstrap import console
from domain.conversations.note_call import recording_of
from domain.kernel.errors import DomainError

router: Final = APIRouter(include_in_schema=False)
_HEADERS: Final = {"x-content-type-options": "nosniff", "cache-control": "private, no-store"}


@router.get("/files/calls/{call_id}")
async def play(request: Request, call_id: UUID) -> Response:
    """The sound as WAV; 404 where there is none, 502 while the vendor cannot be reached."""
    person = await present(request)
    if person is None:
        return JSONResponse({"code": "no_session"}, status_code=401)
    try:
        reference = await console().ask(recording_of, person.actor, call_id=call_id)
    except DomainError as refusal:
        return JSONResponse(
            {"code": refusal.code, "detail": refusal.sentence(person.language)}, status_code=status_of(refusal)
        )
    telephone = console().telephone
    if not reference or telephone is None:
        return JSONResponse({"code": "no_recording"}, status_code=404)
    try:
        sound = await anyio.to_thread.run_sync(telephone.recording, reference)
    except RequestException:
        return JSONResponse({"code": "recording_unavailable"}, status_code=502)
    return Response(sound, media_type="audio/wav", headers=_HEADERS)
