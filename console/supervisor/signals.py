"""SIGINT and SIGTERM as one exception, so that every `with` on the way out does its part."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Someone asked the process to stop. Not an `Exception`: nothing on the way may take it for a fault."""


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """The first signal raises `StopRequested` wherever the main thread is; further ones change nothing."""
    before = {number: signal.signal(number, _stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise StopRequested
