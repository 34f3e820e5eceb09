"""`python -m seed`: fill a database with the demo world, with real data sets, or with a load for measuring."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from console.postgres import PostgresFailed, database_at_hand
from console.settings import Settings, SettingsRefused, load_settings
from domain.db.database import Database
from domain.db.migrate import migrate
from domain.kernel.errors import DomainError
from seed.demo.run import tell_demo
from seed.importers.command import import_data_set
from seed.importers.connector_file import bring_file
from seed.importers.unreadable import UnreadableFile
from seed.load.run import generate_load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command on the database at hand, brought to the newest schema first. 0, or 2 after a refusal."""
    wanted = _parser().parse_args(arguments)
    out, complaints = Console(), Console(stderr=True)
    try:
        with _ready() as settings:
            _run(wanted, settings, out)
    except (SettingsRefused, PostgresFailed, UnreadableFile, DomainError) as refusal:
        complaints.print(str(refusal), soft_wrap=True, markup=False)
        return 2
    except (psycopg.Error, SQLAlchemyError) as error:
        complaints.print(f"The database refused or went away: {error}", soft_wrap=True, markup=False)
        complaints.print("What was written before stands; run the same command again to go on.")
        return 1
    except KeyboardInterrupt:
        complaints.print("Stopped. What was written before stands; run the same command again to go on.")
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m seed", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="tell the demo world, once")
    imported = commands.add_parser("import", help="bring in a real data set").add_subparsers(dest="set", required=True)
    tau = imported.add_parser("tau-retail", help="customers, products and orders as JSON")
    tau.add_argument("path", type=Path, help="the folder with users.json, products.json and orders.json")
    tau.add_argument("--as-of", type=date.fromisoformat, default=None, help="the day that dates lead up to (today)")
    shop = imported.add_parser("online-retail", help="order lines of a shop as CSV, or CSV.XZ")
    shop.add_argument("path", type=Path, help="the file")
    sent = imported.add_parser("connector", help="a file of a connector: shown first, taken with --commit")
    sent.add_argument("name", help="what the connector is called, or its id")
    sent.add_argument("path", type=Path, help="the file: JSON or CSV, as its format is")
    sent.add_argument("--commit", action="store_true", help="take what can be taken")
    for parser_of_set in (tau, shop):
        parser_of_set.add_argument("--report", type=Path, default=None, help="where refused records are kept")
    load = commands.add_parser("load", help="generate customers and orders in bulk, for measuring")
    load.add_argument("--customers", type=_count, default=200_000)
    load.add_argument("--orders", type=_count, default=1_000_000)
    load.add_argument("--processes", type=_count, default=None, help="how many write at once (one per core)")
    return parser


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 100_000_000:
        raise argparse.ArgumentTypeError("must be a number from 1 to 100,000,000")
    return count


@contextmanager
def _ready() -> Iterator[Settings]:
    with database_at_hand(load_settings()) as settings:
        database = Database(settings.sqlalchemy_url)
        try:
            migrate(database)
        finally:
            database.dispose()
        yield settings


def _run(wanted: argparse.Namespace, settings: Settings, out: Console) -> None:
    assert settings.database_url is not None
    if wanted.command == "import" and wanted.set == "connector":
        bring_file(settings, wanted.name, wanted.path, commit=wanted.commit, out=out)
    elif wanted.command == "import":
        import_data_set(
            wanted.set,
            wanted.path,
            url=settings.database_url,
            report=wanted.report or settings.var / "imports" / f"{wanted.set}-refused.jsonl",
            as_of=getattr(wanted, "as_of", None),
            out=out,
        )
    elif wanted.command == "load":
        generate_load(
            settings.database_url,
            customers=wanted.customers,
            orders=wanted.orders,
            processes=wanted.processes,
            out=out,
        )
    else:
        tell_demo(settings, out=out)


if __name__ == "__main__":
    sys.exit(main())
