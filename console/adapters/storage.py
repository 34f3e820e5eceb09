"""Files in a folder, by the SHA-256 of their bytes."""

import hashlib
import os
import re
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"[0-9a-f]{64}")


class FileStorage:
    """Implements `domain.ports.storage.Storage`. A file appears whole or not at all; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{digest}.{os.getpid()}.draft")
            draft.write_bytes(content)
            draft.replace(path)
        return digest

    def read(self, sha256: str) -> bytes:
        return self._path(sha256).read_bytes()

    def remove(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        if not _NAME.fullmatch(digest):
            raise FileNotFoundError(digest)
        return self._folder / digest[:2] / digest
