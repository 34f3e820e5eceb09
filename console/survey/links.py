"""The links of the survey: base64url of 32 bytes, without padding.

16 are the id of the conversation, 4 until when the link is good (seconds since 1970), 12 the beginning of the
HMAC-SHA256 of these with a key made of SECRET_KEY. As short as that, it fits into an SMS.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domain.ports.links import SURVEY

GOOD_FOR: Final = timedelta(days=30)
LONGEST: Final = 43
_ID, _SIGNED, _WHOLE = 16, 20, 32


@dataclass(frozen=True, slots=True)
class SurveyLinks:
    """Implements `domain.ports.links.Links`. `base` is the public address of the site."""

    base: str
    secret: str = field(repr=False)

    def survey(self, conversation_id: UUID, *, language: str, now: datetime) -> str:
        until = int((now + GOOD_FOR).timestamp()).to_bytes(4, "big")
        signed = conversation_id.bytes + until
        token = base64.urlsafe_b64encode(signed + self._signature(signed)).rstrip(b"=").decode()
        return f"{self.base.rstrip('/')}{SURVEY}{token}{'?lang=fr' if language == 'fr' else ''}"

    def conversation_in(self, token: str, *, now: datetime) -> UUID | None:
        """The conversation that the token is for, None where it is none of ours or no longer good."""
        if len(token) != LONGEST or not token.isascii():
            return None
        try:
            whole = base64.b64decode(f"{token}=", altchars=b"-_", validate=True)
        except binascii.Error:
            return None
        signed = whole[:_SIGNED]
        if len(whole) != _WHOLE or not hmac.compare_digest(whole[_SIGNED:], self._signature(signed)):
            return None
        if now.timestamp() >= int.from_bytes(signed[_ID:], "big"):
            return None
        return UUID(bytes=signed[:_ID])

    def _signature(self, signed: bytes) -> bytes:
        key = hmac.new(self.secret.encode(), b"survey", hashlib.sha256).digest()
        return hmac.new(key, signed, hashlib.sha256).digest()[: _WHOLE - _SIGNED]
