"""How passwords are kept and checked. The hashing itself is a vendor's."""

from typing import Protocol


class Passwords(Protocol):
    """A slow, salted hash. Every check costs the same, whether it succeeds or not."""

    @property
    def of_nobody(self) -> str:
        """A hash that no password matches, as costly to check as any: for e-mails that nobody has."""

    def hash(self, password: str) -> str:
        """What is kept of `password`: salt and parameters included."""

    def matches(self, password: str, kept: str) -> bool:
        """Whether `kept` was made from `password`."""

    def is_outdated(self, kept: str) -> bool:
        """Whether `kept` was made with weaker parameters than those in use."""
