"""Backup and restore: one file that holds the database and says what made it.

The file is a tar of `manifest.json` and `database.dump` (PostgreSQL's custom format). A restore runs in one
transaction: it replaces everything or, if anything fails, changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg
from alembic.script import ScriptDirectory

from console.postgres.programs import Programs
from domain.db.migrate import alembic_config

_FORMAT = 1
_MANIFEST, _DUMP = "manifest.json", "database.dump"


class BackupRefused(Exception):
    """It cannot be done; the text says why, and that nothing was changed."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself. `migration`: the schema that its data have."""

    format: int
    made_at: str
    comptoir: str
    postgresql: str
    migration: str
    dump_sha256: str


def back_up(*, database_url: str, programs: Programs, path: Path) -> Manifest:
    """Writes the backup to `path`, readable by its owner alone, whole or not at all.

    Taken while the console runs, it holds one consistent moment. Refused when the file exists or the dump fails.
    """
    if path.exists():
        raise BackupRefused(f"{path} exists already; a backup never overwrites another.")
    if not path.parent.is_dir():
        raise BackupRefused(f"There is no folder {path.parent}.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
        dump = Path(folder, _DUMP)
        programs.run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={dump}", database=database_url)
        manifest = _describe(database_url, dump)
        Path(folder, _MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
        draft = Path(folder, "whole")
        _pack(draft, Path(folder, _MANIFEST), dump)
        draft.rename(path)
    return manifest


def restore(*, database_url: str, programs: Programs, path: Path, replace: bool) -> Manifest:
    """Puts the backup into the database, in one transaction.

    Refused, with everything as it was, when the file is damaged, when its data have a schema that this release does
    not know, or when there are tables in the database and `replace` is false.
    """
    with tempfile.TemporaryDirectory(prefix="comptoir-restore-") as folder:
        manifest = _unpack(path, Path(folder))
        _refuse_unknown_schema(manifest)
        if not replace and _has_tables(database_url):
            raise BackupRefused("The database is not empty. To replace everything in it, say --replace.")
        script = Path(folder, "restore.sql")
        programs.run("pg_restore", "--no-owner", "--no-acl", "--no-comments", f"--file={script}", Path(folder, _DUMP))
        programs.run(
            *("psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"),
            *("--output=/dev/null", f"--command={_CLEAR}", f"--file={script}"),
            database=database_url,
        )
    return manifest


_CLEAR = "SET lock_timeout = '60s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def _describe(database_url: str, dump: Path) -> Manifest:
    with psycopg.connect(database_url) as connection:
        migration = "none"
        with suppress(psycopg.errors.UndefinedTable):
            row = connection.execute("SELECT string_agg(version_num, ',') FROM alembic_version").fetchone()
            migration = str(row[0]) if row else "none"
        server = connection.info.server_version
    return Manifest(
        format=_FORMAT,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        comptoir=_own_version(),
        postgresql=str(server // 10000),
        migration=migration,
        dump_sha256=_digest(dump),
    )


def _pack(target: Path, *parts: Path) -> None:
    with tarfile.open(target, "w") as archive:
        for part in parts:
            archive.add(part, arcname=part.name)
    target.chmod(0o600)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _unpack(path: Path, folder: Path) -> Manifest:
    """Checks everything that can be checked without touching the database."""
    try:
        with tarfile.open(path) as archive:
            for name in (_MANIFEST, _DUMP):
                archive.extract(name, folder, filter="data")
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {path}.") from None
    except (OSError, KeyError, ValueError, TypeError, tarfile.TarError):
        raise BackupRefused(f"{path} is not a backup of Comptoir, or it is cut short.") from None
    if manifest.format != _FORMAT:
        raise BackupRefused(f"{path} was made by a newer Comptoir ({manifest.comptoir}); restore it with that one.")
    if _digest(folder / _DUMP) != manifest.dump_sha256:
        raise BackupRefused(f"{path} is damaged: its content is not what was written.")
    return manifest


def _refuse_unknown_schema(manifest: Manifest) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if not set(manifest.migration.split(",")) <= {*known, "none"}:
        raise BackupRefused(
            f"The backup has a schema that this release does not know ({manifest.migration}): "
            f"it was made by a newer Comptoir ({manifest.comptoir})."
        )


def _has_tables(database_url: str) -> bool:
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')").fetchone()
        return found == (True,)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _own_version() -> str:
    try:
        return version("comptoir")
    except PackageNotFoundError:
        return "from source"
