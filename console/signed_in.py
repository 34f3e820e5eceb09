"""How a screen or a route learns who is signed in: cookie, digest of its token, session row."""

import hashlib
import time
from http.cookies import CookieError, SimpleCookie
from typing import Final, Protocol

from domain.staff.sessions import SignedIn

COOKIE: Final = "comptoir_session"
_TRUSTED_SECONDS: Final = 2.0  # how long an answer is believed; an ended session is announced at once besides
_MOST_KEPT: Final = 5_000


class SessionReader(Protocol):
    """Finds the open session that has this digest; None if there is none, it ended, or the person is locked."""

    async def find(self, token_digest: bytes) -> SignedIn | None: ...


class Sessions:
    """Sessions by cookie, believed for two seconds, so that a burst of events asks the database once."""

    def __init__(self, reader: SessionReader) -> None:
        self.reader = reader
        self._known: dict[bytes, tuple[float, SignedIn | None]] = {}
        self._forgotten = 0  # times

    async def of_cookie(self, header: str) -> SignedIn | None:
        """The session that a `Cookie` header carries, if it carries one that is open."""
        token = token_in(header)
        return await self.of_digest(digest_of(token)) if token else None

    async def of_digest(self, digest: bytes) -> SignedIn | None:
        known = self._known.get(digest)
        if known is not None and time.monotonic() - known[0] < _TRUSTED_SECONDS:
            return known[1]
        before = self._forgotten
        found = await self.reader.find(digest)
        if self._forgotten != before:  # read before what made it be forgotten, perhaps
            return await self.reader.find(digest)
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[digest] = (time.monotonic(), found)
        return found

    def forget(self) -> None:
        """Believe nothing any more: some session ended or a role changed."""
        self._forgotten += 1
        self._known.clear()


def digest_of(token: str) -> bytes:
    """What is kept of a session's token: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()


def token_in(cookie_header: str) -> str:
    """The session token in a `Cookie` header, or nothing."""
    try:
        morsel = SimpleCookie(cookie_header).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel is not None and len(morsel.value) <= 200 else ""
