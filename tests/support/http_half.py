"""The web process without screens, for tests that need the chat and the API of a process that can be killed: the same
routes and the same listening, begun in half the time.
"""

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from console import listening, live
from console.api.app import build_api
from console.bootstrap import console
from tests.console.test_live import NotedScreens


@contextlib.asynccontextmanager
async def _listening(_: FastAPI) -> AsyncIterator[None]:
    address = console().database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with listening.running(live.Hub(NotedScreens()), lambda: address):
        yield


def app() -> FastAPI:
    """For a server to begin."""
    api = FastAPI(lifespan=_listening, openapi_url=None)
    api.mount("/", build_api())
    return api
