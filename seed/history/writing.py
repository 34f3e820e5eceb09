"""Write a batch with COPY, in one transaction."""

from typing import Any

from psycopg import Connection, Cursor
from psycopg.sql import SQL, Identifier

from seed.history.batch import Batch, Row
from seed.history.columns import COLUMNS

_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint + (SELECT value FROM feed_offset), clock_timestamp()"


def write_batch(connection: Connection[Any], batch: Batch) -> None:
    """Write every row of `batch` and commit; after a failure nothing of it stands."""
    with connection.transaction(), connection.cursor() as cursor:
        write_words(cursor, batch.words)
        moment = cursor.execute(_TRANSACTION).fetchone()
        assert moment is not None
        for table, rows in batch.rows.items():
            if rows:
                copy_rows(cursor, table, rows, moment if table == "events" else ())


def copy_rows(cursor: Cursor[Any], table: str, rows: list[Row], tail: Row = ()) -> None:
    """COPY `rows` into `table`; `tail` is put behind each row."""
    names = SQL(", ").join(map(Identifier, COLUMNS[table]))
    with cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), names)) as copy:
        for row in rows:
            copy.write_row(row + tail if tail else row)


def write_words(cursor: Cursor[Any], words: set[str]) -> None:
    """Add the words that the dictionary does not have yet, in order, so that two writers never deadlock."""
    if words:
        cursor.execute(
            "INSERT INTO search_words (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [sorted(words)]
        )
