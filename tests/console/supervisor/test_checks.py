"""What makes a start fail, said before anything is started."""

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from console.settings import Settings
from console.supervisor import CannotRun
from console.supervisor.checks import refuse_taken_port, the_only_one
from console.supervisor.greeting import answers, greeting
from console.supervisor.prepared import is_prepared, note_prepared
from tests.support.databases import copy_of_template


def settings(tmp_path: Path, *, port: int = 8000, database_url: str | None = None) -> Settings:
    return Settings(var=tmp_path, host="127.0.0.1", port=port, public_url="http://desk", database_url=database_url)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_refused_and_named(tmp_path: Path, taken_port: int) -> None:
    with pytest.raises(CannotRun, match=rf"Port {taken_port} .* already in use.*PORT="):
        refuse_taken_port(settings(tmp_path, port=taken_port))


def test_a_free_port_is_fine(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    refuse_taken_port(settings(tmp_path, port=port))
    assert not answers(settings(tmp_path, port=port))


def test_a_second_one_on_the_same_data_is_refused_and_the_first_is_named(tmp_path: Path) -> None:
    with (
        the_only_one(tmp_path),
        pytest.raises(CannotRun, match=rf"already runs .* \(process {os.getpid()}\)"),
        the_only_one(tmp_path),
    ):
        pass
    with the_only_one(tmp_path):
        pass


def test_the_greeting_tells_the_address_and_the_demo_sign_ins(tmp_path: Path) -> None:
    assert "http://desk" in greeting(settings(tmp_path), seconds=1.25)
    (tmp_path / "demo-sign-ins.txt").write_text("agent  marie@example.com  word\n")
    assert "  agent  marie@example.com  word" in greeting(settings(tmp_path), seconds=1.25)


def test_a_database_is_prepared_once_and_another_one_again(postgres: URL, tmp_path: Path) -> None:
    with copy_of_template(postgres) as one, copy_of_template(postgres) as two:
        first, second = (
            settings(tmp_path, database_url=url.render_as_string(hide_password=False)) for url in (one, two)
        )
        assert not is_prepared(first, demo=False)
        note_prepared(first, demo=False)
        assert is_prepared(first, demo=False)
        assert not is_prepared(first, demo=True)
        assert not is_prepared(second, demo=False)
        note_prepared(first, demo=True)
        assert is_prepared(first, demo=False)
        with psycopg.connect(first.database_url or "") as connection:
            connection.execute("UPDATE alembic_version SET version_num = 'older'")
        assert not is_prepared(first, demo=False)


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", json.dumps({"demo": True})])
def test_an_unreadable_note_counts_for_nothing(postgres: URL, tmp_path: Path, content: str) -> None:
    (tmp_path / "prepared.json").write_text(content)
    address = postgres.render_as_string(hide_password=False)
    assert not is_prepared(settings(tmp_path, database_url=address), demo=False)
