"""Where the bytes of documents are kept."""

import hashlib
from typing import Protocol


class Storage(Protocol):
    """Files by the SHA-256 of their bytes, in hexadecimal. Keeping the same bytes twice is harmless."""

    def keep(self, content: bytes) -> str:
        """Keep `content` and tell its SHA-256."""

    def read(self, sha256: str) -> bytes:
        """The bytes, or `FileNotFoundError`."""

    def remove(self, sha256: str) -> None:
        """Forget the bytes, if they are there."""


class MemoryStorage:
    """Implements `Storage` in memory: for a process that keeps no files."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def keep(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self._files[digest] = content
        return digest

    def read(self, sha256: str) -> bytes:
        if sha256 not in self._files:
            raise FileNotFoundError(sha256)
        return self._files[sha256]

    def remove(self, sha256: str) -> None:
        self._files.pop(sha256, None)
