"""A visitor writes to us."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.conversations.entries import NewFile
from domain.conversations.receive_message import Received, receive_message
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.visitor import Visitor
from domain.visitors.load import load_visitor
from domain.work.unit import Unit

LONGEST_MESSAGE: Final = 4_000
MOST_FILES: Final = 20  # of a visitor in a day
MOST_BYTES: Final = 40_000_000
FILES_WITHIN: Final = timedelta(days=1)
SEEN_WITHIN: Final = timedelta(minutes=1)  # no need to know better when they were here


def write_message(unit: Unit, *, visitor_id: UUID, body: str, key: str, files: Sequence[NewFile] = ()) -> Received:
    """Keep what a visitor wrote in their conversation, or begin it. The same `key` is kept once.

    Records what `receive_message` does. Refuses with `Conflict` more than `MOST_FILES` files or `MOST_BYTES` bytes of a
    visitor within `FILES_WITHIN`.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    text = clean_text(body, field="body", most=LONGEST_MESSAGE, required=not files, lines=True)
    once = clean_text(key, field="key", most=80)
    visitor = load_visitor(unit, visitor_id)
    if visitor.seen_at < unit.now - SEEN_WITHIN:
        visitor.seen_at = unit.now
    received = receive_message(
        unit,
        channel="chat",
        address=str(visitor.id),
        body=text,
        name=visitor.name,
        page_language=visitor.language,
        customer_id=visitor.customer_id,
        client_key=once,
        details={"page": visitor.page} if visitor.page else {},
        files=files,
    )
    if files and not received.repeated:
        _count_files(unit, visitor, files)
    return received


def _count_files(unit: Unit, visitor: Visitor, files: Sequence[NewFile]) -> None:
    if visitor.files_since is None or visitor.files_since < unit.now - FILES_WITHIN:
        visitor.files_since, visitor.files, visitor.file_bytes = unit.now, 0, 0
    visitor.files += len(files)
    visitor.file_bytes += sum(len(file.content) for file in files)
    if visitor.files > MOST_FILES or visitor.file_bytes > MOST_BYTES:
        raise Conflict(
            code="too_many_files",
            field="file",
            en="That is enough files for today.",
            fr="Cela suffit pour les fichiers aujourd’hui.",
        )
