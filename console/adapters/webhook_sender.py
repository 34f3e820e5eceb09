"""Send a signed delivery to another system, and tell what came back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from console.adapters.webhook_signatures import sign
from console.settings import LOCAL_HOSTS
from domain.webhooks.deliver import LONGEST_ANSWER, Outcome, Parcel

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_CHUNK = 4_096


def secret_of(server_key: bytes, endpoint_id: UUID, number: int) -> str:
    """The secret of an endpoint: it follows from the server's key, so that none is kept anywhere."""
    drawn = hmac.digest(server_key, f"webhook:{endpoint_id}:{number}".encode(), hashlib.sha256)
    return f"whsec_{base64.b64encode(drawn).decode()}"


class WebhookSender:
    """Safe to share between threads. Redirects are not followed, and addresses within the own network not called,
    unless `private` allows it: an endpoint's address is what somebody typed.
    """

    def __init__(
        self,
        server_key: bytes,
        *,
        private: bool = False,
        resolve: Callable[[str], Sequence[str]] | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._key = server_key
        self._private = private
        self._resolve = resolve or _addresses
        self._client = httpx.Client(timeout=_TIMEOUT, follow_redirects=False, transport=transport, trust_env=False)

    def send(self, parcel: Parcel, *, now: datetime) -> Outcome:
        """Never raises: what went wrong is part of the outcome."""
        began = time.monotonic()
        body = json.dumps(parcel.body, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self._check(parcel.url)
            request = self._client.build_request(
                "POST", parcel.url, content=body, headers=self._headers(parcel, now, body)
            )
            response = self._client.send(request, stream=True)
            try:
                answer = next(response.iter_bytes(_CHUNK), b"")[:LONGEST_ANSWER].decode("utf-8", "replace")
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return Outcome(None, problem=str(error) or type(error).__name__, milliseconds=_since(began))
        return Outcome(response.status_code, answer=answer, milliseconds=_since(began))

    def _headers(self, parcel: Parcel, now: datetime, body: bytes) -> dict[str, str]:
        made = [
            sign(
                secret=secret_of(self._key, parcel.endpoint_id, number),
                delivery_id=f"msg_{parcel.delivery_id.hex}",
                at=now,
                body=body,
            )
            for number in parcel.secret_numbers
        ]
        signatures = " ".join(each["webhook-signature"] for each in made)
        return made[0] | {
            "webhook-signature": signatures,
            "content-type": "application/json",
            "user-agent": "Comptoir-Webhooks/1",
        }

    def _check(self, url: str) -> None:
        host = urlsplit(url).hostname or ""
        if self._private or host in LOCAL_HOSTS:
            return
        if not all(ip_address(each).is_global for each in self._resolve(host)):
            raise ValueError("The address leads into a private network.")


def _addresses(host: str) -> Sequence[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
