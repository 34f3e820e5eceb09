"""Imports that are killed, and two at once."""

import lzma
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from seed.importers.command import import_data_set
from tests.support.asking import assert_chains_hold, one
from tests.support.server import CHECKOUT

LINES = 12_000
pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def part(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of the real file."""
    path = tmp_path_factory.mktemp("part") / "part.csv"
    with lzma.open(real_data / "online_retail.csv.xz") as whole, path.open("wb") as out:
        out.writelines(next(whole) for _ in range(LINES + 1))
    return path


@contextmanager
def importing(part: Path, url: str, var: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "seed", "import", "online-retail", str(part), "--report", str(var / "report.jsonl")],
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": url, "VAR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_killed_import_is_completed_by_the_next(part: Path, database_url: str, tmp_path: Path) -> None:
    with importing(part, database_url, tmp_path) as process:
        deadline = time.monotonic() + 120
        while one(database_url, "SELECT count(*) FROM orders") == 0:
            assert time.monotonic() < deadline
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    begun = one(database_url, "SELECT count(*) FROM orders")
    report = tmp_path / "report.jsonl"
    whole = import_data_set("online-retail", part, url=database_url, report=report, out=Console(quiet=True))
    assert whole.adds_up
    assert whole.standing["orders"] == begun > 0
    assert whole.added["orders"] > 0
    assert one(database_url, "SELECT count(*) FROM orders") == whole.read["orders"]
    assert_chains_hold(database_url)


def test_two_at_once_do_not_collide(part: Path, database_url: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with (
        importing(part, database_url, tmp_path / "a") as one_run,
        importing(part, database_url, tmp_path / "b") as other,
    ):
        told = [process.communicate(timeout=240)[0].decode() for process in (one_run, other)]
        assert [process.returncode for process in (one_run, other)] == [0, 0], told
    assert sum("Nothing was added" in text for text in told) == 1
    assert one(database_url, "SELECT count(DISTINCT number) = count(*) FROM orders")
    assert_chains_hold(database_url)
