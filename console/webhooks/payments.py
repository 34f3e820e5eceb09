"""The payment gateway tells: its signature is checked, the delivery is kept once, a job works it off."""

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from console.adapters.webhook_signatures import SignatureRefused, verify
from console.api.languages import preferred_language
from console.api.problems import problem
from console.bootstrap import console
from domain.kernel.actor import Actor
from domain.payments.deliveries import receive_delivery

VENDOR = "payments"
GATEWAY = Actor.system("payments")
LARGEST_BODY = 64 * 1024
_LONGEST_TYPE = 100

router = APIRouter()


@router.post("/webhooks/payments", status_code=204, include_in_schema=False)
async def take_delivery(request: Request) -> Response:
    """204 once the delivery is kept, and for one that was kept before; 401 without a signature of the gateway's."""
    body = await _body(request)
    if body is None:
        return _refusal(request, 413, "too_large", "The delivery is too large.", "L’envoi est trop volumineux.")
    secrets = console().settings.gateway_secrets
    now = console().application.clock.now()
    try:
        delivery_id = verify(secrets=secrets, headers=request.headers, body=body, now=now)
    except SignatureRefused as refusal:
        return _refusal(request, 401, "signature_refused", str(refusal), "La signature de l’envoi n’est pas valable.")
    type = _type_of(body)
    if type is None:
        return _refusal(request, 422, "unreadable", "The delivery cannot be read.", "L’envoi est illisible.")
    await console().perform(
        receive_delivery, GATEWAY, vendor=VENDOR, delivery_id=delivery_id, type=type, body=body.decode()
    )
    return Response(status_code=204)


async def _body(request: Request) -> bytes | None:
    """The body as it came; None once it is larger than `LARGEST_BODY`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _type_of(body: bytes) -> str | None:
    """What kind of event it is; None when it is none that we could keep."""
    try:
        told: Any = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    type = told.get("type") if isinstance(told, dict) else None
    return type if isinstance(type, str) and 0 < len(type) <= _LONGEST_TYPE and type.isprintable() else None


def _refusal(request: Request, status: int, code: str, en: str, fr: str) -> Response:
    language = preferred_language(request.headers.get("accept-language"))
    return problem(status=status, code=code, detail=fr if language == "fr" else en, language=language)
