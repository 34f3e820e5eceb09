"""Turns what Reflex has bundled into a folder that can be served anywhere."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
from pathlib import Path

SCRIPT_HASHES = "script-hashes.json"

_SERVED = ("build/client", "backend", "routes.json")
_ADDRESS = re.compile(r"""[`"'](http|ws)://localhost:\d+(/[^`"']*)[`"']""")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def assemble_release(*, work: Path, releases: Path, name: str) -> Path:
    """Copies the finished parts of `work` to `releases/name` and makes them independent of host and port.

    The folder appears whole or not at all. Refused (`ValueError`) when the bundle is not what is expected.
    """
    release, draft = releases / name, releases / f"draft.{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    for part in _SERVED:
        _copy(work / part, draft / part)
    _use_own_address(draft / "build" / "client")
    hashes = sorted(_hashes_of_inline_scripts(draft / "build" / "client"))
    (draft / SCRIPT_HASHES).write_text(json.dumps(hashes), encoding="utf-8")
    shutil.rmtree(release, ignore_errors=True)
    draft.rename(release)
    return release


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def _use_own_address(client: Path) -> None:
    """Reflex bakes `localhost:PORT` into one script; the browser's own address serves every host and port."""
    found = list((client / "assets").glob("reflex-env-*.js"))
    if not found:
        raise ValueError("the bundle has no reflex-env script; is this the Reflex version that is pinned?")
    for script in found:
        text, replaced = _ADDRESS.subn(_own_address, script.read_text(encoding="utf-8"))
        if not replaced or "localhost:" in text:
            raise ValueError(f"{script.name} does not hold its addresses, or names localhost still")
        script.write_text(text, encoding="utf-8")
        compressed = script.with_name(f"{script.name}.gz")
        if compressed.exists():
            compressed.write_bytes(gzip.compress(text.encode(), mtime=0))


def _own_address(match: re.Match[str]) -> str:
    scheme, path = match.groups()
    origin = "location.origin" if scheme == "http" else "location.origin.replace(/^http/,`ws`)"
    return f"(typeof location===`undefined`?``:{origin})+`{path}`"


def _hashes_of_inline_scripts(client: Path) -> set[str]:
    """The hashes by which the content security policy lets exactly these scripts run."""
    return {
        "sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        for page in client.rglob("*.html")
        for body in _INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))
    }
