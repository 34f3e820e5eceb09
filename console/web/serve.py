"""Serves pages, live connection and API on one port, from a frontend that was built before."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server
from starlette.types import ASGIApp

from console.adapters.telephone import rings_in_browsers
from console.frontend.release import SCRIPT_HASHES
from console.lifeline import PARENT, end_with_parent
from console.logs import configure_logging
from console.reflex_environment import serve_environment
from console.settings import PROJECT, Settings, load_settings
from console.web.headers import SecureHeaders
from console.web.origin import OwnPagesOnly

_STOP_SECONDS = 8
_TURN_SECONDS = 0.0005  # how long a thread may keep the others waiting; the live connection is one of them


class FrontendMissing(Exception):
    """There is nothing to serve yet; the text says what to do."""


def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT. `settings` must know its database by now.

    Refused (`FrontendMissing`) when the frontend has not been built.
    """
    if not (settings.var / "web" / SCRIPT_HASHES).is_file():
        raise FrontendMissing(f"There is no frontend in {settings.var / 'web'}. Build it: python -m console build")
    os.chdir(PROJECT)
    os.environ.update(serve_environment(var=settings.var), DATABASE_URL=settings.database_url or "")
    os.environ[PARENT] = str(os.getpid())
    if settings.web_workers > 1:
        _count_together(settings.var / "measures")

    Server(
        "console.web.serve:application",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        websockets=True,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_SECONDS,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def application() -> ASGIApp:
    """Called by the server once in each of its processes."""
    end_with_parent()
    sys.setswitchinterval(_TURN_SECONDS)
    settings = load_settings()
    configure_logging(settings, process="web")
    # Reflex and Prometheus read the environment when they are imported.
    from console.console import app  # noqa: PLC0415
    from console.web.requests import CountedRequests  # noqa: PLC0415

    guarded = OwnPagesOnly(app(), public_url=settings.public_url)
    https = settings.public_url.startswith("https://")
    hashes, twilio = _script_hashes(settings), rings_in_browsers(settings)
    return CountedRequests(SecureHeaders(guarded, script_hashes=hashes, https=https, twilio=twilio))


def _script_hashes(settings: Settings) -> list[str]:
    hashes: list[str] = json.loads((settings.var / "web" / SCRIPT_HASHES).read_text(encoding="utf-8"))
    return hashes


def _count_together(folder: Path) -> None:
    """What one process counts, all of them tell: a scrape reaches any of them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
