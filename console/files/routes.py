"""`/files`: attachments and papers for who is signed in on a screen."""

from collections.abc import Awaitable
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from console.api.documents import file_response
from console.api.problems import status_of
from console.auth.form import FormRefused
from console.auth.origin import from_own_page
from console.auth.visits import present, refused_form
from console.bootstrap import console
from console.files.parcel import Parcel, read_parcel
from domain.documents.attach import attach
from domain.documents.queries import document
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.returns.label import return_label
from domain.staff.sessions import SignedIn

router: Final = APIRouter(include_in_schema=False)
_PAPER: Final = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, no-store",
}


@router.post("/files")
async def take_file(request: Request) -> Response:
    """201 with the file's id. Session, origin and right are looked at before a byte of the file is read."""
    if not from_own_page(request.headers, public_url=console().settings.public_url):
        return refused_form(FormRefused(403))
    person = await present(request)
    if person is None:
        return _no_session()
    try:
        person.actor.require(Permission.NOTES_WRITE)
        kept = await _keep(person, await read_parcel(request))
    except FormRefused as refusal:
        return refused_form(refusal)
    except DomainError as refusal:
        return _refused(person, refusal)
    return JSONResponse({"id": str(kept)}, status_code=201)


@router.get("/files/{document_id}")
async def give_file(request: Request, document_id: UUID) -> Response:
    """The bytes of a file, to be saved."""
    person = await present(request)
    if person is None:
        return _no_session()
    return await _answer(person, _file(person, document_id))


@router.get("/files/return-labels/{return_id}")
async def give_label(request: Request, return_id: UUID) -> Response:
    """The label for the parcel back, as a PDF."""
    person = await present(request)
    if person is None:
        return _no_session()
    return await _answer(person, _label(person, return_id))


async def _keep(person: SignedIn, parcel: Parcel) -> UUID:
    order = parcel.fields.get("order_id", "")
    customer_id = parse_id(parcel.fields.get("customer_id", ""), field="customer_id")
    return await console().perform(
        attach,
        actor=person.actor,
        customer_id=customer_id,
        order_id=parse_id(order, field="order_id") if order else None,
        name=parcel.name,
        content=parcel.content,
    )


async def _file(person: SignedIn, document_id: UUID) -> Response:
    return file_response(await console().ask(document, actor=person.actor, document_id=document_id))


async def _label(person: SignedIn, return_id: UUID) -> Response:
    pdf = await console().ask(return_label, actor=person.actor, return_id=return_id)
    named = {"content-disposition": f'attachment; filename="return-{return_id}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=_PAPER | named)


async def _answer(person: SignedIn, answer: Awaitable[Response]) -> Response:
    try:
        return await answer
    except DomainError as refusal:
        return _refused(person, refusal)


def _refused(person: SignedIn, refusal: DomainError) -> Response:
    told = {"code": refusal.code, "field": refusal.field, "detail": refusal.sentence(person.language)}
    return JSONResponse(told, status_code=status_of(refusal))


def _no_session() -> Response:
    return JSONResponse({"code": "no_session"}, status_code=401)
