"""The commands that make the first administrator and a key."""

import io

import pytest

from console.__main__ import main
from domain.kernel.actor import Actor
from domain.staff.keys import key_presented
from domain.staff.queries import people
from domain.work.application import Application
from tests.console.auth.conftest import PASSWORD

ADMIN = ["admin", "--email", "boss@example.com", "--name", "Boss", "--password-stdin"]


@pytest.fixture(autouse=True)
def environment(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VAR", str(tmp_path))


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_the_first_administrator_is_made_and_then_said_to_be_there(
    application: Application,
    administrator: Actor,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, PASSWORD + "\n")
    assert main(ADMIN) == 0
    typed(monkeypatch, PASSWORD + "\n")
    assert main(ADMIN) == 0
    said = capsys.readouterr()
    assert "Boss is administrator" in said.out
    assert "There is an administrator already" in said.out
    assert PASSWORD not in said.out + said.err
    (row,) = application.ask(people, administrator).items
    assert (row.email, row.role) == ("boss@example.com", "administrator")


@pytest.mark.parametrize(("password", "sentence"), [("short", "12 to 200"), ("", "12 to 200")])
def test_a_weak_password_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], password: str, sentence: str
) -> None:
    typed(monkeypatch, password + "\n")
    assert main(ADMIN) == 2
    assert sentence in capsys.readouterr().err


def test_without_a_terminal_the_password_comes_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "")
    assert main(ADMIN[:-1]) == 2
    assert "--password-stdin" in capsys.readouterr().err


def test_a_key_stands_alone_on_standard_output(application: Application, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["api-key", "--role", "agent", "--name", "shop", "--scope", "orders.read"]) == 0
    key = capsys.readouterr().out.strip()
    known = application.ask(key_presented, Actor.system("test"), key=key)
    assert known is not None
    assert {str(right) for right in known.actor.permissions} == {"orders.read"}


def test_an_unknown_scope_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["api-key", "--role", "agent", "--name", "shop", "--scope", "everything"]) == 2
    assert "“everything” is not a scope" in capsys.readouterr().err
