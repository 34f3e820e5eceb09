"""API keys that were looked up a moment ago."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from domain.staff.keys import KnownKey
from domain.staff.secrecy import digest_of

_TRUSTED_SECONDS: Final = 2.0
_MOST_KEPT: Final = 1_000
_CHANGES: Final = ("api_key.", "role.")  # what is recorded when a key may open less, or nothing, from now on


class KnownKeys:
    """Keys believed for two seconds, while the process `hears` what is recorded anywhere, and forgotten when it hears
    of keys or roles. A process that hears nothing asks anew each time, so that revoking counts at once.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[float, KnownKey]] = {}
        self._hears = False
        self._forgotten = 0

    def listens(self, hears: bool) -> None:
        """Whether what is recorded is heard from now on."""
        self._hears = hears
        self.forget()

    def hear(self, kind: str) -> None:
        """An event of this type was recorded."""
        if kind.startswith(_CHANGES):
            self.forget()

    def forget(self) -> None:
        """Believe nothing any more."""
        self._forgotten += 1
        self._known.clear()

    async def find(self, key: str, look_up: Callable[[str], Awaitable[KnownKey | None]]) -> KnownKey | None:
        """Who acts with `key`, by `look_up` where that is not known."""
        digest, asked_at = digest_of(key), self._forgotten
        known = self._known.get(digest)
        if known is not None and time.monotonic() - known[0] < _TRUSTED_SECONDS:
            return known[1]
        found = await look_up(key)
        if found is not None and self._hears and asked_at == self._forgotten:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[digest] = (time.monotonic(), replace(found, note=False))
        return found


_keys: Final = KnownKeys()


def known_keys() -> KnownKeys:
    """Those of this process."""
    return _keys
