"""The payment gateway over HTTP: JSON, a bearer secret, an idempotency key with every request."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from console.settings import LOCAL_HOSTS, Settings
from domain.ports.gateway import GatewayAnswer, GatewayRequest, GatewayUnavailable, NoGateway, PaymentGateway

_PATHS = {
    "authorise": "/v1/authorisations",
    "capture": "/v1/captures",
    "refund": "/v1/refunds",
    "void": "/v1/voids",
}
_SETTLED = (HTTPStatus.OK, HTTPStatus.CREATED)
_REFUSED = (HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.UNPROCESSABLE_ENTITY)
_TIMEOUT = 10.0  # seconds; a vendor asks a bank, which may take a few


class HttpGateway:
    """Safe to share between threads. No token and no body of either side gets into a log or an error.

    `timeout` is for connecting, sending and each part of the answer, in seconds.
    """

    def __init__(self, url: str, secret: str, *, timeout: float = _TIMEOUT) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"authorization": f"Bearer {secret}", "accept": "application/json"},
            timeout=timeout,
            # A vendor that answers twice leaves an answer on the line, which would pass for that of the next request.
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=urlsplit(url).hostname not in LOCAL_HOSTS,  # no proxy stands between us and this machine
        )

    def send(self, request: GatewayRequest) -> GatewayAnswer:
        """The vendor's answer, once. `GatewayUnavailable` for everything that leaves open whether money moved."""
        try:
            response = self._client.post(
                _PATHS[request.kind], json=_body(request), headers={"idempotency-key": request.idempotency_key}
            )
        except httpx.RequestError as error:
            raise GatewayUnavailable(f"The payment gateway gave no answer ({type(error).__name__}).") from None
        if response.status_code in (*_SETTLED, *_REFUSED):
            return _answer(response)
        raise GatewayUnavailable(f"The payment gateway answered with status {response.status_code}.")


def gateway_of(settings: Settings) -> PaymentGateway:
    """The gateway that the settings name, or one that never answers."""
    if settings.gateway_url is None:
        return NoGateway()
    return HttpGateway(settings.gateway_url, settings.gateway_secrets[0])


def _body(request: GatewayRequest) -> dict[str, Any]:
    return {
        "amount": request.amount.minor,
        "currency": request.amount.currency,
        "token": request.token,
        "reference": request.reference,
        "original": request.original,
    }


def _answer(response: httpx.Response) -> GatewayAnswer:
    body = _read(response)
    if response.status_code in _SETTLED:
        if _text(body, "status") != "settled":
            raise GatewayUnavailable("The payment gateway has not decided yet.")
        return GatewayAnswer(settled=True, vendor_ref=_text(body, "id"))
    return GatewayAnswer(settled=False, vendor_ref=str(body.get("id") or ""), code=_text(body, "code"))


def _read(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise GatewayUnavailable("The payment gateway's answer cannot be read.")
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise GatewayUnavailable(f"The payment gateway's answer has no {name}.")
    return value
