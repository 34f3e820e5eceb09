"""The product on a free port of this machine: the real web process, the real frontend, a database of its own.

`python -m tests.browser.site` builds the frontend ahead, while something else is looked at.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from console.frontend import build_frontend_if_changed
from console.lifeline import PARENT
from tests.support.server import CHECKOUT

_STARTS_WITHIN = 120.0  # half a second when nobody else wants the machine


@dataclass
class Site:
    """`address` has no slash at its end."""

    address: str
    log: Path
    _read: int = 0

    def new_errors(self) -> list[str]:
        """What the web process has logged as an error since this was asked last."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        fresh, self._read = lines[self._read :], len(lines)
        return [line for line in fresh if _is_error(line)]


def frontend() -> Path:
    """The folder of the frontend as the sources are now. Built once; who asks meanwhile waits for it."""
    var = Path(os.environ.get("VAR") or CHECKOUT / "var").absolute() / "test"
    build_frontend_if_changed(var=var, say=lambda _: None)
    return (var / "web").resolve()


@contextmanager
def site(database_url: str, folder: Path, release: Path, *, workers: int = 1) -> Iterator[Site]:
    """A web process, or several, that serve `release` from the data folder `folder` until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "web").symlink_to(release)
    given = {"DATABASE_URL": database_url, "VAR": str(folder), "PORT": str(port), "HOST": "127.0.0.1"}
    given |= {"PUBLIC_URL": "", "REDIS_URL": "", "LOG_FORMAT": "json", "LOG_LEVEL": "warning", PARENT: str(os.getpid())}
    given |= {"WEB_WORKERS": str(workers)}
    log = folder / "web.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "console", "web"],
            cwd=CHECKOUT,
            env=os.environ | given,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            running = Site(f"http://127.0.0.1:{port}", log)
            _wait_for(running, process)
            yield running
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(running: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{running.address}/sign-in")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the web process did not start:\n{running.log.read_text()[-2000:]}")


def _is_error(line: str) -> bool:
    try:
        return str(json.loads(line).get("level")) in ("error", "critical")
    except (ValueError, AttributeError):
        return "Traceback" in line


if __name__ == "__main__":
    frontend()
