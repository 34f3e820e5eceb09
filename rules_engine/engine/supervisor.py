"""Keep a child for a program: ask it, start it anew when it fails, do without it when that does not help."""

import threading
import time
from collections.abc import Sequence

from rules_engine.compiler.program import Program
from rules_engine.engine.process import Child, ChildFailed, Limits
from rules_engine.facts.check import Ground
from rules_engine.reference.reference import Matching, Reference


class EngineDown(Exception):
    """No answer from the engine in time: the reference answers."""


class Engine:
    """The engine for one document. Threads may share it; it answers one question at a time. `closed`: it was ended
    because it is not needed any more.
    """

    def __init__(self, reference: Reference, program: Program, *, limits: Limits | None = None) -> None:
        self._reference, self._program, self._limits = reference, program, limits or Limits()
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._starting: _Start | None = None
        self._failures = 0
        self._rests_until = 0.0
        self.closed = False

    @property
    def pid(self) -> int | None:
        """The process of the child that runs now."""
        child = self._child
        return child.pid if child else None

    @property
    def starting(self) -> bool:
        """Whether a child is being started, the first one or after one that had answered; not where one after the
        other fails.
        """
        return self._starting is not None and self._failures <= 1

    def start(self) -> None:
        """Start the child and wait for it, or raise `EngineDown`."""
        with self._lock:
            self._ready(time.monotonic() + self._limits.start)

    def close(self) -> None:
        """End the child; questions from now on are answered by `EngineDown`."""
        self.closed = True
        with self._lock:
            starting, self._starting = self._starting, None
            if starting is not None:
                starting.abandon()
            if self._child is not None:
                self._child.end()
                self._child = None

    def matching(self, limits: Limits | None = None) -> Matching:
        """For one decision: says which clauses of a round hold, or raises `EngineDown` once its time is over. `limits`:
        other ones than its own for the time of an answer and a decision.
        """
        within = limits or self._limits
        until = time.monotonic() + within.decision
        return lambda number, ground: self._positions(number, ground, until, within.answer)

    def _positions(self, number: int, ground: Ground, until: float, answer: float) -> Sequence[int]:
        shards = self._program.shards_for(self._reference.rounds[number].candidates(ground))
        if not shards:
            return ()
        flat = self._program.flat(shards, ground)
        if not self._lock.acquire(timeout=max(0.0, until - time.monotonic())):
            raise EngineDown("others are asking")
        try:
            return sorted(self._asked(flat, shards, until, answer))
        finally:
            self._lock.release()

    def _asked(self, flat: dict[str, int | str], shards: tuple[int, ...], until: float, answer: float) -> set[int]:
        """The child's answer; a child that fails is started anew and asked once more."""
        for _ in range(2):
            child = self._ready(until)
            try:
                positions = child.ask(flat, shards, until=min(until, time.monotonic() + answer))
                self._failures = 0
                return positions
            except ChildFailed:
                self._child = None
                child.end()
                self._failed()
        raise EngineDown("it failed twice")

    def _ready(self, until: float) -> Child:
        if self._child is not None:
            return self._child
        if self.closed or time.monotonic() < self._rests_until:
            raise EngineDown("it is not running")
        starting = self._starting = self._starting or _Start(self._program, self._limits)
        starting.thread.join(max(0.0, until - time.monotonic()))
        if starting.thread.is_alive():
            raise EngineDown("it is starting")
        self._starting = None
        if starting.child is None:
            self._failed()
            raise EngineDown("it does not start")
        self._child = starting.child
        return self._child

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= self._limits.failures:
            self._rests_until = time.monotonic() + self._limits.rest


class _Start:
    """A child that is being started; whoever waits may stop waiting."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self.child: Child | None = None
        self._lock = threading.Lock()
        self._abandoned = False
        self.thread = threading.Thread(target=self._run, args=(program, limits), name="rules-engine", daemon=True)
        self.thread.start()

    def abandon(self) -> None:
        """End what was started, or will be."""
        with self._lock:
            self._abandoned = True
            if self.child is not None:
                self.child.end()

    def _run(self, program: Program, limits: Limits) -> None:
        try:
            child = Child(program, limits)
        except ChildFailed:
            return
        with self._lock:
            if self._abandoned:
                child.end()
            else:
                self.child = child
