"""The private PostgreSQL under `var/postgres`, used when no DATABASE_URL is set. Its programs come in a wheel.

Every process that uses it holds a share (a lock that the kernel drops if the process is killed); the last one
to let go stops the server, or the keeper does if that one was killed. So the console, a seed run and a backup can use
it at once, and none leaves it running.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import locale
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from console.postgres import keeper
from console.postgres.account import Account, account_for
from console.postgres.binaries import binaries_for
from console.postgres.options import server_options
from console.say import say as say_aloud
from console.settings import Settings, socket_url

DATABASE = "comptoir"
_SUPERUSER = "postgres"
_SOCKET_FOLDER = re.compile(r"[A-Za-z0-9/._-]{1,80}")  # the kernel allows 107 bytes; spaces confuse clients
_LONGEST_LOG = 20_000_000  # bytes


class PostgresFailed(Exception):
    """The embedded PostgreSQL cannot be used; the text says why and what to do."""


@contextmanager
def database_at_hand(settings: Settings, *, say: Callable[[str], None] = say_aloud) -> Iterator[Settings]:
    """The settings with a `database_url` that answers: the operator's own, or the embedded one.

    The embedded one is started if need be, and stopped at the end if nobody else uses it. Starting
    takes about 1 s the first time and 0.2 s after. Refused with `PostgresFailed`.
    """
    if not settings.embedded:
        yield settings
        return
    server = _server(settings.var / "postgres", say)
    with server.shared():
        yield settings.model_copy(update={"database_url": server.url(DATABASE)})


@dataclass(frozen=True)
class Server:
    """One data folder and what is needed to run PostgreSQL on it."""

    home: Path
    binaries: Path
    account: Account
    sockets: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    def url(self, database: str) -> str:
        """The address of one database of this server, on its Unix socket."""
        return socket_url(folder=self.sockets, user=_SUPERUSER, database=database)

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Runs the server while at least one process is inside.

        The share in `alarm.lock` is dropped last: it wakes the keeper, which must find everything done already.
        """
        with (self.home / "alarm.lock").open("w") as alarm, (self.home / "in-use.lock").open("w") as share:
            with self._alone():
                fcntl.flock(alarm, fcntl.LOCK_SH)
                fcntl.flock(share, fcntl.LOCK_SH)
            try:
                with self._alone():
                    self._start_if_stopped()
                self._have_it_kept()
                yield
            finally:
                with self._alone():
                    fcntl.flock(share, fcntl.LOCK_UN)
                    self._stop_if_unused()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home / "start.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _start_if_stopped(self) -> None:
        if self._answers():
            return
        if not self.data.exists():
            self._make_data()
        self._refuse_other_version()
        self._write_options()
        self._run("pg_ctl", "start", "-D", self.data, "-l", self._log(), "-w", "-t", "60", "-s")
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _stop_if_unused(self) -> None:
        """Only users hold `in-use.lock` here: the keeper tries it under the lock that we hold."""
        with (self.home / "in-use.lock").open("w") as everyone:
            try:
                fcntl.flock(everyone, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if (self.data / "postmaster.pid").exists():
                self._run(*self._stopping())
            if self.sockets.parent != self.home:
                self.account.remove(self.sockets)

    def _stopping(self) -> list[str]:
        return ["pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "-s"]

    def _have_it_kept(self) -> None:
        """Starts the process that stops the server if we and all others are killed; it leaves if there is one."""
        program, *arguments = self._stopping()
        stop = json.dumps([str(self.binaries / program), *arguments])
        options = json.dumps(self.account.subprocess_options())
        subprocess.run(  # noqa: S603  (our own script; it goes on in a process of its own)
            [sys.executable, "-ISE", keeper.__file__, self.home, stop, options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            check=True,
            start_new_session=True,
        )

    def _answers(self) -> bool:
        if not (self.data / "postmaster.pid").exists():
            return False
        try:
            psycopg.connect(self.url(DATABASE), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_data(self) -> None:
        """Into a draft folder that is renamed when it is whole: a killed start leaves nothing half-made."""
        draft = self.home / "data.draft"
        self.account.remove(draft)
        self.account.make_folder(draft)
        self._run(
            *("initdb", "-D", draft, "-U", _SUPERUSER, "--auth=trust", "--no-instructions"),
            *("--encoding=UTF8", "--locale=C", f"--lc-ctype={_character_types()}"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        with (draft / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'comptoir.conf'\n")
        draft.rename(self.data)

    def _refuse_other_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = subprocess.check_output([self.binaries / "postgres", "--version"], text=True).strip()  # noqa: S603
        if f" {made_by}." not in ours:
            raise PostgresFailed(
                f"{self.data} was made by PostgreSQL {made_by}, but this release brings {ours}. Back it up with the "
                "release that made it, move the folder away, and restore the backup with this one."
            )

    def _write_options(self) -> None:
        path = self.data / "comptoir.conf"
        path.write_text(server_options(sockets=self.sockets), encoding="utf-8")
        self.account.own(path)

    def _log(self) -> Path:
        log = self.home / "log"
        if log.exists() and log.stat().st_size > _LONGEST_LOG:
            log.replace(self.home / "log.1")
        log.touch()
        self.account.own(log)
        return log

    def _run(self, program: str, *arguments: str | Path) -> None:
        with tempfile.TemporaryFile("w+", errors="replace") as output:  # the server would hold a pipe open
            finished = subprocess.run(  # noqa: S603  (our own programs)
                [self.binaries / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                check=False,
                **self.account.subprocess_options(),
            )
            if finished.returncode != 0:
                output.seek(0)
                why = output.read().strip()
                raise PostgresFailed(f"{program} failed: {why}\nMore may stand in {self.home / 'log'}.")


def _character_types() -> str:
    """What pg_trgm asks whether é is a letter: C.UTF-8 where the system has it."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
        return "C.UTF-8"
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _server(home: Path, say: Callable[[str], None]) -> Server:
    home.mkdir(parents=True, exist_ok=True)
    account = account_for(home / "data")
    binaries = binaries_for(home=home, account=account)
    account.open_way_to(home, say)
    account.own(home)
    sockets = home / "socket" if _SOCKET_FOLDER.fullmatch(str(home)) else _plain_folder(home)
    account.make_folder(sockets)
    return Server(home=home, binaries=binaries, account=account, sockets=sockets)


def _plain_folder(home: Path) -> Path:
    """Elsewhere for the socket, when the name of `var` is too long or too odd; its mode keeps others out."""
    return Path(tempfile.gettempdir()) / f"comptoir-{hashlib.sha256(str(home).encode()).hexdigest()[:12]}"
