"""The hash chain: each event's hash covers its content and the hash of the one before it in its stream."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

FIRST = b"\x00" * 32  # stands before the first event of a stream
SALT_BYTES = 16


def event_hash(
    *,
    previous: bytes,
    id: UUID,
    stream: str,
    sequence: int,
    type: str,
    occurred_at: datetime,
    actor: str,
    cause: str,
    customer_id: UUID | None,
    order_id: UUID | None,
    data: Mapping[str, Any],
) -> bytes:
    """SHA-256 over `previous` and the canonical JSON of everything else. `data` must be plain JSON values."""
    content = [
        str(id),
        stream,
        sequence,
        type,
        occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor,
        cause,
        str(customer_id) if customer_id else None,
        str(order_id) if order_id else None,
        data,
    ]
    body = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + body.encode()).digest()


def as_stored(data: Mapping[Any, Any]) -> dict[str, Any]:
    """`data` as it will be read back from a JSONB column, so that the hash of what is read is that of what was written.

    Keys become text; a whole number written as a float becomes an int.
    """
    return {str(key): _as_stored(value) for key, value in data.items()}


def _as_stored(value: Any) -> Any:
    if isinstance(value, Mapping):
        return as_stored(value)
    if isinstance(value, (list, tuple)):
        return [_as_stored(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(Decimal(repr(value)))
    return value


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def text_digest(salt: bytes, value: str) -> str:
    """The salted digest that stands in the event for an erasable text, in hexadecimal."""
    return hashlib.sha256(salt + value.encode()).hexdigest()
