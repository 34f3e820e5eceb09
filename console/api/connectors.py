"""Connectors: shops and warehouses elsewhere, what they sent, and what of it was refused."""

from functools import partial
from typing import Annotated
from uuid import UUID

import anyio
from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, Cursor, Limit, Posts, as_its_maker
from console.api.shapes.base import PageShape
from console.api.shapes.connectors import (
    ConnectorChangeBody,
    ConnectorSecretShape,
    ConnectorShape,
    ConnectorsShape,
    FileBody,
    InboundShape,
    LookedAtShape,
    NewConnectorBody,
    RefusalShape,
    RetriedShape,
    SecretChangeBody,
)
from console.bootstrap import console
from console.connectors.secrets import address_of, plain, sealed
from console.connectors.work import look_at, retry
from domain.connectors.add_connector import add_connector
from domain.connectors.change_connector import change_connector, change_secret
from domain.connectors.queries import ConnectorRow, connector, connectors, inbound, inbound_one, refusals, sealed_secret
from domain.connectors.receive import commit_file, drop_file, keep_file
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(prefix="/connectors", tags=["connectors"])

_MANAGE = Permission.CONNECTORS_MANAGE


@router.get("", response_model=ConnectorsShape)
async def list_connectors(asks: Asks) -> Response:
    """Every connector, by name."""

    def shown(unit: Unit) -> dict[str, tuple[ConnectorRow, ...]]:
        return {"items": connectors(unit)}

    return await asks.ask(shown, ConnectorsShape)


@router.post("", status_code=201, response_model=ConnectorShape)
async def add(posts: Posts, body: NewConnectorBody) -> Response:
    """Let another shop or warehouse send its orders, stock and parcels."""

    def run(unit: Unit) -> Answer:
        values = body.model_dump(exclude={"secret"})
        made = add_connector(unit, **values, secret=sealed(body.secret))
        return answer(ConnectorShape, connector(as_its_maker(unit), connector_id=made), status=201)

    return await posts.perform(add_connector, run, requires=_MANAGE)


@router.get("/{connector_id}", response_model=ConnectorShape)
async def read(asks: Asks, connector_id: UUID) -> Response:
    """One connector."""
    return await asks.ask(connector, ConnectorShape, connector_id=connector_id)


@router.patch("/{connector_id}", response_model=ConnectorShape)
async def change(changes: Changes, connector_id: UUID, body: ConnectorChangeBody) -> Response:
    """Change it, stop it, let it go on."""

    def run(unit: Unit) -> Answer:
        change_connector(unit, connector_id=connector_id, **body.model_dump())
        return answer(ConnectorShape, connector(as_its_maker(unit), connector_id=connector_id))

    return await changes.perform(change_connector, run, requires=_MANAGE)


@router.get("/{connector_id}/secret", response_model=ConnectorSecretShape)
async def read_secret(asks: Asks, connector_id: UUID) -> Response:
    """What its deliveries are to be signed with, and where they are to be sent."""
    return await asks.ask(_secret, ConnectorSecretShape, connector_id=connector_id)


@router.post("/{connector_id}/secret-changes", status_code=201, response_model=ConnectorSecretShape)
async def change_its_secret(posts: Posts, connector_id: UUID, body: SecretChangeBody) -> Response:
    """Believe what is signed with another secret; for a day the old one is good as well."""

    def run(unit: Unit) -> Answer:
        change_secret(unit, connector_id=connector_id, secret=sealed(body.secret))
        return answer(ConnectorSecretShape, _secret(as_its_maker(unit), connector_id=connector_id), status=201)

    return await posts.perform(change_secret, run, requires=_MANAGE)


@router.get("/{connector_id}/deliveries", response_model=PageShape[InboundShape])
async def list_deliveries(
    asks: Asks,
    connector_id: UUID,
    status: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """What it sent, the newest first."""
    values = {"connector_id": connector_id, "status": status, "cursor": cursor, "limit": limit}
    return await asks.ask(inbound, PageShape[InboundShape], **values)


@router.get("/{connector_id}/refusals", response_model=PageShape[RefusalShape])
async def list_refusals(
    asks: Asks, connector_id: UUID, every: bool = False, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Records that were refused and not taken since (`every`: those as well), with the field at fault."""
    values = {"connector_id": connector_id, "every": every, "cursor": cursor, "limit": limit}
    return await asks.ask(refusals, PageShape[RefusalShape], **values)


@router.post("/{connector_id}/files", status_code=201, response_model=InboundShape)
async def bring(posts: Posts, connector_id: UUID, body: FileBody) -> Response:
    """Bring a file; nothing of it is taken until it is committed. The same content is one file."""

    def run(unit: Unit) -> Answer:
        kept = keep_file(unit, connector_id=connector_id, name=body.name, body=body.content)
        return answer(InboundShape, inbound_one(as_its_maker(unit), delivery_id=kept), status=201)

    return await posts.perform(keep_file, run, requires=_MANAGE)


@router.get("/{connector_id}/files/{delivery_id}/outcome", response_model=LookedAtShape)
async def look(asks: Asks, connector_id: UUID, delivery_id: UUID) -> Response:
    """What would come of a file: every record is tried and rolled back."""
    await console().ask(inbound_one, asks.actor, delivery_id=delivery_id)
    found = await anyio.to_thread.run_sync(partial(look_at, console().application, delivery_id))
    told = {"records": found.records, "taken": found.taken, "unchanged": found.unchanged, "refused": found.refused}
    return answer(LookedAtShape, {"id": delivery_id, **told}).response()


@router.post("/{connector_id}/files/{delivery_id}/commit", status_code=202, response_model=InboundShape)
async def commit(posts: Posts, connector_id: UUID, delivery_id: UUID) -> Response:
    """Take a file; a job does it."""

    def run(unit: Unit) -> Answer:
        commit_file(unit, delivery_id=delivery_id)
        return answer(InboundShape, inbound_one(as_its_maker(unit), delivery_id=delivery_id), status=202)

    return await posts.perform(commit_file, run, requires=_MANAGE)


@router.post("/{connector_id}/files/{delivery_id}/drop", response_model=InboundShape)
async def drop(posts: Posts, connector_id: UUID, delivery_id: UUID) -> Response:
    """Leave a file; its content is forgotten."""

    def run(unit: Unit) -> Answer:
        drop_file(unit, delivery_id=delivery_id)
        return answer(InboundShape, inbound_one(as_its_maker(unit), delivery_id=delivery_id))

    return await posts.perform(drop_file, run, requires=_MANAGE)


@router.post("/{connector_id}/refusals/{refusal_id}/retry", response_model=RetriedShape)
async def try_again(posts: Posts, connector_id: UUID, refusal_id: UUID) -> Response:
    """Try a refused record once more."""
    posts.actor.require(_MANAGE)
    refused = await anyio.to_thread.run_sync(partial(retry, console().application, refusal_id, only_look=posts.preview))
    return answer(RetriedShape, {"taken": refused is None, "refused": refused}).response()


def _secret(unit: Unit, *, connector_id: UUID) -> dict[str, str]:
    return {"secret": plain(sealed_secret(unit, connector_id=connector_id)), "address": address_of(connector_id)}
