"""Finds open sessions in the database, and keeps those in use from ending."""

import logging
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from console.bootstrap import console
from domain.kernel.actor import Actor
from domain.staff.keep_session import keep_session
from domain.staff.sessions import SignedIn, session_by_digest

log = logging.getLogger(__name__)

_DOOR: Final = Actor.system("session")


class SessionRows:
    """The `SessionReader` of the guard: one query for each answer; `Sessions` before it remembers them for a moment."""

    async def find(self, token_digest: bytes) -> SignedIn | None:
        """The open session with this digest; its end is put off if that is due."""
        found = await console().ask(session_by_digest, _DOOR, digest=token_digest)
        if found is not None and found.keep:
            try:
                await console().perform(keep_session, _DOOR, session_id=found.session_id)
            except SQLAlchemyError:
                log.exception("the end of a session could not be put off")
        return found
