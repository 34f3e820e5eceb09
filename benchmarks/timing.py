"""Take times, count statements, and tell them as a table."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rich.table import Table
from sqlalchemy import Engine, event

T = TypeVar("T")


@dataclass
class Measure:
    """One row of the table: times in milliseconds, or one figure; `wanted` is what the product promises."""

    name: str
    wanted: str = ""
    milliseconds: list[float] = field(default_factory=list)
    figure: str = ""
    statements: str = ""

    def percentile(self, share: float) -> float:
        """The time that `share` of the calls stay under (nearest rank)."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(measure: Measure, call: Callable[[T], Any], inputs: Iterable[T]) -> Measure:
    """Call once for each input and keep how long it took."""
    for value in inputs:
        started = time.perf_counter()
        call(value)
        measure.milliseconds.append((time.perf_counter() - started) * 1000)
    return measure


def count_statements(engine: Engine, call: Callable[[T], Any], inputs: Iterable[T]) -> str:
    """How many statements each call sends: "9", or "7-9" where it differs."""
    sent: list[int] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        sent[-1] += not statement.startswith("SET ")

    event.listen(engine, "before_cursor_execute", note)
    try:
        for value in inputs:
            sent.append(0)
            call(value)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return str(sent[0]) if min(sent) == max(sent) else f"{min(sent)}-{max(sent)}"


def table_of(measures: Iterable[Measure], *, title: str) -> Table:
    """Everything in one table."""
    table = Table("measured", "p50 ms", "p95 ms", "p99 ms", "calls", "statements", "figure", "wanted", title=title)
    for column in table.columns[1:]:
        column.justify = "right"
    for one in measures:
        times = [f"{one.percentile(share):.1f}" for share in (0.5, 0.95, 0.99)] if one.milliseconds else [""] * 3
        calls = str(len(one.milliseconds)) if one.milliseconds else ""
        table.add_row(one.name, *times, calls, one.statements, one.figure, one.wanted)
    return table
