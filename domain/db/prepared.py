"""Statements that are compiled once.

SQLAlchemy finds a compiled statement again by walking through it; for the large ones that screens read with, the walk
costs more than PostgreSQL's answer.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import CursorResult, Dialect, Select
from sqlalchemy.orm import Session


class Prepared:
    """A select of plain columns, compiled when it is first run. What changes from run to run is a `bindparam`."""

    def __init__(self, build: Callable[[], Select[*tuple[Any, ...]]]) -> None:
        self._build = build
        self._sql = ""
        self._constants: dict[str, Any] = {}

    def run(self, session: Session, /, **values: Any) -> CursorResult[*tuple[Any, ...]]:
        """The rows for these values of its parameters, as the driver reads them (it knows every type that we keep)."""
        connection = session.connection()
        if not self._sql:
            self._compile(connection.dialect)
        return connection.exec_driver_sql(self._sql, self._constants | values)

    def _compile(self, dialect: Dialect) -> None:
        compiled = self._build().compile(dialect=dialect)
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}
        self._sql = str(compiled)
