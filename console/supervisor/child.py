"""A process that is kept alive: started, watched, restarted with growing pauses, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from console.lifeline import PARENT

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a restart; doubled each time
_HEALTHY_AFTER = 60.0  # seconds of life after which the pauses begin anew


@dataclass(eq=False)
class Child:
    """One child. `on_line` gets each line it writes; `on_end` is called, in a thread, when it has ended."""

    name: str
    command: Sequence[str | Path]
    folder: Path
    on_line: Callable[[str, str], None]
    on_end: Callable[[Child], None]
    environment: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _pause: float = FIRST_PAUSE
    _wanted: bool = True
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """In a session of its own: Ctrl-C in a terminal reaches the supervisor alone, which then stops everyone.

        Does nothing once it has been asked to stop.
        """
        with self._lock:
            if not self._wanted:
                return
            self._started = time.monotonic()
            self._process = subprocess.Popen(  # noqa: S603  (our own commands)
                self.command,
                cwd=self.folder,
                env={**os.environ, **self.environment, PARENT: str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        threading.Thread(target=self._follow, args=(self._process,), name=self.name, daemon=True).start()

    def next_pause(self) -> float:
        """How long to wait before starting it again, in seconds."""
        if time.monotonic() - self._started > _HEALTHY_AFTER:
            self._pause = FIRST_PAUSE
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        return pause

    @property
    def exit_code(self) -> int | None:
        """None while it runs or before it was started; negative: the signal that ended it."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        """SIGTERM, if it runs; it is not started again."""
        with self._lock:
            self._wanted = False
            if self._process and self._process.poll() is None:
                self._process.terminate()

    def stop_by(self, deadline: float) -> None:
        """Waits until `deadline` (monotonic seconds), then ends it with all that it has started."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self.on_line(self.name, line.decode("utf-8", errors="replace").rstrip())
        process.wait()
        self.on_end(self)
