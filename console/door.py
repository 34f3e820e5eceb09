"""The door: pages and the live line need a session, and Reflex's own upload is closed."""

from typing import Final
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from console.signed_in import Sessions

SIGN_IN: Final = "/sign-in"
_CLOSED: Final = ("/_upload",)  # takes files of any size from anybody
_LINE: Final = "/_event"  # a stranger's line would cost the state of a whole screen
_SCREENS: Final = ("/admin", "/customers", "/files", "/orders", "/rules", "/supervisor")


class Door:
    """An ASGI middleware. A screen asked for without an open session leads to the sign-in, and back after it; the live
    line is refused (403).
    """

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and await self._is_stranger(scope):
            await receive()
            return await send({"type": "websocket.close", "code": 1008})
        if scope["type"] == "http":
            path = scope["path"]
            if path.startswith(_LINE) and await self._is_stranger(scope):
                return await PlainTextResponse("Sign in first", status_code=403)(scope, receive, send)
            if path.startswith(_CLOSED):
                return await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
            if scope["method"] in ("GET", "HEAD") and _is_screen(path) and await self._is_stranger(scope):
                return await RedirectResponse(_sign_in_for(Request(scope)), status_code=303)(scope, receive, send)
        await self._app(scope, receive, send)

    async def _is_stranger(self, scope: Scope) -> bool:
        cookie = Headers(scope=scope).get("cookie", "")
        return await self._sessions.of_cookie(cookie) is None


def _is_screen(path: str) -> bool:
    return path == "/" or any(path == screen or path.startswith(f"{screen}/") for screen in _SCREENS)


def _sign_in_for(request: Request) -> str:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return SIGN_IN if wanted == "/" else f"{SIGN_IN}?next={quote(wanted, safe='')}"
