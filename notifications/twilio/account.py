"""The account at Twilio, and the vendor's client for it."""

import logging
import threading
from dataclasses import dataclass, field
from typing import Any, Final

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

VENDOR: Final = "https://api.twilio.com"
TIMEOUT: Final = 20.0  # seconds
_KEPT: Final = threading.local()
_LOGGER: Final = logging.getLogger("notifications.twilio")  # the vendor's own tells ten lines about each request
_LOGGER.setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """`api_url` replaces the vendor's address, for a stand-in. `number` is ours, which calls come from.

    `public_url` is where people, and so Twilio, reach our webhooks.
    """

    sid: str
    token: str = field(repr=False)
    number: str = ""
    messaging_service: str = ""
    api_url: str = ""
    public_url: str = ""

    def client(self, *, timeout: float = TIMEOUT) -> Client:
        """One for each thread, with its connection. It never tries again by itself."""
        kept: dict[Any, Client] = _KEPT.__dict__
        key = f"{self.sid} {self.token} {self.api_url} {timeout}"
        if key not in kept:
            kept[key] = Client(self.sid, self.token, http_client=Elsewhere(self.api_url or VENDOR, timeout=timeout))
        return kept[key]

    def webhook(self, path: str) -> str:
        """The address of one of our webhooks, "" where we do not know our own."""
        return f"{self.public_url}/webhooks/twilio/{path}" if self.public_url else ""


class Elsewhere(TwilioHttpClient):  # type: ignore[misc]  # Twilio's library has no types
    """The vendor's client, speaking to another address."""

    def __init__(self, base: str, *, timeout: float) -> None:
        super().__init__(pool_connections=True, timeout=timeout, max_retries=None, logger=_LOGGER)
        self._base = base.rstrip("/")

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        return super().request(method, url.replace(VENDOR, self._base, 1), *args, **kwargs)


def problem_of(error: TwilioRestException) -> str:
    """What it said, short enough to keep."""
    return f"{error.code or error.status} {error.msg}"[:300]
