"""Files beside the records."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from console.api.asked import Asks
from console.bootstrap import console
from domain.documents.queries import File, document

router = APIRouter(prefix="/documents", tags=["documents"])
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("/{document_id}", response_class=Response, responses=_FILE)
async def download(asks: Asks, document_id: UUID) -> Response:
    """The bytes of a file."""
    return file_response(await console().ask(document, asks.actor, document_id=document_id))


def file_response(file: File) -> Response:
    """A file to be saved, never shown as a page of ours: what it holds may come from anybody."""
    name = quote(file.row.name, safe="")
    return Response(
        file.content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
            "x-content-type-options": "nosniff",
            "content-security-policy": "sandbox; default-src 'none'",
            "cache-control": "private, no-store",
            "x-file-type": file.row.media_type,
        },
    )
