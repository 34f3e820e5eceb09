"""Reads a file that a browser sends with a form, and nothing larger than we keep."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from console.auth.form import FormRefused
from domain.documents.kinds import LARGEST_FILE

_AROUND: Final = 64 * 1024  # what the other fields and the boundaries may take
_MOST_FIELDS: Final = 4


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file with the texts that came with it."""

    name: str
    content: bytes
    fields: dict[str, str]


async def read_parcel(request: Request) -> Parcel:
    """The one file, named `file`, and the texts. `FormRefused`: 413 above 10 MB, 415 no multipart, 400 unreadable."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "multipart/form-data":
        raise FormRefused(415)
    try:
        form = await MultiPartParser(
            request.headers, _counted(request), max_files=1, max_fields=_MOST_FIELDS, max_part_size=_AROUND
        ).parse()
    except (MultiPartException, ClientDisconnect, KeyError, ValueError) as unreadable:
        raise FormRefused(400) from unreadable
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise FormRefused(400)
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return Parcel(file.filename or "", await file.read(), fields)
    finally:
        await form.close()


async def _counted(request: Request) -> AsyncGenerator[bytes, None]:
    """The pieces as they come, until there are too many."""
    read = 0
    async for piece in request.stream():
        read += len(piece)
        if read > LARGEST_FILE + _AROUND:
            raise FormRefused(413)
        yield piece
