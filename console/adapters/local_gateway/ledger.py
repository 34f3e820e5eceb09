"""What was moved and what was refused, each key once."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from console.adapters.local_gateway.decisions import Standing, refusal
from console.adapters.local_gateway.orders import PaymentOrder
from console.adapters.local_gateway.outbox import announce
from console.adapters.local_gateway.store import Store

_PREFIXES = {"authorise": "auth", "capture": "cap", "refund": "ref", "void": "void"}


@dataclass(frozen=True)
class Answer:
    """An HTTP status and the JSON that goes with it."""

    status: int
    body: Any


class Ledger:
    """`copies`: how often the webhook of a new movement is delivered; `refuse`: a code to refuse a new one with."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def carry_out(self, order: PaymentOrder, *, refuse: str = "", copies: int = 1) -> Answer:
        """The answer to `order`: the one kept under its key, or a new one, on the disk before it is given."""
        with self._store.transaction() as connection:
            kept = connection.execute("SELECT * FROM answers WHERE key = ?", (order.key,)).fetchone()
            if kept is None:
                return _decide(connection, order, refuse=refuse, copies=copies)
        if kept["fingerprint"] != order.fingerprint:
            return Answer(HTTPStatus.CONFLICT, {"code": "key_reused", "message": "The key has another request."})
        return Answer(kept["status"], json.loads(kept["body"]))

    def movements(self, *, reference: str = "", key: str = "", status: str = "settled") -> list[dict[str, Any]]:
        """In the order they happened; `status` is settled, refused or all. Empty filters match everything."""
        query = (
            "SELECT * FROM movements WHERE (:reference = '' OR reference = :reference)"
            " AND (:key = '' OR key = :key) AND (:status = 'all' OR status = :status) ORDER BY number"
        )
        with self._store.transaction() as connection:
            rows = connection.execute(query, {"reference": reference, "key": key, "status": status}).fetchall()
        return [as_json(row) for row in rows]

    def balances(self) -> list[dict[str, Any]]:
        """Per currency what was captured, refunded and is disputed, and what is left of it."""
        with self._store.transaction() as connection:
            rows = connection.execute(_BALANCES).fetchall()
        return [{**dict(row), "net": row["captured"] - row["refunded"] - row["disputed"]} for row in rows]


def standing_of(connection: sqlite3.Connection, original: str) -> Standing | None:
    """What is known of the settled movement `original` and its family."""
    row = connection.execute(_STANDING, {"original": original}).fetchone()
    return Standing(**dict(row)) if row else None


def as_json(movement: Mapping[str, Any] | sqlite3.Row) -> dict[str, Any]:
    """A movement as callers see it, without the token."""
    shown = ("id", "kind", "status", "code", "amount", "currency", "reference", "original")
    return {**{name: movement[name] for name in shown}, "idempotency_key": movement["key"], "at": movement["at"]}


def _decide(connection: sqlite3.Connection, order: PaymentOrder, *, refuse: str, copies: int) -> Answer:
    standing = standing_of(connection, order.original) if order.original else None
    code = refuse or refusal(order, standing)
    movement = _movement(order, code=code, root=standing.root if standing else "")
    connection.execute(_INSERT, movement)
    answer = Answer(HTTPStatus.PAYMENT_REQUIRED if code else HTTPStatus.CREATED, as_json(movement))
    kept = (order.key, order.fingerprint, int(answer.status), json.dumps(answer.body))
    connection.execute("INSERT INTO answers VALUES (?, ?, ?, ?)", kept)
    announce(connection, type=_event(order, code), data=answer.body, copies=copies)
    return answer


def _movement(order: PaymentOrder, *, code: str, root: str) -> dict[str, Any]:
    movement_id = f"{_PREFIXES[order.kind]}_{secrets.token_hex(12)}"
    return {
        "id": movement_id,
        "root": root or movement_id,
        "status": "refused" if code else "settled",
        "code": code,
        "at": datetime.now(UTC).isoformat(),
        **{name: getattr(order, name) for name in ("kind", "amount", "currency", "token", "reference", "original")},
        "key": order.key,
    }


def _event(order: PaymentOrder, code: str) -> str:
    if code:
        return "payment.refused"
    return "refund.settled" if order.kind == "refund" else "payment.settled"


_INSERT = (
    "INSERT INTO movements (id, root, kind, status, code, amount, currency, token, reference, original, key, at)"
    " VALUES (:id, :root, :kind, :status, :code, :amount, :currency, :token, :reference, :original, :key, :at)"
)

_STANDING = """
SELECT it.kind, it.root, it.amount, it.currency,
    coalesce(sum(family.amount) FILTER (WHERE family.kind = 'refund' AND family.original = it.id), 0) AS refunded_of_it,
    coalesce(sum(family.amount) FILTER (WHERE family.kind = 'authorise'), 0) AS authorised,
    coalesce(sum(family.amount) FILTER (WHERE family.kind = 'capture'), 0) AS captured,
    coalesce(sum(family.amount) FILTER (WHERE family.kind = 'refund'), 0) AS refunded,
    coalesce(sum(family.amount) FILTER (WHERE family.kind = 'void'), 0) AS voided,
    (SELECT coalesce(sum(amount), 0) FROM disputes WHERE root = it.root AND status <> 'won') AS disputed
FROM movements AS it JOIN movements AS family ON family.root = it.root AND family.status = 'settled'
WHERE it.id = :original AND it.status = 'settled'
GROUP BY it.id
"""

_BALANCES = """
SELECT currency, sum(captured) AS captured, sum(refunded) AS refunded, sum(disputed) AS disputed
FROM (
    SELECT currency, iif(kind = 'capture', amount, 0) AS captured, iif(kind = 'refund', amount, 0) AS refunded,
        0 AS disputed
    FROM movements WHERE status = 'settled'
    UNION ALL
    SELECT currency, 0, 0, amount FROM disputes WHERE status <> 'won'
)
GROUP BY currency ORDER BY currency
"""
