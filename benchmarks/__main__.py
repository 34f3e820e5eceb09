"""`python -m benchmarks`: fill a database once, measure, and print one table."""

import argparse
import os
import platform
import sys

from rich.console import Console

from benchmarks.backtest import measure_backtest
from benchmarks.chat import measure_chat
from benchmarks.ground import ground
from benchmarks.overview import measure_overview
from benchmarks.rules import rules_table
from benchmarks.searching import measure_search
from benchmarks.serving import measure_serving
from benchmarks.sourcing import sourcing_table
from benchmarks.timing import table_of
from console.postgres import database_at_hand
from console.settings import load_settings
from domain.db.database import Database


def main() -> int:
    """Measure on the server of DATABASE_URL, or on the embedded one, in a database of its own that stays."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 200,000 customers and 1,000,000 orders")
    parser.add_argument("--fresh", action="store_true", help="fill the database anew")
    parser.add_argument("--calls", type=int, default=500, help="how often the overview is asked for")
    parser.add_argument("--rules", action="store_true", help="measure the rules only")
    parser.add_argument("--chat", action="store_true", help="measure the chat only")
    parser.add_argument("--without-web", action="store_true", help="leave out what needs the web process")
    wanted = parser.parse_args()
    out = Console(width=150)
    if wanted.rules:
        with database_at_hand(load_settings()) as settings:
            assert settings.database_url is not None
            out.print(rules_table(calls=4 * wanted.calls, more=measure_backtest(settings.database_url)))
        out.print(sourcing_table(calls=wanted.calls))
        return _told_load(out)
    if wanted.chat:
        with database_at_hand(load_settings()) as settings:
            assert settings.database_url is not None
            out.print(table_of(measure_chat(settings.database_url), title="The chat"))
        return _told_load(out)
    with database_at_hand(load_settings()) as settings:
        assert settings.database_url is not None
        with ground(settings.database_url, scale=wanted.scale, fresh=wanted.fresh, var=settings.var, out=out) as (
            url,
            measures,
        ):
            database = Database(url)
            measures.extend(measure_overview(database, calls=wanted.calls))
            measures.extend(measure_search(database, each=40))
            if not wanted.without_web:
                measures.extend(measure_serving(database, var=settings.var, calls=wanted.calls))
                measures.extend(measure_chat(settings.database_url))
            database.dispose()
    out.print(table_of(measures, title=f"Comptoir, Python {platform.python_version()}, scale {wanted.scale:g}"))
    return _told_load(out)


def _told_load(out: Console) -> int:
    load = os.getloadavg()[1] / (os.cpu_count() or 1)
    out.print(
        f"Load per core over the last five minutes: {load:.1f}. Near or above 1, the times tell of other work too."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
