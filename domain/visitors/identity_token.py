"""The token by which a shop's own server says who its visitor is: `v1.PAYLOAD.SIGNATURE`.

PAYLOAD is base64url of JSON: `external_ref` (with `source` where there are several) or `email`, and `exp`, in seconds
since 1970. SIGNATURE is base64url of the HMAC-SHA256 of `v1.PAYLOAD` with the secret. No padding.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from domain.kernel.errors import Invalid

LONGEST_TOKEN: Final = 2_000
LONGEST_LIFE: Final = timedelta(days=1)
_VERSION: Final = "v1"


@dataclass(frozen=True, slots=True)
class Claims:
    """Who it is, by one of the two, and until when that is said."""

    external_ref: str
    source: str
    email: str
    expires_at: datetime


def sign_token(claims: dict[str, Any], *, secret: str) -> str:
    """The token for `claims`, as a shop's server makes it."""
    payload = _encode(json.dumps(claims, separators=(",", ":")).encode())
    return f"{_VERSION}.{payload}.{_encode(_signature(payload, secret))}"


def read_token(token: str, *, secrets: Sequence[str], now: datetime) -> Claims:
    """What it says. Refuses with `Invalid` "token_refused" whatever is not signed with one of `secrets`, is over, or is
    good for longer than `LONGEST_LIFE`.
    """
    try:
        version, payload, signature = token[: LONGEST_TOKEN + 1].split(".")
        given = _decode(signature)
        right = any([hmac.compare_digest(given, _signature(payload, secret)) for secret in secrets])
        if not right or version != _VERSION or len(token) > LONGEST_TOKEN:
            raise token_refused()
        claims = _claims(json.loads(_decode(payload)))
    except (ValueError, TypeError, OverflowError, binascii.Error):
        raise token_refused() from None
    if not now < claims.expires_at <= now + LONGEST_LIFE:
        raise token_refused()
    return claims


def token_refused() -> Invalid:
    """Why is not said: whoever made the token knows, whoever altered it need not."""
    return Invalid(
        field="token",
        code="token_refused",
        en="We could not make sure who you are.",
        fr="Nous n’avons pas pu nous assurer de votre identité.",
    )


def _claims(said: Any) -> Claims:
    if not isinstance(said, dict):
        raise ValueError("claims are named")
    texts = [said.get(name, "") for name in ("external_ref", "source", "email")]
    until = said.get("exp")
    if not all(isinstance(each, str) and len(each) <= 254 and "\x00" not in each for each in texts):
        raise ValueError("claims are texts")
    if bool(texts[0]) == bool(texts[2]) or isinstance(until, bool) or not isinstance(until, int | float):
        raise ValueError("one of the two, and until when")
    external_ref, source, email = texts
    return Claims(external_ref, source, email, expires_at=datetime.fromtimestamp(until, UTC))


def _signature(payload: str, secret: str) -> bytes:
    return hmac.new(secret.encode(), f"{_VERSION}.{payload}".encode(), hashlib.sha256).digest()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    padded = text.encode("ascii") + b"=" * (-len(text) % 4)
    return base64.b64decode(padded, altchars=b"-_", validate=True)
