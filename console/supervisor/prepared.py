"""Remembers that the embedded database was prepared by these sources, so that the next start need not look again."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import psycopg

from console.settings import PROJECT, Settings

_MIGRATIONS = PROJECT / "domain" / "db" / "migrations" / "versions"
_IDENTITY = """
    SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid FROM pg_database
    WHERE datname = current_database()
"""


def is_prepared(settings: Settings, *, demo: bool) -> bool:
    """Whether this very database has had these very migrations, and the demo world if it is wanted."""
    try:
        noted = json.loads(_note(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    state = _state(settings)
    return noted in ({**state, "demo": True}, {**state, "demo": demo})


def note_prepared(settings: Settings, *, demo: bool) -> None:
    """Called when everything has been done."""
    draft = _note(settings).with_suffix(".draft")
    draft.write_text(json.dumps({**_state(settings), "demo": demo}), encoding="utf-8")
    draft.replace(_note(settings))


def _note(settings: Settings) -> Path:
    return settings.var / "prepared.json"


def _state(settings: Settings) -> dict[str, str]:
    """Read from the database itself, so that a restored or a new one is noticed."""
    with psycopg.connect(settings.database_url or "") as connection:
        identity = connection.execute(_IDENTITY).fetchone()
        migrated = None
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() != (None,):
            migrated = connection.execute("SELECT string_agg(version_num, ',') FROM alembic_version").fetchone()
    return {"database": str(identity), "migrated": str(migrated), "sources": _sources()}


def _sources() -> str:
    digest = hashlib.sha256(version("procrastinate").encode())
    for path in sorted(_MIGRATIONS.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
