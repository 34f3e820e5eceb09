"""Rules made ready to be replayed, kept from one chunk of a backtest to the next with what they have answered."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rules_engine.simulation.judge import Judge, reference_of
from rules_engine.simulation.replay import Replay

_MOST_KEPT: Final = 4

_kept: list[tuple[str, str | None, Replay]] = []  # those that nobody uses now, the last used at the end
_lock = threading.Lock()


@contextmanager
def replay_of(document: str, baseline: str | None) -> Iterator[Replay]:
    """Rules and those that they are compared with, given as JSON texts, for the one who asks alone. `Invalid` where
    they cannot be read.
    """
    replay = _taken(document, baseline) or Replay(_judge(document), _judge(baseline) if baseline else None)
    try:
        yield replay
    finally:
        with _lock:
            _kept.append((document, baseline, replay))
            del _kept[:-_MOST_KEPT]


def _taken(document: str, baseline: str | None) -> Replay | None:
    with _lock:
        for place, (rules, live, replay) in enumerate(_kept):
            if (rules, live) == (document, baseline):
                del _kept[place]
                return replay
    return None


def _judge(document: str) -> Judge:
    return Judge(reference_of(document))
