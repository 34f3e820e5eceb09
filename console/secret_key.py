"""The key that signs sessions and event chains, when the operator has not set one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key_kept_in(path: Path) -> str:
    """The key in the file, made first if the file is missing.

    Two processes that start together get the same one. The file is for its owner alone (mode 0600), and it is
    linked into place whole, so that nobody reads half a key.
    """
    if not path.exists():
        _write_once(path)
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
