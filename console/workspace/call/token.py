"""`POST /telephone/token`: what a browser needs to be rung by Twilio, for who is signed in and takes calls.

It is there when TWILIO_API_KEY and TWILIO_API_SECRET are set. The name in it is the one that `line_of` rings.
"""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from console.auth.origin import from_own_page
from console.auth.visits import present
from console.bootstrap import console
from domain.kernel.permissions import Permission

router: Final = APIRouter(include_in_schema=False)
GOOD_FOR: Final = 3600  # seconds


@router.post("/telephone/token")
async def token(request: Request) -> Response:
    """{"token", "identity", "good_for"}; 404 where it is not set up."""
    settings = console().settings
    if not from_own_page(request.headers, public_url=settings.public_url):
        return JSONResponse({"code": "other_origin"}, status_code=403)
    person = await present(request)
    if person is None:
        return JSONResponse({"code": "no_session"}, status_code=401)
    if not person.actor.can(Permission.CASES_WRITE) or person.actor.id is None:
        return JSONResponse({"code": "denied"}, status_code=403)
    if not (settings.twilio_api_key and settings.twilio_api_secret and settings.twilio_account_sid):
        return JSONResponse({"code": "not_set_up"}, status_code=404)
    identity = person.actor.id.hex
    made = AccessToken(
        settings.twilio_account_sid,
        settings.twilio_api_key,
        settings.twilio_api_secret.get_secret_value(),
        identity=identity,
        ttl=GOOD_FOR,
    )
    made.add_grant(VoiceGrant(incoming_allow=True))
    return JSONResponse({"token": made.to_jwt(), "identity": identity, "good_for": GOOD_FOR})
