"""`/customers/{id}/export`: a plain form, because only an answer to the browser is kept as a file.

It is a POST: that the data were handed out is recorded, and a link from elsewhere must not do that.
"""

import json
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from console.auth.form import FormRefused
from console.auth.visits import own_form, present, refused_form
from console.bootstrap import console
from domain.kernel.errors import Denied, DomainError, NotFound
from domain.privacy.export import export_customer

router: Final = APIRouter(include_in_schema=False)


@router.post("/customers/{customer_id}/export")
async def take_export(request: Request, customer_id: UUID) -> Response:
    """Everything known of the person as a JSON file; 403 for another site's page, and for who may not have it."""
    try:
        await own_form(request)
    except FormRefused as refusal:
        return refused_form(refusal)
    person = await present(request)
    if person is None:
        return RedirectResponse("/sign-in", status_code=303)
    try:
        document = await console().perform(export_customer, person.actor, customer_id=customer_id)
    except DomainError as refusal:
        return PlainTextResponse(refusal.sentence(person.language), status_code=_status(refusal))
    headers = {
        "Content-Disposition": f'attachment; filename="export-{_number(document)}.json"',
        "Cache-Control": "no-store",
    }
    content = json.dumps(document, ensure_ascii=False, indent=2)
    return Response(content, media_type="application/json; charset=utf-8", headers=headers)


def _number(document: dict[str, Any]) -> str:
    """The number that people know the person by."""
    return next(str(record["number"]) for record in document["records"] if record["id"] == document["customer_id"])


def _status(refusal: DomainError) -> int:
    if isinstance(refusal, Denied):
        return 403
    return 404 if isinstance(refusal, NotFound) else 409
