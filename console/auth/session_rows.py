"""Finds open sessions in the database, and keeps those in use from ending."""

import logging
from collections.abc import Sequence
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from console.bootstrap import console
from console.gathering import Gathering
from domain.kernel.actor import Actor
from domain.staff.keep_session import keep_session
from domain.staff.sessions import SignedIn, sessions_by_digest

log = logging.getLogger(__name__)

_DOOR: Final = Actor.system("session")


class SessionRows:
    """The `SessionReader` of the guard: those who are asked for at the same time are read together; `Sessions` before
    it remembers them for a moment.
    """

    async def find(self, token_digest: bytes) -> SignedIn | None:
        """The open session with this digest; its end is put off if that is due."""
        found = await _open.of(token_digest)
        if found is not None and found.keep:
            try:
                await console().perform(keep_session, _DOOR, session_id=found.session_id)
            except SQLAlchemyError:
                log.exception("the end of a session could not be put off")
        return found


async def _read(digests: list[bytes]) -> Sequence[SignedIn | None]:
    found = await console().ask(sessions_by_digest, _DOOR, digests=digests)
    return [found.get(digest) for digest in digests]


_open: Final = Gathering(_read)
