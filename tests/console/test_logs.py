"""Log lines: one form, no secrets."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from console.logs import configure_logging, hide_secrets
from console.settings import Settings


@pytest.fixture
def json_logs(tmp_path: Path) -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging(Settings(var=tmp_path, log_format="json", log_level="info"), process="web")
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(captured: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in captured.readouterr().err.splitlines()]


def test_lines_of_structlog_and_of_libraries_look_alike(json_logs: None, capsys: pytest.CaptureFixture[str]) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        structlog.get_logger("ours").info("hello", order="#C1")
        logging.getLogger("theirs").warning("careful %s", "now")
    ours, theirs = lines(capsys)
    assert (ours["event"], ours["order"], ours["request_id"], ours["process"]) == ("hello", "#C1", "r-1", "web")
    assert (theirs["event"], theirs["level"], theirs["request_id"]) == ("careful now", "warning", "r-1")


def test_an_exception_is_one_line(json_logs: None, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise RuntimeError("no password=hunter2 today")
    except RuntimeError:
        logging.getLogger("theirs").exception("failed")
    (line,) = lines(capsys)
    assert "RuntimeError" in str(line["exception"])
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
