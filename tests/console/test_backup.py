"""A backup holds everything; a restore puts everything back, or changes nothing."""

import io
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL

from console.backup import BackupRefused, back_up, restore
from console.postgres.programs import ProgramFailed, Programs, programs_for
from domain.db.database import Database
from domain.db.migrate import is_current
from tests.support.databases import copy_of_template, empty_database


@pytest.fixture
def programs() -> Programs:
    return programs_for(embedded=True)


@pytest.fixture
def shop(postgres: URL) -> Iterator[str]:
    """A migrated database with one row of our own in it."""
    with copy_of_template(postgres) as url:
        address = url.render_as_string(hide_password=False)
        run(address, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('élan')")
        yield address


@pytest.fixture
def empty(postgres: URL) -> Iterator[str]:
    with empty_database(postgres) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture
def saved(shop: str, programs: Programs, tmp_path: Path) -> Path:
    path = tmp_path / "shop.backup"
    back_up(database_url=shop, programs=programs, path=path)
    return path


def run(address: str, statement: str) -> list[Any]:
    with psycopg.connect(address) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_what_was_saved_comes_back_with_its_schema(empty: str, saved: Path, programs: Programs) -> None:
    restore(database_url=empty, programs=programs, path=saved, replace=False)
    assert run(empty, "SELECT word FROM kept") == [("élan",)]
    database = Database(empty)
    assert is_current(database)
    database.dispose()


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert list(saved.parent.iterdir()) == [saved]


def test_a_backup_overwrites_nothing(shop: str, saved: Path, programs: Programs) -> None:
    before = saved.read_bytes()
    with pytest.raises(BackupRefused, match="exists already"):
        back_up(database_url=shop, programs=programs, path=saved)
    assert saved.read_bytes() == before


def test_data_are_replaced_only_when_that_is_said(shop: str, saved: Path, programs: Programs) -> None:
    run(shop, "UPDATE kept SET word = 'newer'; CREATE TABLE later (n int)")
    with pytest.raises(BackupRefused, match="--replace"):
        restore(database_url=shop, programs=programs, path=saved, replace=False)
    assert run(shop, "SELECT word FROM kept") == [("newer",)]
    restore(database_url=shop, programs=programs, path=saved, replace=True)
    assert run(shop, "SELECT word FROM kept") == [("élan",)]
    assert run(shop, "SELECT to_regclass('later')") == [(None,)]


@pytest.mark.parametrize("damage", ["cut", "flipped", "other", "missing"])
def test_a_damaged_file_is_refused_before_anything_is_touched(
    shop: str, saved: Path, programs: Programs, damage: str
) -> None:
    content = bytearray(saved.read_bytes())
    if damage == "missing":
        saved.unlink()
    else:
        content[len(content) // 2] ^= 0xFF
        saved.write_bytes({"cut": content[: len(content) // 2], "flipped": content, "other": b"hello"}[damage])
    with pytest.raises(BackupRefused):
        restore(database_url=shop, programs=programs, path=saved, replace=True)
    assert run(shop, "SELECT word FROM kept") == [("élan",)]


def test_a_restore_that_fails_half_way_leaves_the_old_data(
    shop: str, saved: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(shop, "UPDATE kept SET word = 'newer'")
    really_run = Programs.run

    def spoil(self: Programs, name: str, *arguments: Any, **options: Any) -> None:
        if name == "psql":
            script = next(Path(one.split("=", 1)[1]) for one in arguments if str(one).startswith("--file="))
            script.write_text(script.read_text() + "\nSELECT 1 / 0;\n")
        really_run(self, name, *arguments, **options)

    monkeypatch.setattr(Programs, "run", spoil)
    with pytest.raises(ProgramFailed, match="division by zero"):
        restore(database_url=shop, programs=programs, path=saved, replace=True)
    assert run(shop, "SELECT word FROM kept") == [("newer",)]


def test_a_backup_of_a_newer_release_is_refused(empty: str, saved: Path, programs: Programs, tmp_path: Path) -> None:
    newer = tmp_path / "newer.backup"
    with tarfile.open(saved) as old, tarfile.open(newer, "w") as new:
        for member in old.getmembers():
            part = old.extractfile(member)
            assert part is not None
            content = part.read()
            if member.name == "manifest.json":
                content = content.replace(b'"migration": "', b'"migration": "future')
                member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupRefused, match="newer Comptoir"):
        restore(database_url=empty, programs=programs, path=newer, replace=True)


def test_a_password_is_not_shown_to_the_other_users_of_the_machine(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\necho "$PGPASSWORD" > {tmp_path}/environment\n')
    program.chmod(0o755)
    Programs(folder=tmp_path).run("pg_dump", database="postgresql://me:hunter2@db/shop")
    assert "hunter2" not in (tmp_path / "arguments").read_text()
    assert (tmp_path / "environment").read_text() == "hunter2\n"
