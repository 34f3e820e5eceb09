"""Import one of the data sets that are known by name."""

from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from seed.importers.online_retail.run import online_retail
from seed.importers.outcome import Outcome, tell
from seed.importers.run import run_import
from seed.importers.tau_retail.run import tau_retail


def import_data_set(
    name: str, path: Path, *, url: str, report: Path, as_of: date | None = None, out: Console | None = None
) -> Outcome:
    """Import `tau-retail` or `online-retail` from `path` into the database at `url` and print what became of it.

    Safe to run twice and after a kill; a second import waits for the first. `as_of` is for tau-retail, today by
    default. Refused records go to `report`. `UnreadableFile` when the data cannot be read at all.
    """
    console = out or Console()
    if name == "tau-retail":
        work, unit = tau_retail(path, as_of=as_of or datetime.now(UTC).date()), "orders"
    else:
        work, unit = online_retail(path), "lines"
    outcome = run_import(name, work, url=url, report=report, console=console)
    tell(outcome, console, per_second=unit)
    return outcome
