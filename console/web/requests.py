"""Gives every request an id, counts it, and writes one line about it."""

from __future__ import annotations

import re
import time
import uuid

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.operations.measures import REQUESTS, SCREENS, SECONDS

_USABLE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

log = structlog.get_logger("request")


class CountedRequests:
    """An ASGI middleware. The id is the caller's `X-Request-Id` if it is usable, else a new one; it is given back.

    It stands in every log line that the request causes. Paths are logged without their query (it may hold names).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with SCREENS.track_inprogress():
                return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        with structlog.contextvars.bound_contextvars(request_id=_request_id(scope)):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 500
        request_id = structlog.contextvars.get_contextvars()["request_id"]

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            _note(scope, status, time.perf_counter() - started)


def _request_id(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return given if _USABLE_ID.fullmatch(given) else uuid.uuid4().hex


def _note(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "other"
    REQUESTS.labels(method, str(status)).inc()
    SECONDS.labels(_kind(scope["path"])).observe(seconds)
    write = log.info if scope["path"].startswith("/api/") or status >= 500 else log.debug
    write("answered", method=method, path=scope["path"][:200], status=status, ms=round(seconds * 1000, 1))


def _kind(path: str) -> str:
    if path == "/widget/events":
        return "stream"  # open for minutes
    if path.startswith(("/api/", "/webhooks/", "/widget/")):
        return "api"
    return "asset" if path.startswith("/assets/") else "page"
