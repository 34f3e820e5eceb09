"""The tables of procrastinate, which stand beside ours and are not ours to migrate with Alembic."""

from __future__ import annotations

from importlib import resources

from psycopg import Connection, sql
from sqlalchemy import text

from domain.db.database import Database

_LOCK = 7_340_022  # the same in every process: one works, the others wait
_TABLE = "procrastinate_jobs"
# A claim looks for other jobs with its lock. Theirs is an index on (id, lock), which is read as a whole for that: the
# time to claim a job would grow with the table.
_LOCKS = """
    CREATE INDEX comptoir_jobs_lock ON procrastinate_jobs (lock) WHERE status IN ('todo', 'doing')
"""


class JobSchemaRefused(Exception):
    """The job tables were made by a newer release than this one."""


def prepare_job_tables(database: Database) -> None:
    """Makes the tables, or runs the migrations of procrastinate that have not run; all in one transaction.

    The name of the last one is kept as the comment of its main table.
    """
    available = _migrations()
    with database.engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        driver: Connection = connection.connection.driver_connection  # type: ignore[assignment]
        done = _last_done(driver)
        if done is not None and done > max(available):
            raise JobSchemaRefused(f"The job tables are newer ({done}) than this release of Comptoir knows.")
        if done != max(available):
            for script in _scripts_after(done, available):
                driver.execute(script.encode())
            driver.execute(
                sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(_TABLE), sql.Literal(max(available)))
            )
        if driver.execute("SELECT to_regclass('comptoir_jobs_lock')").fetchone() == (None,):
            driver.execute(_LOCKS)  # only where there is none: asking for an index waits for whoever writes jobs


def _last_done(driver: Connection) -> str | None:
    """None without tables. Tables without our comment were made by procrastinate's own command: taken as newest."""
    found = driver.execute(
        "SELECT to_regclass(%s) IS NOT NULL, obj_description(to_regclass(%s), 'pg_class')", [_TABLE, _TABLE]
    ).fetchone()
    assert found is not None
    return (found[1] or max(_migrations())) if found[0] else None


def _scripts_after(done: str | None, available: dict[str, str]) -> list[str]:
    if done is None:
        return [(resources.files("procrastinate.sql") / "schema.sql").read_text(encoding="utf-8")]
    return [script for name, script in sorted(available.items()) if name > done]


def _migrations() -> dict[str, str]:
    folder = resources.files("procrastinate.sql") / "migrations"
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".sql")}
