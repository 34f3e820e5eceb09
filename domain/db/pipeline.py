"""Several prepared statements sent at once: PostgreSQL answers the next while we take apart the one before.

It is the driver's pipeline with a flush after each statement, so that an answer comes as soon as it is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from domain.db.prepared import Prepared


class Answer:
    """What a statement sent by `Pipeline.ask` gives. Answers come in the order of asking: read them in it."""

    def __init__(self, cursor: "psycopg.Cursor[Any]") -> None:
        self._cursor = cursor

    def all(self) -> list[Any]:
        """Its rows as named tuples, as the driver reads them; waits until they are there."""
        return self._cursor.fetchall()

    def one(self) -> Any:
        """Its only row."""
        (row,) = self._cursor.fetchall()
        return row


class Pipeline:
    """Where statements are asked; made by `pipeline`."""

    def __init__(self, connection: Connection, driver: "psycopg.Connection[Any]") -> None:
        self._connection, self._driver = connection, driver

    def ask(self, statement: Prepared, /, **values: Any) -> Answer:
        """Send `statement` with these values of its parameters, without waiting."""
        sql, known = statement.compiled_for(self._connection)
        cursor = self._driver.cursor(row_factory=namedtuple_row)
        # Whoever counts or times statements on the engine sees these too.
        self._connection.dispatch.before_cursor_execute(self._connection, cursor, sql, known | values, None, False)
        cursor.execute(sql, known | values)
        self._driver.pgconn.send_flush_request()
        return Answer(cursor)


@contextmanager
def pipeline(session: Session) -> Iterator[Pipeline]:
    """Ask on the session's connection. Errors are SQLAlchemy's own, a lost connection said as such."""
    connection = session.connection()
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    try:
        with driver.pipeline():
            yield Pipeline(connection, driver)
    except psycopg.Error as error:
        raise _as_sqlalchemy_says_it(connection, driver, error) from error


def _as_sqlalchemy_says_it(
    connection: Connection, driver: "psycopg.Connection[Any]", error: psycopg.Error
) -> DBAPIError:
    if driver.closed:
        connection.invalidate(error)
        return OperationalError("(pipeline)", None, error, connection_invalidated=True)
    return DBAPIError("(pipeline)", None, error)
