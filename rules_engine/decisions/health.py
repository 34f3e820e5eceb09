"""How the engines do: what people are to be told of them."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from rules_engine.decision import Decision
from rules_engine.evaluate import Disagreement

# So many answers without the engine, one after the other, over so many seconds; fewer, or sooner, is a child that is
# being started anew, or a machine that is busy for a moment.
DOWN_AFTER: Final = 3
DOWN_FOR: Final = 5.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """`kind`: disagreed, down, or back again. `engine` and `reference` are the rules that fired for each."""

    kind: Literal["disagreed", "down", "back"]
    family: str
    version: str
    engine: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()


@dataclass(slots=True)
class _Silence:
    since: float
    answers: int = 0
    told: bool = False


class Health:
    """Counts the answers of each family, and tells `on_trouble` where something begins or ends. Threads share it."""

    def __init__(
        self,
        on_trouble: Callable[[Trouble], None] | None,
        *,
        down_for: float = DOWN_FOR,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = on_trouble or (lambda _: None)
        self._down_for, self._clock = down_for, clock
        self._lock = threading.Lock()
        self._silent: dict[str, _Silence] = {}

    def note(self, family: str, decision: Decision, *, starting: bool = False) -> None:
        """How a decision was made. While a child is `starting` its silence says nothing: on a busy machine that takes
        longer than an outage may last.
        """
        if decision.answered_by == "reference" or (starting and decision.answered_by == "fallback"):
            return
        kind = self._silent_again(family) if decision.answered_by == "fallback" else self._heard(family)
        if kind is not None:
            self._tell(Trouble(kind, family, decision.version.id))

    def _silent_again(self, family: str) -> Literal["down"] | None:
        now = self._clock()
        with self._lock:
            silence = self._silent.setdefault(family, _Silence(since=now))
            silence.answers += 1
            if silence.told or silence.answers < DOWN_AFTER or now - silence.since < self._down_for:
                return None
            silence.told = True
            return "down"

    def _heard(self, family: str) -> Literal["back"] | None:
        with self._lock:
            silence = self._silent.pop(family, None)
        return "back" if silence is not None and silence.told else None

    def disagreed(self, found: Disagreement) -> None:
        """The referee found another answer."""
        self._tell(Trouble("disagreed", found.family, found.version, found.engine, found.reference))
