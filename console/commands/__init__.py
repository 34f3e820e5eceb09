"""One file for each command of `python -m console`, each with a `COMMAND`. The file's name is the command's."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from console.settings import Settings


def _no_arguments(_parser: ArgumentParser) -> None:
    return None


@dataclass(frozen=True)
class Command:
    """`run` gives the exit code; an exception of `refusals` is shown as one sentence instead of a traceback."""

    help: str
    run: Callable[[Settings, Namespace], int]
    add_arguments: Callable[[ArgumentParser], None] = _no_arguments
    refusals: tuple[type[Exception], ...] = ()
