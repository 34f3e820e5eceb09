"""PostgreSQL refuses to run as root: then another account runs it, and must be able to reach its files."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NEW_ACCOUNT = "comptoir-postgres"
_KNOWN_ACCOUNTS = (_NEW_ACCOUNT, "postgres", "embedded_postgres")
_LAST_RESORT = "nobody"


@dataclass(frozen=True)
class Account:
    """Who runs the server: ourselves (`other` is None), or the account `other`."""

    other: pwd.struct_passwd | None

    def subprocess_options(self) -> dict[str, Any]:
        """What `subprocess.run` needs to run a program as this account."""
        if self.other is None:
            return {}
        return {"user": self.other.pw_uid, "group": self.other.pw_gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Gives the file or folder to this account."""
        if self.other is not None:
            os.chown(path, self.other.pw_uid, self.other.pw_gid)

    def make_folder(self, path: Path) -> None:
        """A folder for this account alone (mode 0700). Refused when it exists and is someone else's."""
        path.mkdir(mode=0o700, exist_ok=True)
        if path.is_symlink() or path.stat().st_uid not in (os.geteuid(), self._uid()):
            raise PermissionError(f"{path} belongs to someone else.")
        path.chmod(0o700)
        self.own(path)

    def remove(self, path: Path) -> None:
        """Removes the folder with all that is in it, if it is there."""
        if path.exists():
            shutil.rmtree(path)

    def open_way_to(self, path: Path, say: Callable[[str], None]) -> None:
        """Lets others pass through (not list) the closed folders above `path`, and says so before."""
        closed = list(self.closed_folders_above(path))
        if not closed:
            return
        names = ", ".join(str(folder) for folder in closed)
        say(
            f"Warning: PostgreSQL may not run as root, so the account {self._name()} runs it and must pass through "
            f"{names}: from now on other accounts can pass through too (not list what is there). "
            "To avoid that, keep the data in another place: VAR=/var/lib/comptoir make run."
        )
        for folder in closed:
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)

    def closed_folders_above(self, path: Path) -> Iterator[Path]:
        """The folders on the way to `path` that this account may not pass through."""
        if self.other is not None:
            for folder in reversed(path.parents):
                status = folder.stat()
                if not status.st_mode & stat.S_IXOTH and status.st_uid != self.other.pw_uid:
                    yield folder

    def _name(self) -> str:
        return self.other.pw_name if self.other else ""

    def _uid(self) -> int:
        return self.other.pw_uid if self.other else os.geteuid()


def account_for(data: Path) -> Account:
    """Ourselves, unless we are root: then the account that owns `data`, or a known one, or a new one."""
    if os.geteuid() != 0:
        return Account(other=None)
    if data.exists():
        return Account(other=pwd.getpwuid(data.stat().st_uid))
    return Account(other=_known_account() or _made_account() or pwd.getpwnam(_LAST_RESORT))


def _known_account() -> pwd.struct_passwd | None:
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next((names[name] for name in _KNOWN_ACCOUNTS if name in names), None)


def _made_account() -> pwd.struct_passwd | None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", _NEW_ACCOUNT]
    if shutil.which("useradd") is None and shutil.which("adduser") is not None:
        command = ["adduser", "-S", "-D", "-H", "-s", "/bin/false", _NEW_ACCOUNT]
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        return pwd.getpwnam(_NEW_ACCOUNT)
    except (OSError, subprocess.CalledProcessError, KeyError):
        return None
