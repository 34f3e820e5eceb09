"""The door for plain requests: pages need a session, and Reflex's own upload is closed."""

from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from console.signed_in import Sessions

SIGN_IN: Final = "/sign-in"
_CLOSED: Final = ("/_upload",)  # takes files of any size from anybody
_SCREENS: Final = ("/admin", "/customers", "/files", "/orders", "/rules", "/supervisor")


class Door:
    """An ASGI middleware. A screen asked for without an open session leads to the sign-in, and back after it."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            if path.startswith(_CLOSED):
                return await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
            if scope["method"] in ("GET", "HEAD") and _is_screen(path):
                request = Request(scope)
                if await self._sessions.of_cookie(request.headers.get("cookie", "")) is None:
                    return await RedirectResponse(_sign_in_for(request), status_code=303)(scope, receive, send)
        await self._app(scope, receive, send)


def _is_screen(path: str) -> bool:
    return path == "/" or any(path == screen or path.startswith(f"{screen}/") for screen in _SCREENS)


def _sign_in_for(request: Request) -> str:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return SIGN_IN if wanted == "/" else f"{SIGN_IN}?next={quote(wanted, safe='')}"
