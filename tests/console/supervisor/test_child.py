"""A process that is kept alive."""

import queue
import sys
import time
from pathlib import Path

import pytest

from console.lifeline import PARENT
from console.settings import PROJECT
from console.supervisor.child import FIRST_PAUSE, LONGEST_PAUSE, Child

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


class Watched:
    """A child, the lines it wrote and its ends."""

    def __init__(self, script: str) -> None:
        self.lines: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self.ends: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self.child = Child(
            name="web",
            command=[sys.executable, "-c", script],
            folder=Path("/"),
            environment={"WORD": "hello"},
            on_line=lambda name, line: self.lines.put((name, line)),
            on_end=self.ends.put,
        )
        self.child.start()


def test_its_lines_and_its_end_are_told() -> None:
    watched = Watched("import os, sys; print(os.environ['WORD']); print('oops', file=sys.stderr); sys.exit(3)")
    assert watched.ends.get(timeout=10) is watched.child
    assert sorted([watched.lines.get(), watched.lines.get()]) == [("web", "hello"), ("web", "oops")]
    assert watched.child.exit_code == 3


def test_pauses_grow_up_to_half_a_minute() -> None:
    watched = Watched("")
    pauses = [watched.child.next_pause() for _ in range(9)]
    assert pauses[:4] == [FIRST_PAUSE, 1, 2, 4]
    assert pauses[-1] == LONGEST_PAUSE
    watched.child.stop_by(time.monotonic() + 5)


def test_one_that_does_not_listen_is_ended() -> None:
    watched = Watched(STUBBORN)
    assert watched.lines.get(timeout=10) == ("web", "up")
    watched.child.ask_to_stop()
    watched.child.stop_by(time.monotonic() + 0.2)
    assert watched.child.exit_code == -9


def test_one_that_was_asked_to_stop_is_not_started_again() -> None:
    watched = Watched("import time; time.sleep(60)")
    watched.child.ask_to_stop()
    watched.child.stop_by(time.monotonic() + 10)
    ended = watched.child.exit_code
    watched.child.start()
    assert watched.child.exit_code == ended == -15


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread looks once a second")
def test_children_end_with_the_process_that_started_them() -> None:
    child = (
        "import time; from console.lifeline import end_with_parent;"
        "end_with_parent(); print('child', flush=True); time.sleep(60)"
    )
    watched = Watched(
        f"import os, subprocess, sys, time; os.chdir({str(PROJECT)!r}); os.environ[{PARENT!r}] = str(os.getpid());"
        f"subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    )
    assert watched.lines.get(timeout=10) == ("web", "child")
    process = watched.child._process
    assert process is not None
    process.kill()
    watched.ends.get(timeout=5)  # told only when the pipe that the grandchild holds is closed as well
