"""What the frontend is made of, boiled down to one short text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

_FOLDERS = ("console", "domain", "rules_engine", "notifications", "assets", "locales", "reflex.lock")
_FILES = ("rxconfig.py", "requirements.lock")
_SUFFIXES = {
    *(".py", ".po", ".css", ".js", ".jsx", ".ts", ".tsx", ".json"),
    *(".lock", ".svg", ".png", ".ico", ".woff2"),
}
_WITHOUT_EFFECT = (
    "assets/external/",  # links that the build itself makes
    *("console/adapters/", "console/api/", "console/commands/", "console/frontend/", "console/jobs/"),
    *("console/operations/", "console/postgres/", "console/supervisor/", "console/web/", "console/__main__.py"),
    *("console/lifeline.py", "console/logs.py", "console/say.py", "console/secret_key.py", "console/settings.py"),
    *("console/reflex_environment.py", "console/steps.py", "console/worker.py"),
    *("domain/db/", "domain/ports/", "domain/work/"),
)


def fingerprint_of_inputs(project: Path) -> str:
    """16 hexadecimal digits that change when, and only when, a file that can change the frontend does.

    A Python file counts unless it stands in the list of those that no screen is made of: forgetting to list
    one costs a needless build, never a stale screen.
    """
    digest = hashlib.sha256()
    for path in sorted(_inputs(project)):
        name = path.relative_to(project).as_posix()
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _inputs(project: Path) -> Iterator[Path]:
    yield from (project / name for name in _FILES if (project / name).is_file())
    for folder in _FOLDERS:
        for path in (project / folder).rglob("*"):
            name = path.relative_to(project).as_posix()
            if path.suffix in _SUFFIXES and path.is_file() and not name.startswith(_WITHOUT_EFFECT):
                yield path
