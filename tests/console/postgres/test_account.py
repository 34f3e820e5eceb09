"""Who runs PostgreSQL when we are root, and what that opens."""

import os
import pwd
import stat
from pathlib import Path

import pytest

from console.postgres.account import Account, account_for

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another account run PostgreSQL")


def test_an_ordinary_user_runs_it_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    account = account_for(tmp_path / "data")
    assert account.other is None
    assert account.subprocess_options() == {}
    assert list(account.closed_folders_above(tmp_path)) == []


@as_root
def test_whoever_owns_the_data_runs_it_again(tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(tmp_path, nobody.pw_uid, nobody.pw_gid)
    assert account_for(tmp_path).other == nobody


@as_root
def test_a_closed_folder_is_opened_for_passing_only_and_that_is_said_before(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    (closed / "var").mkdir(parents=True)
    closed.chmod(0o700)
    said: list[tuple[str, int]] = []
    account = Account(other=pwd.getpwnam("nobody"))
    account.open_way_to(closed / "var", lambda text: said.append((text, stat.S_IMODE(closed.stat().st_mode))))
    ((text, mode_when_said),) = said
    assert str(closed) in text
    assert "VAR=" in text
    assert mode_when_said == 0o700
    assert stat.S_IMODE(closed.stat().st_mode) == 0o701


@as_root
def test_a_folder_of_someone_else_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "real")
    with pytest.raises(PermissionError):
        Account(other=pwd.getpwnam("nobody")).make_folder(tmp_path / "socket")
