"""Databases of their own for imports: they are filled once for all tests of a module."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import URL

from tests.support.databases import copy_of_template

OwnDatabase = Callable[[], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def own_database(postgres: URL) -> OwnDatabase:
    """`with own_database() as url:` a migrated database with nothing in it."""

    @contextmanager
    def make() -> Iterator[str]:
        with copy_of_template(postgres) as url:
            yield url.set(drivername="postgresql").render_as_string(hide_password=False)

    return make


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Console]:
    """A console nobody looks at."""
    with (tmp_path / "told.txt").open("w") as told:
        yield Console(file=told, width=200)
