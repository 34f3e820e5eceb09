"""Signatures of webhooks by the Standard Webhooks scheme (standardwebhooks.com), made and checked.

Signed is `webhook-id.webhook-timestamp.body` with HMAC-SHA256; `webhook-signature` holds one or more `v1,BASE64`,
separated by spaces, so that a sender may sign with an old and a new secret meanwhile.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)  # how far the sender's clock may be off, and how old a replayed delivery may be
_BASE64_SECRET = "whsec_"  # noqa: S105  (the mark of a secret, not one)
_USABLE_ID = re.compile(r"[!-~]{1,200}")


class SignatureRefused(Exception):
    """The delivery is not from who it says, or too old. The text says what is wrong and gives no secret away."""


def key_of(secret: str) -> bytes:
    """The bytes that sign: those that `whsec_BASE64` stands for, or the secret's own. `ValueError` if it is broken."""
    if not secret.startswith(_BASE64_SECRET):
        return secret.encode()
    return base64.b64decode(secret.removeprefix(_BASE64_SECRET), validate=True)


def sign(*, secret: str, delivery_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a delivery that is sent at `at`."""
    stamp = str(int(at.timestamp()))
    signature = base64.b64encode(_digest(secret, delivery_id, stamp, body)).decode()
    return {"webhook-id": delivery_id, "webhook-timestamp": stamp, "webhook-signature": f"v1,{signature}"}


def verify(*, secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The id of the delivery, the same when it is sent again.

    `headers` finds names in lower case; `body` is as it came, before any parsing. One of `secrets` must have signed.
    Refused with `SignatureRefused`: a header that is missing or unreadable, a clock more than `TOLERANCE` off, and a
    signature that no secret has made.
    """
    delivery_id = _header(headers, "webhook-id")
    stamp = _header(headers, "webhook-timestamp")
    given = [_decoded(one) for one in _header(headers, "webhook-signature").split()]
    if not _USABLE_ID.fullmatch(delivery_id):
        raise SignatureRefused("The header webhook-id is not usable.")
    _check_age(stamp, now)
    # Every pair is compared, so that the time it takes does not tell which secret was close.
    hits = [
        hmac.compare_digest(_digest(secret, delivery_id, stamp, body), one)
        for secret in secrets
        for one in given
        if one is not None
    ]
    if not any(hits):
        raise SignatureRefused("No known secret has made this signature.")
    return delivery_id


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name, "")
    if not value:
        raise SignatureRefused(f"The header {name} is missing.")
    return value


def _check_age(stamp: str, now: datetime) -> None:
    if not re.fullmatch(r"[0-9]{1,12}", stamp):
        raise SignatureRefused("The header webhook-timestamp is not a time in seconds.")
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        raise SignatureRefused("The delivery was signed too long ago, or in the future.")


def _decoded(signature: str) -> bytes | None:
    """The bytes of a `v1` signature; None for other versions and for what is no signature."""
    version, _, text = signature.partition(",")
    try:
        return base64.b64decode(text, validate=True) if version == "v1" else None
    except (binascii.Error, ValueError):
        return None


def _digest(secret: str, delivery_id: str, stamp: str, body: bytes) -> bytes:
    return hmac.digest(key_of(secret), f"{delivery_id}.{stamp}.".encode() + body, hashlib.sha256)
