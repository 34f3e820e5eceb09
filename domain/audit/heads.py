"""Heads of streams, signed with a key that does not stand in the database: a cut tail shows, head row and all."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import and_, func, select, tuple_

from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.models.event import EventRow, EventStream, SignedHead
from domain.work.unit import Unit

_PURPOSE: Final = b"comptoir signed heads 1"
_AT_ONCE: Final = 5000


def signing_key(secret: str) -> bytes:
    """The key for heads that follows from the installation's secret, which is used for other things as well."""
    return hmac.new(secret.encode(), _PURPOSE, hashlib.sha256).digest()


def sign_heads(unit: Unit, *, key: bytes) -> int:
    """Sign the head of every stream that has grown since it was signed last; how many.

    A row is final once it is written. `key` is from `signing_key`. Refuses a key that is too short to be one.
    """
    unit.actor.require(Permission.EVENTS_READ)
    if len(key) < hashlib.sha256().digest_size:
        raise Invalid(
            field="key", code="too_short", en="The signing key is too short.", fr="La clé de signature est trop courte."
        )
    count = 0
    while rows := _grown(unit):
        for row in rows:
            values: Mapping[str, Any] = {
                "stream": row.stream,
                "sequence": row.sequence,
                "hash": bytes(row.hash),
                "signed_at": unit.now,
            }
            unit.session.add(SignedHead(**values, signature=_signature(key, **values)))
        unit.session.flush()
        unit.session.expunge_all()
        count += len(rows)
    return count


def faults_of_signed_heads(unit: Unit, key: bytes | None, stream: str | None) -> Iterator[tuple[str, int, str]]:
    """Stream, sequence and what is wrong: "cut" where the signed event is no longer what it was, "signature" where
    the row is not what was signed. Without a `key`, signatures are not looked at.
    """
    for head, standing in _signed(unit, stream):
        if key is not None and not _is_signed(key, head):
            yield head.stream, head.sequence, "signature"
        elif standing is None or bytes(standing) != bytes(head.hash):
            yield head.stream, head.sequence, "cut"


def _signed(unit: Unit, stream: str | None) -> Iterator[tuple[SignedHead, bytes | None]]:
    """Every signed head with the hash that stands at its place now."""
    place = tuple_(SignedHead.stream, SignedHead.sequence)
    same = and_(EventRow.stream == SignedHead.stream, EventRow.sequence == SignedHead.sequence)
    query = select(SignedHead, EventRow.hash).outerjoin(EventRow, same).order_by(place).limit(_AT_ONCE)
    after = (stream or "", 0)
    while True:
        batch = query.where(place > tuple_(*after))
        rows = unit.session.execute(batch.where(SignedHead.stream == stream) if stream else batch).all()
        yield from ((head, standing) for head, standing in rows)
        if len(rows) < _AT_ONCE:
            return
        after = (rows[-1][0].stream, rows[-1][0].sequence)
        unit.session.expunge_all()


def _grown(unit: Unit) -> list[Any]:
    signed = select(func.max(SignedHead.sequence)).where(SignedHead.stream == EventStream.stream).scalar_subquery()
    query = select(EventStream.stream, EventStream.sequence, EventStream.hash).where(
        EventStream.sequence > func.coalesce(signed, 0)
    )
    return list(unit.session.execute(query.order_by(EventStream.stream).limit(_AT_ONCE)))


def _is_signed(key: bytes, head: SignedHead) -> bool:
    expected = _signature(
        key, stream=head.stream, sequence=head.sequence, hash=bytes(head.hash), signed_at=head.signed_at
    )
    return hmac.compare_digest(expected, bytes(head.signature))


def _signature(key: bytes, *, stream: str, sequence: int, hash: bytes, signed_at: datetime) -> bytes:
    at = signed_at.astimezone(UTC).isoformat(timespec="microseconds")
    content = f"{len(stream)}:{stream}:{sequence}:{at}:".encode() + hash
    return hmac.new(key, content, hashlib.sha256).digest()
