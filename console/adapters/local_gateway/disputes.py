"""Banks that ask a payment back, on demand."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from console.adapters.local_gateway.ledger import Answer
from console.adapters.local_gateway.orders import Unusable, amount_in, currency_in, text_in
from console.adapters.local_gateway.outbox import announce
from console.adapters.local_gateway.store import Store

OUTCOMES = ("won", "lost", "accepted")  # for the merchant; accepted: without a defence
_TIME_TO_ANSWER = timedelta(days=7)
_LAST_CAPTURE = (
    "SELECT id, root, currency FROM movements"
    " WHERE reference = ? AND kind = 'capture' AND status = 'settled' ORDER BY number DESC LIMIT 1"
)


class Disputes:
    """The disputes of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, body: Mapping[str, Any], *, copies: int = 1) -> Answer:
        """About the last capture of the reference. One that this ledger does not know needs a `currency`.

        `copies`: how often the webhook is delivered.
        """
        reference = text_in(body, "reference")
        with self._store.transaction() as connection:
            capture = connection.execute(_LAST_CAPTURE, (reference,)).fetchone()
            dispute = {
                "id": f"dp_{secrets.token_hex(12)}",
                "root": capture["root"] if capture else "",
                "original": capture["id"] if capture else "",
                "reference": reference,
                "amount": amount_in(body),
                "currency": capture["currency"] if capture else currency_in(body),
                "reason": text_in(body, "reason", optional=True) or "general",
                "status": "open",
                "at": datetime.now(UTC).isoformat(),
                "respond_by": (datetime.now(UTC) + _TIME_TO_ANSWER).isoformat(),
            }
            connection.execute(_INSERT, dispute)
            announce(connection, type="dispute.opened", data=_as_json(dispute), copies=copies)
        return Answer(HTTPStatus.CREATED, _as_json(dispute))

    def close(self, dispute_id: str, body: Mapping[str, Any]) -> Answer:
        """With one of `OUTCOMES`, once. Closing it again with the same outcome changes and tells nothing."""
        outcome = text_in(body, "outcome")
        if outcome not in OUTCOMES:
            raise Unusable(f"“outcome” must be one of {', '.join(OUTCOMES)}.")
        with self._store.transaction() as connection:
            dispute = connection.execute("SELECT * FROM disputes WHERE id = ?", (dispute_id,)).fetchone()
            if dispute is None:
                return Answer(HTTPStatus.NOT_FOUND, {"code": "not_found", "message": "There is no such dispute."})
            if dispute["status"] not in ("open", outcome):
                return Answer(HTTPStatus.CONFLICT, {"code": "closed", "message": f"It is {dispute['status']}."})
            closed = {**_as_json(dispute), "status": outcome}
            if dispute["status"] == "open":
                connection.execute("UPDATE disputes SET status = ? WHERE id = ?", (outcome, dispute_id))
                announce(connection, type="dispute.closed", data=closed)
        return Answer(HTTPStatus.OK, closed)


def _as_json(dispute: Mapping[str, Any] | sqlite3.Row) -> dict[str, Any]:
    shown = ("id", "original", "reference", "amount", "currency", "reason", "status", "at", "respond_by")
    return {name: dispute[name] for name in shown}


_INSERT = (
    "INSERT INTO disputes (id, root, original, reference, amount, currency, reason, status, at, respond_by) VALUES"
    " (:id, :root, :original, :reference, :amount, :currency, :reason, :status, :at, :respond_by)"
)
