"""Outbound webhooks: who is told of what, and what came of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.adapters.webhook_sender import secret_of
from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.webhooks import (
    DeliveryShape,
    EndpointChangeBody,
    EndpointShape,
    EndpointsShape,
    NewEndpointBody,
    SecretShape,
)
from console.bootstrap import console
from domain.kernel.permissions import Permission
from domain.webhooks.add_endpoint import add_endpoint
from domain.webhooks.change_endpoint import change_endpoint, rotate_secret
from domain.webhooks.deliver import replay_delivery
from domain.webhooks.queries import EndpointRow, deliveries, delivery, endpoint, endpoints
from domain.webhooks.remove_endpoint import remove_endpoint
from domain.webhooks.send_test import send_test
from domain.work import Unit

router = APIRouter(prefix="/webhook-endpoints", tags=["webhooks"])

_MANAGE = Permission.WEBHOOKS_MANAGE


@router.get("", response_model=EndpointsShape)
async def list_endpoints(asks: Asks) -> Response:
    """Every endpoint, the oldest first."""

    def shown(unit: Unit) -> dict[str, tuple[EndpointRow, ...]]:
        return {"items": endpoints(unit)}

    return await asks.ask(shown, EndpointsShape)


@router.post("", status_code=201, response_model=EndpointShape)
async def add(posts: Posts, body: NewEndpointBody) -> Response:
    """Tell an address of everything of these types that happens from now on."""

    def run(unit: Unit) -> Answer:
        made = add_endpoint(unit, **body.model_dump())
        return answer(EndpointShape, endpoint(as_its_maker(unit), endpoint_id=made), status=201)

    return await posts.perform(add_endpoint, run, requires=_MANAGE)


@router.get("/{endpoint_id}", response_model=EndpointShape)
async def read(asks: Asks, endpoint_id: UUID) -> Response:
    """One endpoint."""
    return await asks.ask(endpoint, EndpointShape, endpoint_id=endpoint_id)


@router.patch("/{endpoint_id}", response_model=EndpointShape)
async def change(changes: Changes, endpoint_id: UUID, body: EndpointChangeBody) -> Response:
    """Change it, stop it, let it go on."""

    def run(unit: Unit) -> Answer:
        change_endpoint(unit, endpoint_id=endpoint_id, **body.model_dump())
        return answer(EndpointShape, endpoint(as_its_maker(unit), endpoint_id=endpoint_id))

    return await changes.perform(change_endpoint, run, requires=_MANAGE)


@router.get("/{endpoint_id}/secret", response_model=SecretShape)
async def read_secret(asks: Asks, endpoint_id: UUID) -> Response:
    """What its deliveries are signed with."""

    def shown(unit: Unit) -> dict[str, str]:
        found = endpoint(unit, endpoint_id=endpoint_id)
        return {"secret": secret_of(_server_key(), found.id, found.secret_number)}

    return await asks.ask(shown, SecretShape)


@router.post("/{endpoint_id}/secret-rotations", status_code=201, response_model=SecretShape)
async def rotate(posts: Posts, endpoint_id: UUID) -> Response:
    """Sign with a new secret; for a day the old one signs as well."""

    def run(unit: Unit) -> Answer:
        number = rotate_secret(unit, endpoint_id=endpoint_id)
        return answer(SecretShape, {"secret": secret_of(_server_key(), endpoint_id, number)}, status=201)

    return await posts.perform(rotate_secret, run, requires=_MANAGE)


@router.get("/{endpoint_id}/deliveries", response_model=PageShape[DeliveryShape])
async def list_deliveries(
    asks: Asks,
    endpoint_id: UUID,
    status: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """What it was told of, the newest first, with every try."""
    return await asks.ask(
        deliveries,
        PageShape[DeliveryShape],
        endpoint_id=endpoint_id,
        status=status,
        cursor=cursor,
        limit=limit,
    )


@router.post("/{endpoint_id}/deliveries/{delivery_id}/replay", response_model=EndpointShape)
async def replay(posts: Posts, endpoint_id: UUID, delivery_id: UUID) -> Response:
    """Send it once more, under the same id."""

    def run(unit: Unit) -> Answer:
        replay_delivery(unit, delivery_id=delivery_id)
        return answer(EndpointShape, endpoint(as_its_maker(unit), endpoint_id=endpoint_id))

    return await posts.perform(replay_delivery, run, requires=_MANAGE)


@router.post("/{endpoint_id}/test-events", status_code=201, response_model=DeliveryShape)
async def try_out(posts: Posts, endpoint_id: UUID) -> Response:
    """Send it an event `webhook.tested`, whatever it wants; answers the delivery, which a job sends."""

    def run(unit: Unit) -> Answer:
        sent = send_test(unit, endpoint_id=endpoint_id)
        return answer(DeliveryShape, delivery(as_its_maker(unit), delivery_id=sent), status=201)

    return await posts.perform(send_test, run, requires=_MANAGE)


@router.post("/{endpoint_id}/removal", response_model=EndpointShape)
async def remove(posts: Posts, endpoint_id: UUID) -> Response:
    """Tell it nothing any more, and forget what it was told; answers it as it was."""

    def run(unit: Unit) -> Answer:
        unit.actor.require(_MANAGE)
        was = answer(EndpointShape, endpoint(as_its_maker(unit), endpoint_id=endpoint_id))
        remove_endpoint(unit, endpoint_id=endpoint_id)
        return was

    return await posts.perform(remove_endpoint, run, requires=_MANAGE)


def _server_key() -> bytes:
    return console().settings.secret_key.get_secret_value().encode()
