"""E-mail comes in: the mail as it is (message/rfc822), or {"raw": BASE64} as JSON, signed by the Standard Webhooks
scheme with EMAIL_WEBHOOK_SECRET. The `webhook-id` is the delivery's: the same one is kept once.
"""

import base64
import binascii
import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from console.adapters.webhook_signatures import SignatureRefused, verify
from console.bootstrap import console
from console.webhooks.refusals import body_of, too_large, unreadable, unsigned
from domain.conversations.receive_email import LARGEST_MAIL, keep_mail
from domain.kernel.actor import Actor

POST = Actor.system("mail")

router = APIRouter()


@router.post("/webhooks/email", status_code=204, include_in_schema=False)
async def take_mail(request: Request) -> Response:
    """204 once the mail is kept, and for one that was kept before; 401 without a signature of who may bring mail."""
    body = await body_of(request, most=LARGEST_MAIL * 3 // 2)
    if body is None:
        return too_large(request)
    secrets, now = console().settings.email_webhook_secrets, console().application.clock.now()
    try:
        delivery_id = verify(secrets=secrets, headers=request.headers, body=body, now=now)
    except SignatureRefused as refusal:
        return unsigned(request, str(refusal))
    content = _raw(body) if request.headers.get("content-type", "").startswith("application/json") else body
    if not content:
        return unreadable(request)
    if len(content) > LARGEST_MAIL:
        return too_large(request)
    await console().perform(keep_mail, POST, delivery_id=delivery_id, content=content)
    return Response(status_code=204)


def _raw(body: bytes) -> bytes:
    """The mail in the JSON; nothing where it holds none."""
    try:
        told = json.loads(body)
        return base64.b64decode(told["raw"], validate=True)
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error):
        return b""
