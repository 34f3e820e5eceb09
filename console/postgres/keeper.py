"""Stops the embedded PostgreSQL when everyone who used it is gone, even if all of them were killed.

A process of its own, started beside the server; it waits for a lock that it gets only when nobody holds a share, so
it costs nothing while it waits. Run as a script, with the standard library alone, to stay small.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any


def keep(home: Path, stop: list[str], options: dict[str, Any]) -> None:
    """Waits, and stops the server with `stop`; another keeper of the same `home` makes this one leave at once."""
    with (home / "keeper.lock").open("w") as mine:
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        while True:
            _wait_until_the_last_one_left(home)
            with (home / "start.lock").open("w") as alone:
                fcntl.flock(alone, fcntl.LOCK_EX)
                if not _is_used(home):
                    _stop(home, stop, options)
                    fcntl.flock(mine, fcntl.LOCK_UN)  # before the next one may start, so that it gets its own keeper
                    return


def _wait_until_the_last_one_left(home: Path) -> None:
    """Waits at a lock of its own: at `in-use.lock` it would look like a user to the one who is just leaving."""
    with (home / "alarm.lock").open("w") as alarm:
        fcntl.flock(alarm, fcntl.LOCK_EX)


def _is_used(home: Path) -> bool:
    with (home / "in-use.lock").open("w") as everyone:
        try:
            fcntl.flock(everyone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _stop(home: Path, stop: list[str], options: dict[str, Any]) -> None:
    if (home / "data" / "postmaster.pid").exists():
        subprocess.run(stop, stdin=subprocess.DEVNULL, cwd="/", check=False, **options)  # noqa: S603


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if os.fork():
        os._exit(0)  # whoever started it need not wait for it
    keep(Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3]))
