"""Workers of the product as processes that can be killed: `python -m tests.support.worker`.

The process imports the product once. For each line on its standard input it forks a worker with a heart that beats
fast, and answers with the worker's process id. At the end of its input it kills those that are left.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console.bootstrap import build
from console.jobs.registry import TASKS
from console.lifeline import PARENT, end_with_parent
from console.logs import configure_logging
from console.settings import load_settings
from console.worker import Heartbeat, run_worker, worker_app
from tests.support.server import CHECKOUT

HEART = Heartbeat(every=0.2, dead_after=1.0)


class Workers:
    """`settings` are environment variables; what the workers log goes to `log`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self) -> int:
        """A new worker's process id."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write("start\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def kill(self, worker: int) -> None:
        """As a power cut does, at once."""
        os.kill(worker, signal.SIGKILL)


@contextmanager
def workers(settings: dict[str, str], *, log: Path) -> Iterator[Workers]:
    """Until the end, when those that are left are killed too."""
    environment = os.environ | settings | {PARENT: str(os.getpid())}
    command = [sys.executable, "-m", "tests.support.worker"]
    with (
        log.open("ab") as lines,
        subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=lines,
        ) as process,
    ):
        yield Workers(process)


def main() -> None:
    """Forks before anything is connected, so that no worker shares a thing with another."""
    end_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    started = []
    for _ in sys.stdin:
        worker = os.fork()
        if worker == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.environ[PARENT] = str(os.getppid())
            work()
            os._exit(0)
        started.append(worker)
        print(worker, flush=True)
    for worker in started:
        try:
            os.kill(worker, signal.SIGKILL)
        except ProcessLookupError:
            continue


def work() -> None:
    end_with_parent()
    settings = load_settings()
    configure_logging(settings, process="worker")
    app = worker_app(settings, console=build(settings), tasks=TASKS, heartbeat=HEART)
    asyncio.run(run_worker(app, concurrency=settings.worker_concurrency, heartbeat=HEART))


if __name__ == "__main__":
    main()
