"""Bring a file of a connector: shown what would come of it first, taken only when that is asked for."""

from pathlib import Path
from uuid import UUID

from rich.console import Console
from rich.table import Table

from console.bootstrap import build
from console.connectors.text import text_of
from console.connectors.work import Outcome, look_at, work_off
from console.jobs.schema import prepare_job_tables
from console.settings import Settings
from domain.connectors.queries import ConnectorRow, connectors
from domain.connectors.receive import commit_file, drop_file, keep_file
from domain.kernel.actor import Actor
from domain.kernel.errors import NotFound
from domain.work import Application
from seed.importers.unreadable import UnreadableFile

_IMPORTER = Actor.system("import")


def bring_file(settings: Settings, name: str, path: Path, *, commit: bool, out: Console) -> Outcome:
    """Look at the file at `path` for the connector that is called `name` (or has this id), and print what would come
    of it; with `commit` take it at once and print what came of it.

    What is refused stays with the connector, to be tried again. `NotFound` for a connector that is not there,
    `UnreadableFile` for a file that cannot be opened.
    """
    wired = build(settings)
    prepare_job_tables(wired.database)
    try:
        return _bring(wired.application, name, path, commit=commit, out=out)
    finally:
        wired.database.dispose()


def _bring(application: Application, name: str, path: Path, *, commit: bool, out: Console) -> Outcome:
    found = _connector(application, name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error
    kept: UUID = application.perform(keep_file, _IMPORTER, connector_id=found.id, name=path.name, body=text_of(content))
    if not commit:
        outcome = look_at(application, kept)
        application.perform(drop_file, _IMPORTER, delivery_id=kept)
        _tell(outcome, out, "would be")
        out.print("Nothing was taken. Run it again with --commit to take what can be taken.")
        return outcome
    application.perform(commit_file, _IMPORTER, delivery_id=kept, later=False)
    outcome = work_off(application, kept) or Outcome()
    _tell(outcome, out, "were")
    return outcome


def _connector(application: Application, name: str) -> ConnectorRow:
    for row in application.ask(connectors, _IMPORTER):
        if name in (str(row.id), row.name):
            return row
    raise NotFound.of("connector", "connecteur", name)


def _tell(outcome: Outcome, out: Console, were: str) -> None:
    out.print(
        f"{outcome.records:,} records: {outcome.taken:,} {were} taken, {outcome.unchanged:,} are known already, "
        f"{len(outcome.refused):,} {were} refused."
    )
    if not outcome.refused:
        return
    table = Table("no.", "what", "field", "why")
    for each in outcome.refused:
        table.add_row(str(each.place), f"{each.kind} {each.reference}".strip(), each.field, each.en)
    out.print(table)
