"""The local telephone company of `make run`."""

import subprocess
import sys
import time
from pathlib import Path

import httpx
from pydantic import SecretStr

from console.settings import Settings
from console.supervisor.family import Family
from console.supervisor.telephone import NUMBER, local_twilio


def test_all_are_told_where_it_is_and_it_stops_with_them(tmp_path: Path) -> None:
    family = Family(Settings(var=tmp_path, public_url="http://desk"), started=0)
    assert len({child.environment["TWILIO_API_URL"] for child in family._children}) == 1
    telephone = family._children[-1]
    telephone.start()
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), trust_env=False) as client:
            world = client.get(f"{telephone.environment['TWILIO_API_URL']}/world").json()
            page = client.get(f"{telephone.environment['TWILIO_API_URL']}/").text
        assert (world["number"], world["site"]) == (NUMBER, "http://desk")
        assert "Call the shop" in page
    finally:
        telephone.ask_to_stop()
        telephone.stop_by(time.monotonic() + 10)
    assert telephone.exit_code == 0


def test_an_account_that_is_set_stands_in_for_it(tmp_path: Path) -> None:
    settings = Settings(
        var=tmp_path,
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_token=SecretStr("token"),
        twilio_from="+33600000000",
    )
    assert local_twilio(settings) is None


def test_without_a_token_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "console.adapters.local_twilio", "--port", "0", "--ledger", str(tmp_path / "l")]
    command += ["--account", "AC" + "0" * 32, "--number", NUMBER, "--token", ""]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 2
    assert finished.stderr.startswith("A token is needed")
