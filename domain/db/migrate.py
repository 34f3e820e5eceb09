"""Bring a database to the newest schema, and tell whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from domain.db.database import Database

_LOCK = 7_340_021  # any number, the same in every process: one migrates, the others wait


def migrate(database: Database, *, to: str = "head") -> None:
    """Run every migration that has not run. Several processes may call it at once; one works, the others wait."""
    with database.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.execute(text("SET statement_timeout = 0"))
        connection.commit()
        try:
            command.upgrade(alembic_config(connection), to)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.execute(text("RESET statement_timeout"))
            connection.commit()


def is_current(database: Database) -> bool:
    """True when no migration is waiting."""
    with database.engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    return set(heads) == set(ScriptDirectory.from_config(alembic_config()).get_heads())


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, bound to `connection` if there is one."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
