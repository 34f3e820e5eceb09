"""What is installed is named by version and hash, never by where it comes from."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.server import CHECKOUT

_REGISTRIES = (
    "py" + "pi",
    "python" + "hosted",
    "npm" + "js",
    "yarn" + "pkg",
    "conda",
    "artifactory",
    "nexus",
    "regis" + "try",
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>)]*(?:" + "|".join(_REGISTRIES) + r")", re.IGNORECASE)
_OUTSIDE = {
    ".venv",
    "var",
    ".git",
    "node_modules",
    ".web",
    ".ruff_cache",
    ".mypy_cache",
    ".pytest_cache",
    "__pycache__",
}
_OPAQUE = {".png", ".jpg", ".ico", ".woff2", ".mo", ".pyc", ".xz", ".gz"}


def test_no_file_names_a_registry() -> None:
    named = [
        f"{path.relative_to(CHECKOUT)}: {found[0]}"
        for path in project_files()
        for found in [_ADDRESS.search(path.read_text(encoding="utf-8", errors="replace"))]
        if found
    ]
    assert named == []


def test_every_locked_requirement_has_a_hash() -> None:
    for lock in sorted(CHECKOUT.glob("requirements*.lock")):
        lines = lock.read_text(encoding="utf-8").splitlines()
        pinned = [i for i, line in enumerate(lines) if re.match(r"^[a-z0-9][\w.\[\]-]*==", line, re.IGNORECASE)]
        assert pinned, lock.name
        assert [lines[i] for i in pinned if "--hash=" not in lines[i + 1]] == []


def project_files() -> Iterator[Path]:
    for top in sorted(CHECKOUT.iterdir()):
        if top.name in _OUTSIDE:
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and path.suffix not in _OPAQUE and not _OUTSIDE & set(path.parts):
                yield path
