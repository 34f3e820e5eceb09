"""The web process on a free port, against a database of the test: pages are not needed, the live connection is."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.server import CHECKOUT

_STARTS_WITHIN = 120.0  # seconds; two test processes and a browser share two cores


@contextmanager
def web_process(database_url: str, folder: Path) -> Iterator[str]:
    """The address of a running web process; stopped at the end. Its log is `folder/web.log`."""
    with _begun(database_url, folder) as (address, process):
        try:
            _wait_for(address, process, folder / "web.log")
            yield address
        finally:
            process.terminate()
            process.wait(60)


@contextmanager
def mortal_web_process(database_url: str, folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a running web process without screens, and what kills it at once, as losing the machine would."""
    with _begun(database_url, folder, "tests.support.http_half:app", start_new_session=True) as (address, process):

        def kill() -> None:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)  # its worker as well
                process.wait(30)

        try:
            _wait_for(address, process, folder / "web.log")
            yield address, kill
        finally:
            kill()


@contextmanager
def _begun(
    database_url: str, folder: Path, app: str = "console.console:app", **options: Any
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "VAR": str(folder),
        "TRUSTED_PROXIES": "127.0.0.1",
        "REFLEX_DIR": str(folder / "reflex"),
        "REFLEX_WEB_WORKDIR": str(folder / "web"),
        "REFLEX_STATES_WORKDIR": str(folder / "states"),
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "__REFLEX_SKIP_COMPILE": "true",
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--host", "127.0.0.1"]
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), app],
            cwd=CHECKOUT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            **options,
        )
        yield f"http://127.0.0.1:{port}", process


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{address}/sign-in")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the web process did not start:\n{log.read_text()[-2000:]}")
