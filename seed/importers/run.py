"""What every import run has around it: one at a time, a report, a progress bar, a summary."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from seed.importers.outcome import Outcome
from seed.importers.refusals import RefusalReport

_LOCK = 7_340_022  # one import at a time on one database
Advance = Callable[[int], None]
Import = Callable[[psycopg.Connection[Any], RefusalReport, Outcome, "Steps"], None]


class Steps:
    """The progress bar: one task per step of an import."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def begin(self, title: str, total: int | None) -> Advance:
        """Start a step of `total` units; call what is returned with how many were done since."""
        task = self._progress.add_task(title, total=total)
        return lambda done: self._progress.update(task, advance=done)


def run_import(name: str, work: Import, *, url: str, report: Path, console: Console) -> Outcome:
    """Run `work` alone on the database at `url` (another import is waited for) and tell what it did."""
    outcome = Outcome(name=name, report=report)
    with psycopg.connect(url, autocommit=True, application_name="comptoir-import") as connection:
        connection.execute("SET timezone = 'UTC'")
        with _alone(connection, console), RefusalReport(report) as refusals, _progress(console) as progress:
            started = time.monotonic()
            work(connection, refusals, outcome, Steps(progress))
            outcome.seconds = time.monotonic() - started
    outcome.reasons, outcome.in_part = dict(refusals.whole), dict(refusals.in_part)
    return outcome


@contextmanager
def _alone(connection: psycopg.Connection[Any], console: Console) -> Iterator[None]:
    """Hold the import lock; the server lets go of it when the process dies."""
    taken = connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
    if taken and not taken[0]:
        console.print("Another import is running on this database; waiting for it to end.")
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@contextmanager
def _progress(console: Console) -> Iterator[Progress]:
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        yield progress
