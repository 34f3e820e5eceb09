"""Runs one step as a process of its own, with all that it starts, to its end."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from console.lifeline import PARENT

_PATIENCE = 5.0  # seconds between asking a step to stop and making it


def run_step(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
) -> int:
    """Its exit code. `output` takes what it writes (default: ours).

    When we are interrupted, the step and everything it has started are ended before the interruption goes on.
    """
    step = subprocess.Popen(  # noqa: S603  (our own commands)
        command,
        cwd=folder,
        env={**os.environ, **(environment or {}), PARENT: str(os.getpid())},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )
    try:
        return step.wait()
    except BaseException:
        _end(step)
        raise


def _end(step: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(step.pid, number)
            step.wait(_PATIENCE)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
