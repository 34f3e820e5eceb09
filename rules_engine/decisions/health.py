"""How the engines do: what people are to be told of them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from rules_engine.decision import Decision
from rules_engine.evaluate import Disagreement

DOWN_AFTER: Final = 3  # answers without the engine, one after the other; a single one is a child that was started anew


@dataclass(frozen=True, slots=True)
class Trouble:
    """`kind`: disagreed, down, or back again. `engine` and `reference` are the rules that fired for each."""

    kind: Literal["disagreed", "down", "back"]
    family: str
    version: str
    engine: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()


class Health:
    """Counts the answers of each family, and tells `on_trouble` where something begins or ends. Threads share it."""

    def __init__(self, on_trouble: Callable[[Trouble], None] | None) -> None:
        self._tell = on_trouble or (lambda _: None)
        self._lock = threading.Lock()
        self._silent: dict[str, int] = {}

    def note(self, family: str, decision: Decision) -> None:
        """How a decision was made."""
        if decision.answered_by == "reference":
            return
        with self._lock:
            before = self._silent.get(family, 0)
            now = self._silent[family] = before + 1 if decision.answered_by == "fallback" else 0
        if now == DOWN_AFTER:
            self._tell(Trouble("down", family, decision.version.id))
        elif not now and before >= DOWN_AFTER:
            self._tell(Trouble("back", family, decision.version.id))

    def disagreed(self, found: Disagreement) -> None:
        """The referee found another answer."""
        self._tell(Trouble("disagreed", found.family, found.version, found.engine, found.reference))
