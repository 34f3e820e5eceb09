"""Each request has an id that its caller and the log share, and is counted."""

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from console.operations.measures import REQUESTS
from console.web.requests import CountedRequests


async def tell_id(_: Request) -> Response:
    return JSONResponse(structlog.contextvars.get_contextvars()["request_id"])


async def break_down(_: Request) -> Response:
    raise RuntimeError("broken")


def client() -> httpx.AsyncClient:
    app = CountedRequests(Starlette(routes=[Route("/id", tell_id), Route("/broken", break_down)]))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.mark.anyio
async def test_the_callers_id_is_used_and_given_back() -> None:
    async with client() as http:
        answer = await http.get("/id", headers={"X-Request-Id": "their-own-id-7"})
    assert answer.json() == answer.headers["x-request-id"] == "their-own-id-7"


@pytest.mark.anyio
@pytest.mark.parametrize("given", ["short", "x" * 100, "with space in it", "evil<script>"])
async def test_an_id_that_could_do_harm_is_replaced(given: str) -> None:
    async with client() as http:
        answer = await http.get("/id", headers={"X-Request-Id": given})
    assert answer.json() != given
    assert len(answer.json()) == 32


@pytest.mark.anyio
async def test_requests_are_counted_by_their_result() -> None:
    def count(status: str) -> float:
        return REQUESTS.labels("GET", status)._value.get()

    before = count("200"), count("404"), count("500")
    async with client() as http:
        for path in ("/id", "/nowhere", "/broken"):
            await http.get(path)
    assert (count("200"), count("404"), count("500")) == tuple(value + 1 for value in before)
