"""Headers that every answer carries: what a browser may run and embed, and what it may keep."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HASHED_NAME = re.compile(rb"^/assets/[^/]+-[A-Za-z0-9_-]{8}\.(?:js|css|woff2?|png|svg|jpg|webp)$")
_FOR_A_YEAR = b"public, max-age=31536000, immutable"
_ALWAYS_ASK = b"no-cache"
_NEVER_KEEP = b"no-store"
# What Twilio's telephone in a page speaks with and plays, by its own documentation.
_TWILIO = (
    " https://eventgw.twilio.com wss://voice-js.roaming.twilio.com https://media.twiliocdn.com https://sdk.twilio.com"
)
_TWILIO_MEDIA = ("media-src 'self' mediastream: https://media.twiliocdn.com https://sdk.twilio.com",)
_POLICY_OF_THE_REST = b"default-src 'none'; frame-ancestors 'none'"


class SecureHeaders:
    """An ASGI middleware. `script_hashes` are those of the build's inline scripts; no others run. With `twilio`
    pages are telephones.

    A header that the application has set itself stays. Styles may be inline: Reflex's emotion writes them.
    """

    def __init__(
        self, app: ASGIApp, *, script_hashes: Sequence[str] = (), https: bool = False, twilio: bool = False
    ) -> None:
        self._app = app
        self._always = [(name, value.encode()) for name, value in _fixed_headers(https=https)]
        self._policy_of_pages = _content_security_policy(script_hashes, twilio=twilio).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        path = scope["path"].encode()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._completed(message, path)}
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _completed(self, message: Message, path: bytes) -> list[tuple[bytes, bytes]]:
        headers: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
        present = {name.lower(): value for name, value in headers}
        own_policy = present.get(b"content-security-policy", b"")
        framed = {b"x-frame-options"} if b"frame-ancestors" in own_policy else set()  # it says who may
        headers += [(name, value) for name, value in self._always if name not in present and name not in framed]
        content_type = present.get(b"content-type", b"")
        # A 304 has no content type, and the browser puts its headers over those of the page that it kept.
        if b"content-security-policy" not in present and message["status"] != 304:
            is_page = content_type.startswith(b"text/html")
            policy = self._policy_of_pages if is_page else _POLICY_OF_THE_REST
            headers.append((b"content-security-policy", policy))
        if b"cache-control" not in present:
            headers.append((b"cache-control", _cache_control(path, message["status"], content_type)))
        return headers


def _fixed_headers(*, https: bool) -> list[tuple[bytes, str]]:
    headers = [
        (b"x-content-type-options", "nosniff"),
        (b"x-frame-options", "DENY"),
        (b"referrer-policy", "same-origin"),
        (b"cross-origin-opener-policy", "same-origin"),
        (b"permissions-policy", "camera=(), geolocation=(), microphone=(self)"),
    ]
    if https:
        headers.append((b"strict-transport-security", "max-age=31536000"))
    return headers


def _content_security_policy(script_hashes: Sequence[str], *, twilio: bool) -> str:
    scripts = " ".join(["'self'", *(f"'{value}'" for value in script_hashes)])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{_TWILIO if twilio else ''}",
            *(_TWILIO_MEDIA if twilio else ()),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _cache_control(path: bytes, status: int, content_type: bytes) -> bytes:
    if status in (200, 304) and _HASHED_NAME.match(path):
        return _FOR_A_YEAR
    if content_type.startswith((b"application/json", b"application/problem+json")):
        return _NEVER_KEEP
    return _ALWAYS_ASK
