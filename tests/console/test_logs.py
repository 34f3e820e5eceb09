"""Log lines: one form, no secrets."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from console.logs import hide_secrets
from console.settings import PROJECT

_START = """
import logging, structlog
from console.logs import configure_logging
from console.settings import Settings
configure_logging(Settings(log_format="json", log_level="info"), process="web")
"""
_TWO_KINDS = """
with structlog.contextvars.bound_contextvars(request_id="r-1"):
    structlog.get_logger("ours").info("hello", order="#C1")
    logging.getLogger("theirs").warning("careful %s", "now")
"""
_EXCEPTION = """
try:
    raise RuntimeError("no password=hunter2 today")
except RuntimeError:
    logging.getLogger("theirs").exception("failed")
"""


def lines(script: str, folder: Path) -> list[dict[str, str]]:
    """What a process of its own writes to standard error."""
    command = [sys.executable, "-c", _START + script]
    environment = {"PYTHONPATH": str(PROJECT), "VAR": str(folder)}
    finished = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in finished.stderr.splitlines()]


def test_lines_of_structlog_and_of_libraries_look_alike(tmp_path: Path) -> None:
    ours, theirs = lines(_TWO_KINDS, tmp_path)
    assert (ours["event"], ours["order"], ours["request_id"], ours["process"]) == ("hello", "#C1", "r-1", "web")
    assert (theirs["event"], theirs["level"], theirs["request_id"]) == ("careful now", "warning", "r-1")


def test_an_exception_is_one_line(tmp_path: Path) -> None:
    (line,) = lines(_EXCEPTION, tmp_path)
    assert "RuntimeError" in line["exception"]
    assert "hunter2" not in str(line)


@pytest.mark.parametrize(
    "text",
    [
        "Received event {'headers': {'cookie': 'comptoir_session=abc123secret; other=1'}}",
        "cookie: comptoir_session=abc123secret",
        "authorization: Bearer abc123secret",
        "calling with Bearer abc123secret",
        "postgresql://me:abc123secret@db/shop",
        "session_token=abc123secret&x=1",
    ],
)
def test_a_secret_inside_a_text_is_hidden(text: str) -> None:
    assert "abc123secret" not in hide_secrets(None, "", {"event": text})["event"]


def test_a_secret_under_its_name_is_hidden_however_deep() -> None:
    event = hide_secrets(None, "", {"event": "x", "request": {"Cookie": "abc", "path": "/"}, "password": "abc"})
    assert event == {"event": "x", "request": {"Cookie": "[hidden]", "path": "/"}, "password": "[hidden]"}


def test_a_client_cannot_fill_the_disk_with_one_line() -> None:
    assert len(hide_secrets(None, "", {"event": "x" * 1_000_000})["event"]) < 5000
