"""The connections that one test hands on to the next: statements stay compiled, nothing is dialled anew."""

from typing import Any

from sqlalchemy import URL, event

from domain.db.database import Database


class Pool:
    """One `Database` for all tests of a process, and which server processes its idle connections talk to."""

    def __init__(self, url: URL) -> None:
        self.database = Database(url)
        self._processes: set[int] = set()
        for engine in (self.database.engine, self.database.reader):
            event.listen(engine, "connect", self._note)

    def idle_processes(self) -> set[int]:
        """Those that may be kept. A test that has not given every connection back loses them all."""
        engines = (self.database.engine, self.database.reader)
        if any(engine.pool.checkedout() for engine in engines):  # type: ignore[attr-defined]
            self.database.dispose()
            self._processes.clear()
        return self._processes

    def _note(self, connection: Any, _record: Any) -> None:
        self._processes.add(connection.info.backend_pid)
