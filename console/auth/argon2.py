"""Passwords kept by Argon2id (RFC 9106)."""

import secrets
from functools import cache, cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_AT_ONCE = BoundedSemaphore(4)  # each takes the memory below, so a crowd at the door waits instead of filling it


class Argon2Passwords:
    """Three passes over 32 MiB: about 40 ms, in a thread, without the interpreter's lock."""

    def __init__(self, *, passes: int = 3, kibibytes: int = 32 * 1024) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=kibibytes, parallelism=1)

    @cached_property
    def of_nobody(self) -> str:
        """The hash of a password that is thrown away at once."""
        return self.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        with _AT_ONCE:
            return self._hasher.hash(_bytes(password))

    def matches(self, password: str, kept: str) -> bool:
        """`kept` may be a hash of other parameters; what is no hash matches nothing."""
        with _AT_ONCE:
            try:
                return self._hasher.verify(kept, _bytes(password))
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, kept: str) -> bool:
        return self._hasher.check_needs_rehash(kept)


@cache
def passwords() -> Argon2Passwords:
    """The one of this process, ready: the first sign-in takes no longer than the others."""
    ready = Argon2Passwords()
    assert ready.of_nobody
    return ready


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
