"""What goes wrong with the rules engines is written down beside the decisions, never in their way."""

import queue
import threading
from typing import Final

import structlog

from domain.alerts.report_engine import report_engine
from domain.kernel.actor import Actor
from domain.work.application import Application
from rules_engine.decisions.health import Trouble
from rules_engine.vocabulary.version_words import version_words

log = structlog.get_logger("rules")

MOST_WAITING: Final = 100
_REPORTER: Final = Actor.system("rules")


class EngineReports:
    """`application` is set once it is there. A thread of its own writes; what is too much is left out."""

    def __init__(self) -> None:
        self.application: Application | None = None
        self._waiting: queue.Queue[Trouble] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def __call__(self, trouble: Trouble) -> None:
        try:
            self._waiting.put_nowait(trouble)
        except queue.Full:
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._write, name="engine-reports", daemon=True)
                self._thread.start()

    def settle(self) -> None:
        """Wait until everything is written."""
        self._waiting.join()

    def _write(self) -> None:
        while True:
            trouble = self._waiting.get()
            try:
                self._report(trouble)
            except Exception:
                log.exception("trouble with the rules engine could not be written down", kind=trouble.kind)
            finally:
                self._waiting.task_done()

    def _report(self, trouble: Trouble) -> None:
        if self.application is not None:
            self.application.perform(
                report_engine,
                _REPORTER,
                kind=trouble.kind,
                family=trouble.family,
                version=trouble.version,
                called=version_words(trouble.version).as_plain(),
                engine=trouble.engine,
                reference=trouble.reference,
            )
