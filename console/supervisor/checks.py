"""What would make a start fail later, found at once and said in one sentence."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console.settings import Settings


class CannotRun(Exception):
    """The console cannot be brought up; the text says why and what to do."""


@contextmanager
def the_only_one(var: Path) -> Iterator[None]:
    """Holds `var` for this supervisor. Refused when another one has it; its lock dies with it."""
    with (var / "run.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotRun(
                f"Comptoir already runs on {var} (process {file.read().strip() or 'unknown'}). "
                "Stop it first, or give this one its own place: VAR=… PORT=… make run."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def refuse_taken_port(settings: Settings) -> None:
    """Refused when something already listens on the port, or when it may not be used."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((settings.host, settings.port))
    except OSError as error:
        raise CannotRun(
            f"Port {settings.port} on {settings.host} cannot be used ({(error.strerror or str(error)).lower()}). "
            "Stop what uses it, or choose another: PORT=8001 make run."
        ) from None
