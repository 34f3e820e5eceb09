"""Count what is sent to the database."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from domain.db.database import Database

_FRAME = ("SET TRANSACTION", "SET LOCAL")  # what the unit of work itself sends, whatever it is asked


@dataclass
class Sent:
    """The statements sent while counting, in order."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)


Counting = AbstractContextManager[Sent]


@contextmanager
def queries_of(database: Database) -> Iterator[Sent]:
    """Note every statement that `database` sends, from any thread."""
    sent = Sent()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(_FRAME):
            sent.statements.append(statement)

    engines = (database.engine, database.reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
