"""The migrations make exactly the schema that the models describe, and can be taken back."""

import re
from typing import Any

from alembic import command
from sqlalchemy import URL, CheckConstraint, text

from domain.db.base import Base
from domain.db.database import Database
from domain.db.migrate import alembic_config, is_current, migrate
from tests.support.databases import empty_database

_COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
    " WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY 1, 2"
)
_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
_CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND contype <> 'n' ORDER BY 1, 2"
)
_SEQUENCES = "SELECT sequencename, start_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"


def test_models_and_migrations_agree(database: Database) -> None:
    assert is_current(database)
    with database.engine.connect() as connection:
        command.check(alembic_config(connection))


def test_down_and_up_again_gives_the_same_schema(postgres: URL) -> None:
    with empty_database(postgres) as url:
        database = Database(url)
        migrate(database)
        first = schema_of(database)
        with database.engine.connect() as connection:
            command.downgrade(alembic_config(connection), "base")
            connection.commit()
        assert schema_of(database)["columns"] == []
        assert schema_of(database)["sequences"] == []
        assert not is_current(database)
        migrate(database)
        assert schema_of(database) == first
        assert is_current(database)
        database.dispose()


def test_every_check_of_the_models_is_in_the_database(database: Database) -> None:
    """Alembic does not compare them: the values that a column may have are compared here, and the names."""
    found = {(table, name): values_in(definition) for table, name, definition in schema_of(database)["constraints"]}
    for table in Base.metadata.tables.values():
        for check in (each for each in table.constraints if isinstance(each, CheckConstraint)):
            name = f"ck_{table.name}_{str(check.name).removeprefix(f'ck_{table.name}_')}"
            assert found.get((table.name, name)) == values_in(str(check.sqltext)), f"{name} of {table.name}"


def values_in(condition: str) -> set[str]:
    return set(re.findall(r"'(\w+)'", condition))


def schema_of(database: Database) -> dict[str, list[Any]]:
    queries = {"columns": _COLUMNS, "indexes": _INDEXES, "constraints": _CONSTRAINTS, "sequences": _SEQUENCES}
    with database.engine.connect() as connection:
        return {name: [tuple(row) for row in connection.execute(text(query))] for name, query in queries.items()}
