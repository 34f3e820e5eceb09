"""Somebody opens the chat on a page."""

import hashlib
import secrets
from dataclasses import dataclass, field
from uuid import UUID

from domain.kernel.ids import new_id
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.visitor import Visitor
from domain.work.unit import Unit

LONGEST_PAGE = 300


@dataclass(frozen=True, slots=True)
class NewVisitor:
    """A visitor that was just made. `token` is for their browser alone and never shows in a log."""

    id: UUID
    token: str = field(repr=False)


def start_visitor(unit: Unit, *, language: str, page: str = "") -> NewVisitor:
    """Make a visitor with a random token of 256 bits. `page` is the address of the page they are on.

    No event: nothing has been said yet.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    spoken = check_language(language)
    token = secrets.token_urlsafe(32)
    visitor = Visitor(
        id=new_id(at=unit.now),
        token_digest=digest_of(token),
        language=spoken,
        page=clean_text(page[:LONGEST_PAGE], field="page", most=LONGEST_PAGE, required=False),
        name="",
        email="",
        files=0,
        file_bytes=0,
        started_at=unit.now,
        seen_at=unit.now,
    )
    unit.session.add(visitor)
    unit.session.flush()
    return NewVisitor(visitor.id, token)


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()
