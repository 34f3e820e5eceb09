"""What a browser is told with every answer."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.web.headers import SecureHeaders


async def page(_: Request) -> Response:
    return HTMLResponse("<p>")


async def script(_: Request) -> Response:
    return Response("1", media_type="text/javascript")


async def data(_: Request) -> Response:
    return JSONResponse({})


async def own(_: Request) -> Response:
    return PlainTextResponse("x", headers={"Cache-Control": "max-age=5", "X-Frame-Options": "SAMEORIGIN"})


async def framed(_: Request) -> Response:
    return HTMLResponse("<p>", headers={"Content-Security-Policy": "frame-ancestors https://shop.example"})


async def unchanged(_: Request) -> Response:
    return Response(status_code=304)


ROUTES = [
    Route("/unchanged", unchanged),
    Route("/", page),
    Route("/assets/entry-BcBPaK_9.js", script),
    Route("/assets/logo.js", script),
    Route("/api", data),
    Route("/own", own),
    Route("/framed", framed),
]


async def get(path: str, **options: bool) -> httpx.Headers:
    app = SecureHeaders(Starlette(routes=ROUTES), script_hashes=["sha256-abc="], **options)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return (await client.get(path)).headers


@pytest.mark.anyio
async def test_a_page_runs_only_our_scripts_and_stands_in_no_frame() -> None:
    policy = (await get("/"))["content-security-policy"]
    assert "script-src 'self' 'sha256-abc='" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy


@pytest.mark.anyio
async def test_a_page_speaks_with_twilio_only_where_it_is_a_telephone() -> None:
    assert "twilio" not in (await get("/"))["content-security-policy"]
    policy = (await get("/", twilio=True))["content-security-policy"]
    assert "connect-src 'self' https://eventgw.twilio.com wss://voice-js.roaming.twilio.com" in policy
    assert "media-src 'self' mediastream:" in policy and "script-src 'self' 'sha256-abc=';" in policy


@pytest.mark.anyio
@pytest.mark.parametrize("path", ["/", "/api", "/missing", "/assets/logo.js"])
async def test_every_answer_forbids_guessing_types_and_framing(path: str) -> None:
    headers = await get(path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "no-cache"),
        ("/assets/entry-BcBPaK_9.js", "public, max-age=31536000, immutable"),
        ("/assets/gone-BcBPaK_9.js", "no-cache"),
        ("/assets/logo.js", "no-cache"),
        ("/api", "no-store"),
    ],
)
async def test_only_what_never_changes_is_kept(path: str, expected: str) -> None:
    assert (await get(path))["cache-control"] == expected


@pytest.mark.anyio
async def test_what_the_application_says_itself_stays() -> None:
    headers = await get("/own")
    assert headers["cache-control"] == "max-age=5"
    assert headers.get_list("x-frame-options") == ["SAMEORIGIN"]


@pytest.mark.anyio
async def test_https_is_insisted_on_only_where_it_is_served() -> None:
    assert "strict-transport-security" not in await get("/")
    assert "strict-transport-security" in await get("/", https=True)


@pytest.mark.anyio
async def test_a_page_that_the_browser_has_kept_keeps_its_policy() -> None:
    assert "content-security-policy" not in await get("/unchanged")


def test_only_a_page_that_names_who_may_frame_it_can_be_framed() -> None:
    async def ask(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=SecureHeaders(Starlette(routes=ROUTES)))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return await client.get(path)

    framed, usual = asyncio.run(ask("/framed")), asyncio.run(ask("/"))
    assert "x-frame-options" not in framed.headers
    assert framed.headers["content-security-policy"] == "frame-ancestors https://shop.example"
    assert usual.headers["x-frame-options"] == "DENY"
