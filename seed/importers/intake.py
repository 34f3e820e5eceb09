"""Take records one by one into batches: counted, refused with their reason, or left because they are there already."""

from collections.abc import Callable, Container, Iterable
from typing import Any, Protocol, TypeVar

from psycopg import Connection

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, DomainError
from seed.history.batch import Batch
from seed.history.writing import write_batch
from seed.importers.outcome import Outcome
from seed.importers.refusals import RefusalReport
from seed.importers.run import Advance

T = TypeVar("T")


class Source(Protocol):
    """A record as it stands in a file."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def raw(self) -> str: ...
    @property
    def refusal(self) -> DomainError | None: ...


class Intake:
    """Writes what is taken in batches of `size` records, each in one transaction, and keeps the counts."""

    def __init__(
        self, connection: Connection[Any], report: RefusalReport, outcome: Outcome, actor: Actor, *, size: int = 500
    ) -> None:
        self.connection = connection
        self.report = report
        self.outcome = outcome
        self.actor = actor
        self.size = size

    def take(
        self,
        kind: str,
        records: Iterable[Source],
        *,
        key_field: str,
        standing: Container[str],
        build: Callable[[Any], T],
        add: Callable[[Batch, list[T]], None],
        advance: Advance,
    ) -> None:
        """Build each record that is not `standing`; a key that comes twice is refused the second time."""
        seen: set[str] = set()
        waiting: list[T] = []
        for record in records:
            self.outcome.read[kind] += 1
            advance(1)
            try:
                _check(record, seen, key_field)
                seen.add(record.key)
                if record.key in standing:
                    self.outcome.standing[kind] += 1
                    continue
                waiting.append(build(record))
            except DomainError as refusal:
                self.report.refuse(kind, refusal, file=record.file, line=record.line, raw=record.raw)
            if len(waiting) == self.size:
                self._write(kind, waiting, add)
        self._write(kind, waiting, add)

    def _write(self, kind: str, waiting: list[T], add: Callable[[Batch, list[T]], None]) -> None:
        batch = Batch(self.actor)
        add(batch, waiting)
        write_batch(self.connection, batch)
        self.outcome.added[kind] += len(waiting)
        waiting.clear()


def _check(record: Source, seen: set[str], key_field: str) -> None:
    if record.refusal:
        raise record.refusal
    if record.key in seen:
        raise Conflict(
            field=key_field,
            code=f"duplicate_{key_field}",
            en=f"“{record.key}” stands in the file more than once; the first was taken.",
            fr=f"« {record.key} » figure plusieurs fois dans le fichier ; le premier a été pris.",
        )
