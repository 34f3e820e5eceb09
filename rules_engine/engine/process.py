"""One child process: started with a program, asked with a time limit, ended."""

import importlib.util
import json
import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from rules_engine.compiler.program import Program, position_of

_CHILD: Final = Path(__file__).with_name("child.py")
_PIECE: Final = 1 << 16
_LONGEST_ANSWER: Final = 4 << 20
_KEPT: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # without which some Pythons do not start; no secrets


class ChildFailed(Exception):
    """The child ended, hung or answered nonsense: whoever asked ends it and goes on without it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. `answer`: seconds for one question. `decision`: seconds after which a decision goes on
    without it, restart included. `start`: seconds to start when nobody waits. After `failures` in a row it rests for
    `rest` seconds.
    """

    megabytes: int = 768
    answer: float = 0.25
    decision: float = 0.8
    start: float = 20.0
    failures: int = 3
    rest: float = 5.0


class Child:
    """A running child. Not for two threads at once."""

    def __init__(self, program: Program, limits: Limits) -> None:
        """Start and wait until it holds every ruleset, or raise `ChildFailed`."""
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        command = [sys.executable, "-I", "-S", str(_CHILD), _folder(), str(limits.megabytes), "2"]
        try:
            self._process = subprocess.Popen(  # noqa: S603  (our own file, no shell)
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd="/",
            )
        except OSError as error:
            raise ChildFailed(str(error)) from error
        assert self._process.stdin is not None and self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self._asked = 0
        try:
            held = self._exchange(
                [(shard.ruleset, shard.fields) for shard in program.shards], time.monotonic() + limits.start
            )
            if held != len(program.shards):
                raise ChildFailed("it holds other rulesets")
        except ChildFailed:
            self.end()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, flat: dict[str, Any], shards: tuple[int, ...], *, until: float) -> set[int]:
        """The positions of the clauses that hold, or `ChildFailed`, at the latest at `until` (monotonic)."""
        self._asked += 1
        answer = self._exchange([self._asked, flat, shards], until)
        if not isinstance(answer, list) or len(answer) != 2 or answer[0] != self._asked:
            raise ChildFailed("it answers another question")
        try:
            return {position_of(name) for name in answer[1]}
        except (ValueError, TypeError, AttributeError) as error:
            raise ChildFailed("it names no rule") from error

    def end(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was not written yet has nobody to read it

    def _exchange(self, question: Any, until: float) -> Any:
        left = memoryview(json.dumps(question).encode() + b"\n")
        answer = bytearray()
        try:
            while not answer.endswith(b"\n"):
                readable, writable = self._wait(until, writing=len(left) > 0)
                if writable:
                    left = left[os.write(self._to, left[:_PIECE]) :]
                if readable:
                    piece = os.read(self._from, _PIECE)
                    if not piece or len(answer) > _LONGEST_ANSWER:
                        raise ChildFailed("it ended")
                    answer += piece
            return json.loads(answer)
        except (OSError, ValueError) as error:
            raise ChildFailed(str(error)) from error

    def _wait(self, until: float, *, writing: bool) -> tuple[bool, bool]:
        poll = select.poll()  # select() knows no descriptor above 1,023
        poll.register(self._from, select.POLLIN)
        if writing:
            poll.register(self._to, select.POLLOUT)
        left = until - time.monotonic()
        ready = dict(poll.poll(left * 1000)) if left > 0 else {}  # what comes after the time is up is too late
        if not ready:
            raise ChildFailed("it takes too long")
        return self._from in ready, self._to in ready


@cache
def _folder() -> str:
    """Where the C layer is. It is looked for, not imported: this process shall never hold it."""
    found = importlib.util.find_spec("durable_rules_engine")
    if found is None or found.origin is None:
        raise ChildFailed("durable-rules is not installed")
    return str(Path(found.origin).parent)
