"""Reads a message that the composer sends: a form with texts and files, and nothing larger than is kept."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from console.auth.form import FormRefused
from domain.conversations.entries import MOST_FILES, NewFile

LARGEST: Final = 25_000_000  # all files together: as much as a letter may carry
_AROUND: Final = 256 * 1024
_MOST_FIELDS: Final = 8


@dataclass(frozen=True, slots=True)
class Written:
    """What the composer sent."""

    fields: dict[str, str]
    files: tuple[NewFile, ...]


async def read_written(request: Request) -> Written:
    """The texts and files. `FormRefused`: 413 too large, 415 no multipart, 400 unreadable."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "multipart/form-data":
        raise FormRefused(415)
    try:
        form = await MultiPartParser(
            request.headers, _counted(request), max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_AROUND
        ).parse()
    except (MultiPartException, ClientDisconnect, KeyError, ValueError) as unreadable:
        raise FormRefused(400) from unreadable
    try:
        files = [file for file in form.getlist("file") if isinstance(file, UploadFile)]
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return Written(fields, tuple([NewFile(file.filename or "", await file.read()) for file in files]))
    finally:
        await form.close()


async def _counted(request: Request) -> AsyncGenerator[bytes, None]:
    read = 0
    async for piece in request.stream():
        read += len(piece)
        if read > LARGEST + _AROUND:
            raise FormRefused(413)
        yield piece
