"""The company's file: messages, recordings and finished calls, each as one JSON document under its sid."""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from pathlib import Path
from typing import Any

_KEPT = 5000  # documents of a kind that are looked through
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    number INTEGER PRIMARY KEY,
    sid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_kind ON documents (kind, number);
"""


def new_sid(prefix: str) -> str:
    """SM…, CA…, CF…: two letters and 32 hexadecimal digits."""
    return f"{prefix}{secrets.token_hex(16)}"


class Store:
    """One connection, shared by every thread. Readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.executescript(_SCHEMA)

    def put(self, kind: str, document: dict[str, Any]) -> None:
        """Keep it, or what has become of it, under its `sid`."""
        row = (document["sid"], kind, json.dumps(document))
        with self._lock:
            self._connection.execute(
                "INSERT INTO documents (sid, kind, body) VALUES (?, ?, ?)"
                " ON CONFLICT (sid) DO UPDATE SET body = excluded.body",
                row,
            )

    def get(self, kind: str, sid: str) -> dict[str, Any] | None:
        with self._lock:
            query = "SELECT body FROM documents WHERE kind = ? AND sid = ?"
            found = self._connection.execute(query, (kind, sid)).fetchone()
        return json.loads(found[0]) if found else None

    def all(self, kind: str, *, limit: int = _KEPT) -> list[dict[str, Any]]:
        """The newest first."""
        with self._lock:
            query = "SELECT body FROM documents WHERE kind = ? ORDER BY number DESC LIMIT ?"
            rows = self._connection.execute(query, (kind, limit)).fetchall()
        return [json.loads(row[0]) for row in rows]

    def drop(self, kind: str, sid: str) -> bool:
        """Whether there was one."""
        with self._lock:
            gone = self._connection.execute("DELETE FROM documents WHERE kind = ? AND sid = ?", (kind, sid))
            return gone.rowcount > 0
