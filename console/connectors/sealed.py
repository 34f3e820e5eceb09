"""Secrets of others, kept so that who reads the database cannot read them.

HMAC-SHA256 in counter mode with a fresh nonce makes the stream that hides the text, a second key signs the whole
(encrypt, then MAC); both keys follow from the key of the server.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Final

_NONCE: Final = 16
_TAG: Final = 32


def seal(server_key: bytes, text: str) -> str:
    """`text`, hidden."""
    nonce, plain = secrets.token_bytes(_NONCE), text.encode()
    hidden = nonce + bytes(a ^ b for a, b in zip(plain, _stream(server_key, nonce, len(plain)), strict=True))
    return base64.b64encode(hidden + _tag(server_key, hidden)).decode()


def unseal(server_key: bytes, sealed: str) -> str | None:
    """The text again; None where it was sealed with another key, or changed."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        return None
    hidden, tag = raw[:-_TAG], raw[-_TAG:]
    if len(hidden) < _NONCE or not hmac.compare_digest(_tag(server_key, hidden), tag):
        return None
    nonce, body = hidden[:_NONCE], hidden[_NONCE:]
    return bytes(a ^ b for a, b in zip(body, _stream(server_key, nonce, len(body)), strict=True)).decode()


def _stream(server_key: bytes, nonce: bytes, length: int) -> bytes:
    key = hmac.digest(server_key, b"connector-secret:hide", hashlib.sha256)
    blocks = (hmac.digest(key, nonce + i.to_bytes(4), hashlib.sha256) for i in range(-(-length // 32)))
    return b"".join(blocks)[:length]


def _tag(server_key: bytes, hidden: bytes) -> bytes:
    return hmac.digest(hmac.digest(server_key, b"connector-secret:sign", hashlib.sha256), hidden, hashlib.sha256)
