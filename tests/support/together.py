"""Run things at the same moment in threads of their own, and tell what became of each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any


def together(*actions: Callable[[], Any], limit: float = 30) -> list[Any]:
    """What each of `actions` returned, or the exception it raised, in order; all start at once."""
    start = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        start.wait(timeout=limit)
        try:
            return action()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions, timeout=limit))


def errors_of(results: Sequence[Any]) -> list[Exception]:
    """Those of `results` that are exceptions."""
    return [result for result in results if isinstance(result, Exception)]
