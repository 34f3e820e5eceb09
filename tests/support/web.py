"""The web process on a free port, against a database of the test: pages are not needed, the live connection is."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.server import CHECKOUT

_STARTS_WITHIN = 120.0  # seconds; two test processes and a browser share two cores


@contextmanager
def web_process(database_url: str, folder: Path) -> Iterator[str]:
    """The address of a running web process; stopped at the end. Its log is `folder/web.log`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "VAR": str(folder),
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
            [*command, "--port", str(port), "console.console:app"],
            cwd=CHECKOUT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process, folder / "web.log")
            yield address
        finally:
            process.terminate()
            process.wait(60)


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
