"""The whole product under its supervisor: it comes up, heals, and goes down without leaving anything behind.

The frontend is built at most once for all runs of these tests (`VAR/test/run` keeps it).
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from console.settings import PROJECT

_START_SECONDS = 180
_SETTLE_SECONDS = 40


class Running:
    """`python -m console run` in a process of its own, with no demo world."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        self.output = var / "output"
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            **{"VAR": str(var), "PORT": str(port), "HOST": "127.0.0.1", "SEED_DEMO": "0", "LOG_FORMAT": "text"},
        }
        with self.output.open("wb") as output:
            self.process = psutil.Popen(
                [sys.executable, "-m", "console", "run"], cwd=PROJECT, env=environment, stdout=output, stderr=output
            )

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def child(self, name: str) -> psutil.Process | None:
        """The child that runs `python -m console NAME`, or the local payment gateway."""
        wanted = "console.adapters.local_gateway" if name == "gateway" else name
        with contextlib.suppress(psutil.NoSuchProcess):
            return next((one for one in self.process.children() if wanted in _arguments(one)), None)
        return None

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def leftovers(self) -> list[list[str]]:
        """Every process, except the supervisor, that works on this data folder."""
        found = []
        for one in psutil.process_iter():
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                ours = str(self.var) in " ".join(_arguments(one)) or one.environ().get("VAR") == str(self.var)
                if ours and one.pid not in (self.process.pid, os.getpid()):
                    found.append(_arguments(one))
        return found


def _arguments(process: psutil.Process) -> list[str]:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        return list(process.cmdline())
    return []


def eventually(condition: Callable[[], object], seconds: float, said: Callable[[], str]) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, said()[-4000:]
        time.sleep(0.1)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def running(port: int, worker_id: str) -> Iterator[Running]:
    var = Path(os.environ.get("VAR") or PROJECT / "var").absolute() / "test" / f"run-{worker_id}"
    var.mkdir(parents=True, exist_ok=True)
    one = Running(var, port)
    try:
        eventually(lambda: "is ready" in one.said() or one.process.poll() is not None, _START_SECONDS, one.said)
        assert one.process.poll() is None, one.said()
        yield one
    finally:
        if one.process.poll() is None:
            one.process.terminate()
            one.process.wait(30)


@pytest.mark.browser
def test_it_heals_and_then_goes_down_without_leaving_anything_behind(running: Running) -> None:
    for name in ("gateway", "worker", "web"):
        before = running.child(name)
        assert before is not None
        before.kill()
        eventually(lambda b=before, n=name: running.child(n) not in (None, b), _SETTLE_SECONDS, running.said)  # type: ignore[misc]
    eventually(running.answers, _SETTLE_SECONDS, running.said)
    assert "worker process ended (exit code -9); starting it again in 0.5 s" in running.said()
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(20) == 0
    assert "Traceback" not in running.said()
    assert running.leftovers() == []


@pytest.mark.browser
def test_when_it_is_killed_everything_it_started_ends_by_itself(running: Running) -> None:
    running.process.kill()
    running.process.wait(10)
    eventually(lambda: running.leftovers() == [], _SETTLE_SECONDS, lambda: str(running.leftovers()))
    assert running.leftovers() == []


@pytest.mark.browser
def test_a_second_one_on_the_same_port_or_folder_is_refused_in_a_sentence(running: Running, tmp_path: Path) -> None:
    for var in (running.var, tmp_path):
        environment = {**os.environ, "VAR": str(var), "PORT": str(running.port), "HOST": "127.0.0.1"}
        second = subprocess.run(
            [sys.executable, "-m", "console", "run"],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 2
        assert len(second.stderr.splitlines()) == 1
    assert running.answers()
