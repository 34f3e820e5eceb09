"""What Twilio tells: checked, kept once by its id and status, answered at once, worked off by a job."""

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from console.bootstrap import console
from console.webhooks.refusals import unreadable
from console.webhooks.twilio.signed import Asked, asked_by_twilio
from domain.conversations.inbound import receive_inbound
from domain.kernel.actor import Actor

VENDOR = "twilio"
TELEPHONE = Actor.system("telephone")
EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

router = APIRouter(prefix="/webhooks/twilio", include_in_schema=False)


@router.post("/sms")
async def sms(request: Request) -> Response:
    """An SMS came in."""
    asked = await asked_by_twilio(request)
    if isinstance(asked, Response):
        return asked
    if not asked["MessageSid"] or not asked["From"]:
        return unreadable(request)
    return await _kept(asked, f"{asked['MessageSid']}:received", "sms.received")


@router.post("/status")
async def status(request: Request) -> Response:
    """A message, a call or a conference has come further."""
    asked = await asked_by_twilio(request)
    if isinstance(asked, Response):
        return asked
    if sid := asked["MessageSid"]:
        return await _kept(asked, f"{sid}:{asked['MessageStatus']}", "sms.status")
    if room := asked["ConferenceSid"]:
        event = f"{asked['StatusCallbackEvent']}:{asked['SequenceNumber']}"
        return await _kept(asked, f"{room}:{event}", "call.room")
    if call := asked["CallSid"]:
        return await _kept(asked, f"{call}:{asked['CallStatus']}", "call.status")
    return unreadable(request)


@router.post("/recording")
async def recording(request: Request) -> Response:
    """A recording is ready."""
    asked = await asked_by_twilio(request)
    if isinstance(asked, Response):
        return asked
    if not asked["RecordingSid"]:
        return unreadable(request)
    return await _kept(asked, f"{asked['RecordingSid']}:{asked['RecordingStatus']}", "call.recording")


async def _kept(asked: Asked, delivery_id: str, type: str) -> Response:
    body = json.dumps({"fields": asked.fields, "link": asked.link})
    await console().perform(
        receive_inbound, TELEPHONE, vendor=VENDOR, delivery_id=delivery_id[:200], type=type, body=body
    )
    return twiml(EMPTY)


def twiml(document: str) -> Response:
    return Response(document, media_type="text/xml")
