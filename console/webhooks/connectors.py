"""Shops tell of orders and stock: the signature is checked as each of them signs, the delivery is kept once, a job
works it off. The address is that of the connector, or that of its format: then the signature says whose it is.
"""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from console.bootstrap import console
from console.connectors.format import Signature
from console.connectors.reading import formats
from console.connectors.sealed import unseal
from console.connectors.signatures import is_signed
from console.webhooks.refusals import body_of, refusal, too_large, unreadable, unsigned
from domain.connectors.queries import Signing, signing, signings
from domain.connectors.receive import LONGEST_ID, receive_webhook
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, NotFound

SHOPS = Actor.system("connectors")
LARGEST_BODY = 2 * 1024 * 1024

router = APIRouter()


@router.post("/webhooks/connectors/{connector}", status_code=204, include_in_schema=False)
async def take_delivery(request: Request, connector: str) -> Response:
    """204 once the delivery is kept, and for one that was kept before; 401 without a signature of the shop's; 409 for
    another body under an id that is known.
    """
    try:
        known = [await console().ask(signing, SHOPS, connector_id=UUID(connector))]
    except (ValueError, NotFound):
        known = []
    return await _take(request, known)


@router.post("/webhooks/commerce/{platform}", status_code=204, include_in_schema=False)
async def take_from_platform(request: Request, platform: str) -> Response:
    """The same, for every connector of a platform: it is for the one whose secret has signed."""
    known = await console().ask(signings, SHOPS, format=platform) if platform in formats() else ()
    return await _take(request, list(known))


async def _take(request: Request, known: list[Signing]) -> Response:
    body = await body_of(request, most=LARGEST_BODY)
    if body is None:
        return too_large(request)
    how = formats()[known[0].format].signature if known else None
    if how is None:
        return refusal(request, 404, "not_found", "There is no such connector.", "Ce connecteur n’existe pas.")
    if _is_ping(request, how, body):
        return Response(status_code=204)
    given = request.headers.get(how.header, "")
    whose = next((each.connector_id for each in known if is_signed(body, given, _secrets(each))), None)
    if whose is None:
        return unsigned(request, "No known secret has made this signature.")
    return await _keep(request, whose, how, body)


async def _keep(request: Request, connector_id: UUID, how: Signature, body: bytes) -> Response:
    delivery_id, topic = request.headers.get(how.id, ""), request.headers.get(how.topic, "")
    text = _text(body)
    if text is None or not 0 < len(delivery_id) <= LONGEST_ID or not delivery_id.isprintable():
        return unreadable(request)
    try:
        await console().perform(
            receive_webhook, SHOPS, connector_id=connector_id, delivery_id=delivery_id, topic=topic, body=text
        )
    except Conflict as refused:
        return refusal(request, 409, refused.code, refused.en, refused.fr)
    return Response(status_code=204)


def _secrets(found: Signing) -> list[str]:
    key = console().settings.secret_key.get_secret_value().encode()
    return [secret for secret in (unseal(key, each) for each in found.secrets) if secret]


def _is_ping(request: Request, how: Signature, body: bytes) -> bool:
    """WooCommerce tries a new address with a form that is not signed and tells nothing; nothing is done about it."""
    return how.topic not in request.headers and body.startswith(b"webhook_id=") and len(body) < 40


def _text(body: bytes) -> str | None:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text
