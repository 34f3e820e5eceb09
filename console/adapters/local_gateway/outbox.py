"""Webhooks: written with what they tell, sent by a thread until they are taken."""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from console.adapters.local_gateway.store import Store
from console.adapters.webhook_signatures import sign

PAUSES = (0.5, 1, 2, 5, 10, 30, 60)  # seconds before each further attempt; then it is given up
_ANSWER_WITHIN = 5.0


def announce(connection: sqlite3.Connection, *, type: str, data: Mapping[str, Any], copies: int = 1) -> None:
    """Due at once, `copies` times under one id; in the transaction of what it tells."""
    body = json.dumps({"type": type, "timestamp": datetime.now(UTC).isoformat(), "data": data})
    row = (f"msg_{secrets.token_hex(12)}", body, copies, time.time())
    connection.execute("INSERT INTO webhooks (id, body, copies, due) VALUES (?, ?, ?, ?)", row)


class Courier:
    """Delivers to `url`, each delivery signed anew with `secret`. What is due waits for an address while it is ""."""

    def __init__(self, store: Store, *, url: str, secret: str) -> None:
        self._store, self._url, self._secret = store, url, secret
        self._wake = threading.Event()
        self._client = httpx.Client(timeout=_ANSWER_WITHIN, trust_env=False)

    def start(self) -> None:
        """In a thread that ends with the process."""
        if self._url:
            threading.Thread(target=self._work, name="courier", daemon=True).start()

    def wake(self) -> None:
        """Something may be due."""
        self._wake.set()

    def _work(self) -> None:
        while True:
            self._wake.clear()
            for row in self._due():
                self._deliver(row)
            self._wake.wait(self._until_next())

    def _due(self) -> list[sqlite3.Row]:
        query = "SELECT * FROM webhooks WHERE copies > 0 AND due <= ? ORDER BY due, number"
        with self._store.transaction() as connection:
            return connection.execute(query, (time.time(),)).fetchall()

    def _until_next(self) -> float | None:
        with self._store.transaction() as connection:
            (due,) = connection.execute("SELECT min(due) FROM webhooks WHERE copies > 0").fetchone()
        return None if due is None else max(0.0, due - time.time())

    def _deliver(self, row: sqlite3.Row) -> None:
        taken = self._is_taken(row["id"], row["body"].encode())
        given_up = not taken and row["attempts"] >= len(PAUSES)
        update = {
            "number": row["number"],
            "copies": 0 if given_up else row["copies"] - taken,
            "attempts": row["attempts"] + (not taken),
            "due": time.time() if taken or given_up else time.time() + PAUSES[row["attempts"]],
        }
        with self._store.transaction() as connection:
            connection.execute(
                "UPDATE webhooks SET copies = :copies, attempts = :attempts, due = :due WHERE number = :number", update
            )

    def _is_taken(self, delivery_id: str, body: bytes) -> bool:
        headers = sign(secret=self._secret, delivery_id=delivery_id, at=datetime.now(UTC), body=body)
        try:
            answer = self._client.post(self._url, content=body, headers={**headers, "content-type": "application/json"})
        except httpx.HTTPError:
            return False
        return answer.is_success
