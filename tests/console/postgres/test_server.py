"""The private PostgreSQL: shared by whoever needs it, stopped by the last."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from console.postgres import PostgresFailed, database_at_hand
from console.settings import PROJECT, Settings

HOLD = """
import sys
from pathlib import Path
from console.postgres import database_at_hand
from console.settings import Settings
with database_at_hand(Settings(var=Path(sys.argv[1]), database_url=None)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name has a space in it and is too long for a socket."""
    folder = tmp_path_factory.mktemp("a place") / ("long" * 25)
    folder.mkdir()
    return folder


def settings(var: Path) -> Settings:
    return Settings(var=var, database_url=None)


def runs(var: Path) -> bool:
    return (var / "postgres" / "data" / "postmaster.pid").exists()


def hold(var: Path) -> "subprocess.Popen[str]":
    """Another process that uses the server until its input ends."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(var)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_it_answers_in_unicode_and_stops_at_the_end(var: Path) -> None:
    with database_at_hand(settings(var), say=lambda _: None) as ready:
        with psycopg.connect(ready.database_url or "") as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
            assert connection.execute("SELECT lower('ÉÀ'), 'élan' % 'elan', 'élan' % 'élans'").fetchone() == (
                *("éà", False, True),
            )
            assert connection.execute("SHOW timezone").fetchone() == ("UTC",)
        assert runs(var)
    assert not runs(var)


def test_it_is_down_every_time_the_last_one_has_left(var: Path) -> None:
    """Even when the keeper wakes faster than the one who leaves."""
    for _ in range(8):
        with database_at_hand(settings(var), say=lambda _: None):
            assert runs(var)
        assert not runs(var)


def test_nobody_else_on_the_machine_can_reach_it(var: Path) -> None:
    with (
        database_at_hand(settings(var), say=lambda _: None) as ready,
        psycopg.connect(ready.database_url or "") as connection,
    ):
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW unix_socket_permissions").fetchone() == ("0700",)


def test_two_processes_share_it_and_the_last_one_stops_it(var: Path) -> None:
    with database_at_hand(settings(var), say=lambda _: None):
        other = hold(var)
    assert runs(var)
    other.communicate("")
    assert other.returncode == 0
    assert not runs(var)


def test_a_killed_process_does_not_keep_it_running_for_ever(var: Path) -> None:
    with database_at_hand(settings(var), say=lambda _: None):
        other = hold(var)
        other.kill()
        other.communicate()
    deadline = time.monotonic() + 20  # the keeper stops it when the lock of the killed one was still being let go
    while runs(var):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_when_the_only_owner_is_killed_the_keeper_stops_it(var: Path) -> None:
    other = hold(var)
    other.kill()
    other.communicate()
    deadline = time.monotonic() + 20
    while runs(var):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_can_be_used_again_at_once_after_its_owner_was_killed(var: Path) -> None:
    other = hold(var)
    other.kill()
    other.communicate()
    with database_at_hand(settings(var), say=lambda _: None) as ready:
        time.sleep(0.5)  # long enough for the keeper to look
        psycopg.connect(ready.database_url or "").close()
    assert not runs(var)


def test_a_folder_of_another_version_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with (
        pytest.raises(PostgresFailed, match="made by PostgreSQL 9"),
        database_at_hand(settings(tmp_path), say=lambda _: None),
    ):
        pass


def test_an_operators_own_database_is_left_alone(tmp_path: Path) -> None:
    given = Settings(var=tmp_path, database_url="postgresql://db/shop")
    with database_at_hand(given) as ready:
        assert ready is given
    assert not (tmp_path / "postgres").exists()
