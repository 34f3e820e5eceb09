"""`python -m benchmarks`: fill a database once, measure, and print one table."""

import argparse
import os
import platform
import sys

from rich.console import Console

from benchmarks.assignment import measure_assignment
from benchmarks.backtest import measure_backtest
from benchmarks.chat import measure_chat
from benchmarks.ground import ground
from benchmarks.idle import measure_idle
from benchmarks.notifications import measure_notifications
from benchmarks.outbound_webhooks import measure_outbound
from benchmarks.overview import measure_overview
from benchmarks.rules import rules_table
from benchmarks.searching import measure_search
from benchmarks.serving import measure_serving
from benchmarks.sourcing import sourcing_table
from benchmarks.timing import table_of
from benchmarks.understanding import measure_understanding
from benchmarks.webhooks import measure_webhooks
from console.postgres import database_at_hand
from console.settings import load_settings
from domain.db.database import Database

_WEB_WORKERS = (1, 2)  # processes that serve the chat


def main() -> int:
    """Measure on the server of DATABASE_URL, or on the embedded one, in a database of its own that stays."""
    wanted = _options().parse_args()
    out = Console(width=150)
    if _one_part(wanted, out):
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
            measures.extend(measure_assignment(settings.database_url, calls=wanted.calls))
            if not wanted.without_web:
                measures.extend(measure_serving(database, var=settings.var, calls=wanted.calls))
                measures.extend(measure_webhooks(settings.database_url, var=settings.var, calls=wanted.calls))
                measures.extend(measure_outbound(settings.database_url, var=settings.var, deliveries=wanted.calls))
                for workers in _WEB_WORKERS:
                    measures.extend(measure_chat(settings.database_url, workers=workers))
                measures.extend(measure_idle(settings.database_url))
            database.dispose()
    measures.extend(measure_understanding())
    out.print(table_of(measures, title=f"Comptoir, Python {platform.python_version()}, scale {wanted.scale:g}"))
    return _told_load(out)


def _one_part(wanted: argparse.Namespace, out: Console) -> bool:
    """Measure the one part that was asked for; False where none was."""
    if wanted.words:
        out.print(table_of(measure_understanding(), title="Reading messages"))
        return True
    if not (wanted.rules or wanted.assignment or wanted.webhooks or wanted.chat or wanted.notifications):
        return False
    with database_at_hand(load_settings()) as settings:
        url, calls = str(settings.database_url), wanted.calls
        if wanted.rules:
            out.print(rules_table(calls=4 * calls, more=measure_backtest(url)))
            out.print(sourcing_table(calls=calls))
        if wanted.assignment:
            out.print(table_of(list(measure_assignment(url, calls=calls)), title="Routing and assignment"))
        if wanted.webhooks:
            measures = measure_webhooks(url, var=settings.var, calls=calls)
            measures += measure_outbound(url, var=settings.var, deliveries=calls)
            out.print(table_of(measures, title="Webhooks"))
        if wanted.notifications:
            measures = measure_notifications(url, var=settings.var, messages=wanted.messages)
            out.print(table_of(measures, title="Notifications"))
        if wanted.chat:
            measures = [each for workers in _WEB_WORKERS for each in measure_chat(url, workers=workers)]
            out.print(table_of([*measures, *measure_idle(url)], title="The chat"))
    return True


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1 is 200,000 customers and 1,000,000 orders")
    parser.add_argument("--fresh", action="store_true", help="fill the database anew")
    parser.add_argument("--calls", type=int, default=500, help="how often the overview is asked for")
    parser.add_argument("--rules", action="store_true", help="measure the rules only")
    parser.add_argument("--assignment", action="store_true", help="measure routing and assignment only")
    parser.add_argument("--without-web", action="store_true", help="leave out what needs the web process")
    parser.add_argument("--webhooks", action="store_true", help="measure the webhooks only")
    parser.add_argument("--chat", action="store_true", help="measure the chat and idle sessions only")
    parser.add_argument("--notifications", action="store_true", help="measure the sending of messages only")
    parser.add_argument("--messages", type=int, default=100_000, help="how many stand in the outbox")
    parser.add_argument("--words", action="store_true", help="measure the reading of messages only")
    return parser


def _told_load(out: Console) -> int:
    load = os.getloadavg()[1] / (os.cpu_count() or 1)
    out.print(
        f"Load per core over the last five minutes: {load:.1f}. Near or above 1, the times tell of other work too."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
