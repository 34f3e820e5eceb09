"""The reset leaves nothing behind: this is what the isolation of every other test rests on."""

import psycopg
import pytest
from sqlalchemy import URL

from tests.support.databases import copy_of_template
from tests.support.reset import Resettable
from tests.support.server import connect

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SEQUENCES = "SELECT sequencename, start_value, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"


def contents(url: URL) -> dict[str, object]:
    """Every row of every table, and where every sequence stands."""
    with connect(url) as connection:
        tables = [str(name) for (name,) in connection.execute(_TABLES).fetchall()]
        rows = {name: sorted(map(str, connection.execute(f'SELECT * FROM "{name}"').fetchall())) for name in tables}
        return {**rows, "sequences": connection.execute(_SEQUENCES).fetchall()}


def test_a_reset_database_is_like_a_new_copy(postgres: URL) -> None:
    with copy_of_template(postgres) as url:
        first = contents(url)
        resettable = Resettable(url)
        with connect(url) as connection:
            for table in first.keys() - {"sequences"}:
                fill(connection, table)
            connection.execute("DELETE FROM roles")
            assert contents(url) != first
        resettable.reset()
        assert contents(url) == first
        resettable.close()


def test_a_reset_cuts_what_a_test_left_open(postgres: URL) -> None:
    with copy_of_template(postgres) as url:
        resettable = Resettable(url)
        forgotten = connect(url)
        forgotten.execute("BEGIN; LOCK TABLE roles")
        resettable.reset()
        resettable.close()
        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("SELECT 1")
        forgotten.close()


def fill(connection: object, table: str) -> None:
    """One row in `table`, whatever its columns: constraints and references do not matter here."""
    columns = connection.execute(
        "SELECT attname, format_type(atttypid, NULL), attnotnull FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attidentity <> 'a' AND attgenerated = ''",
        [table],
    ).fetchall()
    constraints = connection.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f')", [table]
    ).fetchall()
    for (name,) in constraints:
        connection.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    names = ", ".join(f'"{name}"' for name, _, _ in columns)
    values = ", ".join(VALUES.get(kind, "DEFAULT") for _, kind, _ in columns)
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({values})')


VALUES = {
    "uuid": "gen_random_uuid()",
    "text": "gen_random_uuid()::text",
    "character varying": "left(gen_random_uuid()::text, 8)",
    "bigint": "7",
    "integer": "7",
    "double precision": "0.5",
    "boolean": "true",
    "jsonb": "'{}'",
    "bytea": "'x'",
    "date": "now()",
    "timestamp with time zone": "now()",
    "time without time zone": "'10:00'",
}
