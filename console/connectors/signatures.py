"""Signatures of shops: HMAC-SHA256 of the body as it came, in base64, in the header that the format names."""

import base64
import hashlib
import hmac
from collections.abc import Sequence


def is_signed(body: bytes, given: str, secrets: Sequence[str]) -> bool:
    """Whether one of `secrets` has made the signature. All are compared, so that the time does not tell which."""
    hits = [hmac.compare_digest(signature_of(body, secret), given.encode()) for secret in secrets if secret]
    return any(hits)


def signature_of(body: bytes, secret: str) -> bytes:
    """The signature as it is sent."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256))
