"""Only our own pages may open the live connection: a browser sends our cookie along whoever asks for it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

_REFUSED = b"This connection is for pages of this site."


class OwnPagesOnly:
    """An ASGI middleware that refuses websockets, and anything under `/_`, that another site's page asks for.

    Our own are the host that the request names and the host of `public_url` (a proxy may hide the former).
    A request without an Origin does not come from a web page: it carries no one's cookie by accident.
    """

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self._app = app
        self._public_host = urlsplit(public_url).netloc.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_foreign(scope):
            return await _refuse(scope, receive, send)
        await self._app(scope, receive, send)

    def _is_foreign(self, scope: Scope) -> bool:
        if scope["type"] != "websocket" and not (scope["type"] == "http" and scope["path"].startswith("/_")):
            return False
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get(b"origin")
        if origin is None:
            return False
        return urlsplit(origin).netloc.lower() not in (headers.get(b"host", "").lower(), self._public_host)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": _REFUSED})
