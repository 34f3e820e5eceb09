"""Whose pages may open the live connection."""

from typing import Any

import pytest

from console.web.origin import OwnPagesOnly


async def reached(origin: str | None, *, path: str = "/_event", kind: str = "websocket") -> bool:
    """Whether a request with this Origin gets through to the application behind."""
    through: list[bool] = []

    async def behind(_scope: Any, _receive: Any, _send: Any) -> None:
        through.append(True)

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(_message: Any) -> None:
        return None

    headers = [(b"host", b"desk.example.com:8000")]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    app = OwnPagesOnly(behind, public_url="https://service.example.com")
    await app({"type": kind, "path": path, "headers": headers}, receive, send)
    return bool(through)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "origin", ["http://desk.example.com:8000", "http://DESK.example.com:8000", "https://service.example.com", None]
)
async def test_our_own_pages_and_programs_without_a_page_get_through(origin: str | None) -> None:
    assert await reached(origin)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://desk.example.com:8000.evil.example",
        "http://evil.example/desk.example.com:8000",
        "http://desk.example.com:8000@evil.example",
    ],
)
async def test_pages_of_others_do_not(origin: str) -> None:
    assert not await reached(origin)
    assert not await reached(origin, kind="http", path="/_upload")


@pytest.mark.anyio
async def test_ordinary_pages_may_be_linked_from_anywhere() -> None:
    assert await reached("https://evil.example", kind="http", path="/")
