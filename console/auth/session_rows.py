"""Finds open sessions in the database, and keeps those in use from ending."""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from domain.kernel.actor import Actor
from domain.staff.keep_session import keep_session
from domain.staff.sessions import SignedIn, session_by_digest
from domain.work.application import Application

log = logging.getLogger(__name__)

_DOOR = Actor.system("session")


class SessionRows:
    """The `SessionReader` of the guard. `application` is asked for at each use, so that this can be made before it."""

    def __init__(self, application: Callable[[], Application]) -> None:
        self._application = application

    async def find(self, token_digest: bytes) -> SignedIn | None:
        """The open session with this digest; its end is put off if that is due."""
        return await asyncio.to_thread(self.find_now, token_digest)

    def find_now(self, token_digest: bytes) -> SignedIn | None:
        """The same for who is in a thread already."""
        application = self._application()
        found = application.ask(session_by_digest, _DOOR, digest=token_digest)
        if found is not None and found.keep:
            try:
                application.perform(keep_session, _DOOR, session_id=found.session_id)
            except SQLAlchemyError:
                log.exception("the end of a session could not be put off")
        return found
