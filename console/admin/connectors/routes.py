"""`/files/connectors/…`: a file of a shop or warehouse, kept to be looked at; for who is signed in on a screen."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from console.api.problems import status_of
from console.auth.form import FormRefused
from console.auth.origin import from_own_page
from console.auth.visits import present, refused_form
from console.bootstrap import console
from console.connectors.text import text_of
from console.files.parcel import read_parcel
from domain.connectors.receive import keep_file
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission

router: Final = APIRouter(include_in_schema=False)


@router.post("/files/connectors/{connector_id}")
async def take_file(request: Request, connector_id: UUID) -> Response:
    """201 with the delivery's id. Session, origin and right are looked at before a byte of the file is read."""
    if not from_own_page(request.headers, public_url=console().settings.public_url):
        return refused_form(FormRefused(403))
    person = await present(request)
    if person is None:
        return JSONResponse({"code": "no_session"}, status_code=401)
    try:
        person.actor.require(Permission.CONNECTORS_MANAGE)
        parcel = await read_parcel(request)
        kept = await console().perform(
            keep_file, person.actor, connector_id=connector_id, name=parcel.name, body=text_of(parcel.content)
        )
    except FormRefused as refusal:
        return refused_form(refusal)
    except DomainError as refusal:
        told = {"code": refusal.code, "field": refusal.field, "detail": refusal.sentence(person.language)}
        return JSONResponse(told, status_code=status_of(refusal))
    return JSONResponse({"id": str(kept)}, status_code=201)
