"""The web process, the worker and the local stand-ins for vendors, kept alive until someone asks to stop."""

from __future__ import annotations

import contextlib
import queue
import sys
import time
from collections.abc import Sequence

from console.say import say
from console.settings import PROJECT, Settings
from console.supervisor.checks import CannotRun
from console.supervisor.child import Child
from console.supervisor.gateway import local_gateway
from console.supervisor.greeting import answers, greeting
from console.supervisor.mail import local_mail
from console.supervisor.telephone import local_twilio

_STOP_SECONDS = 10.0
_READY_SECONDS = 120.0
_LOOK_EVERY = 0.1


class Family:
    """Starts all, restarts whichever ends, and stops all on the way out, whatever the way out is."""

    def __init__(self, settings: Settings, *, started: float) -> None:
        self._settings = settings
        self._started = started
        self._ended: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self._due: dict[Child, float] = {}  # when to start it again, in monotonic seconds
        self._with_prefix = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
        self._gateway = local_gateway(settings)
        self._mail = local_mail(settings)
        self._telephone = local_twilio(settings)
        self._web = self._child("web", [sys.executable, "-m", "console", "web"])
        self._children = [self._web, self._child("worker", [sys.executable, "-m", "console", "worker"])]
        if self._mail:
            self._children.append(self._child("mail", self._mail.command))
        if self._gateway:
            self._children.append(self._child("gateway", self._gateway.command))
        if self._telephone:
            self._children.append(self._child("phone", self._telephone.command))

    def keep_up(self) -> None:
        """Returns only by an exception: `StopRequested`, or `CannotRun` when the web process never answered."""
        try:
            for child in self._children:
                child.start()
            self._wait_until_ready()
            say(greeting(self._settings, seconds=time.monotonic() - self._started))
            if self._telephone:
                say(f"To play a customer who calls or sends an SMS:  {self._telephone.page}\n")
            while True:
                self._restart_what_is_due()
        finally:
            self._stop()

    def _child(self, name: str, command: Sequence[str]) -> Child:
        log_format = {"LOG_FORMAT": "text" if self._with_prefix else "json"}
        return Child(
            name=name,
            command=command,
            folder=PROJECT,
            environment=log_format | self._local_environment(),
            on_line=self._show,
            on_end=self._ended.put,
        )

    def _local_environment(self) -> dict[str, str]:
        """Where the stand-ins of this machine are found."""
        mail = self._mail.environment if self._mail else {}
        telephone = self._telephone.environment if self._telephone else {}
        return mail | telephone | (self._gateway.environment if self._gateway else {})

    def _show(self, name: str, line: str) -> None:
        sys.stderr.write(f"{name:7} | {line}\n" if self._with_prefix else f"{line}\n")
        sys.stderr.flush()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while not answers(self._settings):
            self._refuse_dead_web()
            if time.monotonic() > deadline:
                raise CannotRun(f"The web process did not answer within {_READY_SECONDS:.0f} s.")
            time.sleep(_LOOK_EVERY)

    def _refuse_dead_web(self) -> None:
        if self._web.exit_code is not None:
            raise CannotRun(f"The web process ended at once (exit code {self._web.exit_code}). Why stands above.")

    def _restart_what_is_due(self) -> None:
        """Waits for the next thing to happen. In the main thread: on Linux a child ends with the thread it is of."""
        now = time.monotonic()
        for child in [child for child, due in self._due.items() if due <= now]:
            del self._due[child]
            child.start()
        with contextlib.suppress(queue.Empty):
            ended = self._ended.get(timeout=max(0.0, min(self._due.values()) - now) if self._due else None)
            pause = ended.next_pause()
            say(f"The {ended.name} process ended (exit code {ended.exit_code}); starting it again in {pause:g} s.")
            self._due[ended] = time.monotonic() + pause

    def _stop(self) -> None:
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.stop_by(deadline)
