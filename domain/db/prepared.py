"""Statements that are compiled once.

SQLAlchemy finds a compiled statement again by walking through it; for the large ones that screens read with, the walk
costs more than PostgreSQL's answer.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, TextClause
from sqlalchemy.orm import Session


class Prepared:
    """A select of plain columns, or a text, compiled when it is first run; what changes then is a `bindparam`."""

    def __init__(self, build: Callable[[], Select[*tuple[Any, ...]] | TextClause]) -> None:
        self._build = build
        self._sql = ""
        self._constants: dict[str, Any] = {}

    def run(self, session: Session, /, **values: Any) -> CursorResult[*tuple[Any, ...]]:
        """The rows for these values of its parameters, as the driver reads them (it knows every type that we keep)."""
        connection = session.connection()
        sql, constants = self.compiled_for(connection)
        return connection.exec_driver_sql(sql, constants | values)

    def compiled_for(self, connection: Connection) -> tuple[str, dict[str, Any]]:
        """The statement as the driver takes it, and the parameters that are always the same."""
        if not self._sql:
            compiled = self._build().compile(dialect=connection.dialect)
            self._constants = {name: value for name, value in compiled.params.items() if value is not None}
            self._sql = str(compiled)
        return self._sql, self._constants
