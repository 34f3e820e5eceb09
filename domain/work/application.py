"""The two verbs. `perform` changes the domain in one transaction; `ask` reads it; `preview` performs and rolls back."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from domain.db.database import Database
from domain.events.append import append_events
from domain.events.event import Event, Stream
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor
from domain.kernel.clock import Clock, SystemClock
from domain.kernel.errors import ApprovalNeeded, Busy, DomainError
from domain.ports.jobs import Deferred, Jobs, NoJobs
from domain.ports.ports import Ports
from domain.work.unit import Unit

P = ParamSpec("P")
R = TypeVar("R")

# Serialisation failure, deadlock; and a key that somebody took between our look and our write: looking again finds it.
_RETRIED = {"40001", "40P01", "23505"}
_LOCK_TIMEOUT = "55P03"
_TRIES = 5


@dataclass(frozen=True)
class Preview(Generic[R]):
    """What would have happened: the use case's own result, the events it recorded and the jobs it asked for."""

    result: R
    events: Sequence[Event]
    deferred: Sequence[Deferred]


class Application:
    """The domain as the entrances see it. Safe to share between threads; one per process."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock | None = None,
        jobs: Jobs | None = None,
        subscriptions: Subscriptions | None = None,
        ports: Ports | None = None,
    ) -> None:
        self.database = database
        self.ports = ports or Ports()
        self.clock = clock or SystemClock()
        self.jobs = jobs or NoJobs()
        self.subscriptions = subscriptions or Subscriptions()

    def perform(
        self,
        use_case: Callable[Concatenate[Unit, P], R],
        /,
        actor: Actor,
        cause: str = "",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `use_case` in one transaction and commit; retry serialisation failures, deadlocks and taken keys.

        A refusal (`DomainError`) leaves nothing behind; if it is an audited one, the refusal itself is recorded in
        a transaction of its own. What passes a limit is refused with `ApprovalNeeded`; `approvals.act` asks instead.
        """
        with self._remembering_refusals(use_case, actor):
            return self._retrying(lambda: self._commit(use_case, actor, cause, args, kwargs))

    def ask(self, query: Callable[Concatenate[Unit, P], R], /, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `query`, which may only read. Tried again when the connection turns out to be lost."""

        def read() -> R:
            with self.database.reading() as session:
                return query(self._unit(session, actor, cause=""), *args, **kwargs)

        return self._retrying(read, lost_connections=True)

    def preview(
        self, use_case: Callable[Concatenate[Unit, P], R], /, actor: Actor, *args: P.args, **kwargs: P.kwargs
    ) -> Preview[R]:
        """Run `use_case` and roll everything back. Waits at most half a second for a lock, then refuses (`Busy`).

        Audited refusals are recorded, as `perform` does.
        """
        with self._remembering_refusals(use_case, actor), self.database.session() as session:
            session.execute(text("SET LOCAL lock_timeout = '500ms'"))
            unit = self._unit(session, actor, cause="", previewing=True)
            try:
                result = use_case(unit, *args, **kwargs)
                session.flush()
            except DBAPIError as error:
                raise _busy() if _sqlstate(error) == _LOCK_TIMEOUT else error from error
            finally:
                session.rollback()
            return Preview(result=result, events=tuple(unit.events), deferred=tuple(self._jobs_of(unit)))

    def _commit(
        self,
        use_case: Callable[..., R],
        actor: Actor,
        cause: str,
        args: Sequence[Any],
        kwargs: dict[str, Any],
    ) -> R:
        with self.database.session() as session:
            unit = self._unit(session, actor, cause)
            result = use_case(unit, *args, **kwargs)
            if unit.needs and unit.granted_by is None:
                raise ApprovalNeeded.of(unit.needs)
            self._finish(unit)
            session.commit()
            return result

    def _finish(self, unit: Unit) -> None:
        """Chain and announce the events, then queue the jobs, all on the connection of the transaction."""
        unit.session.flush()
        append_events(unit.session, unit.events)
        deferred = self._jobs_of(unit)
        if deferred:
            self.jobs.defer(deferred, connection=unit.session.connection().connection.driver_connection)

    def _jobs_of(self, unit: Unit) -> list[Deferred]:
        return [*unit.deferred, *self.subscriptions.jobs_for(unit.events)]

    @contextmanager
    def _remembering_refusals(self, use_case: Callable[..., Any], actor: Actor) -> Iterator[None]:
        try:
            yield
        except DomainError as refusal:
            if refusal.audited:
                self._remember_refusal(use_case, actor, refusal)
            raise

    def _remember_refusal(self, use_case: Callable[..., Any], actor: Actor, refusal: DomainError) -> None:
        with self.database.session() as session:
            unit = self._unit(session, actor, cause="")
            unit.record(
                "attempt.refused",
                stream=Stream.of_actor(actor),
                data={"attempt": _name_of(use_case), "code": refusal.code, "details": refusal.details},
            )
            append_events(session, unit.events)
            session.commit()

    def _unit(self, session: Session, actor: Actor, cause: str, *, previewing: bool = False) -> Unit:
        return Unit(
            session=session,
            actor=actor,
            clock=self.clock,
            jobs=self.jobs,
            cause=cause,
            previewing=previewing,
            ports=self.ports,
        )

    def _retrying(self, attempt: Callable[[], R], *, lost_connections: bool = False) -> R:
        for number in range(1, _TRIES):
            try:
                return attempt()
            except DBAPIError as error:
                lost = lost_connections and error.connection_invalidated
                if not lost and _sqlstate(error) not in _RETRIED:
                    raise
                time.sleep(random.uniform(0, 0.02 * 2**number))
        return attempt()


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _name_of(use_case: Callable[..., Any]) -> str:
    return f"{getattr(use_case, '__module__', '?')}.{getattr(use_case, '__name__', '?')}"


def _busy() -> Busy:
    return Busy(
        code="busy",
        en="Someone is changing this right now. Try again in a moment.",
        fr="Quelqu’un est en train de le modifier. Réessayez dans un instant.",
    )
