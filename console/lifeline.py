"""Children do not outlive the process that started them, however that one ended."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

PARENT = "COMPTOIR_PARENT"

_PR_SET_PDEATHSIG = 1
_LOOK_EVERY = 1.0  # seconds, where the kernel cannot tell us


def end_with_parent() -> None:
    """Called first thing in a process: if `PARENT` names who started it, it gets SIGTERM when that one is gone.

    It so stops cleanly. On Linux the kernel sends the signal; elsewhere a thread looks every second. Without `PARENT`,
    as when a person starts it, nothing is done: it may outlive its shell.
    """
    parent = int(os.environ.pop(PARENT, "0"))  # taken out: our own children have another parent
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
    else:
        threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
