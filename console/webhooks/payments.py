"""The payment gateway tells: its signature is checked, the delivery is kept once, a job works it off."""

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from console.adapters.webhook_signatures import SignatureRefused, verify
from console.bootstrap import console
from console.webhooks.refusals import body_of, too_large, unreadable, unsigned
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
    body = await body_of(request, most=LARGEST_BODY)
    if body is None:
        return too_large(request)
    secrets = console().settings.gateway_secrets
    now = console().application.clock.now()
    try:
        delivery_id = verify(secrets=secrets, headers=request.headers, body=body, now=now)
    except SignatureRefused as refusal:
        return unsigned(request, str(refusal))
    type = _type_of(body)
    if type is None:
        return unreadable(request)
    await console().perform(
        receive_delivery, GATEWAY, vendor=VENDOR, delivery_id=delivery_id, type=type, body=body.decode()
    )
    return Response(status_code=204)


def _type_of(body: bytes) -> str | None:
    """What kind of event it is; None when it is none that we could keep."""
    try:
        told: Any = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    type = told.get("type") if isinstance(told, dict) else None
    return type if isinstance(type, str) and 0 < len(type) <= _LONGEST_TYPE and type.isprintable() else None
