"""The local payment gateway of `make run`."""

import subprocess
import sys
import time
from pathlib import Path

import httpx
from pydantic import SecretStr

from console.settings import Settings
from console.supervisor.family import Family
from console.supervisor.gateway import local_gateway


def test_it_keeps_its_secret_and_takes_a_free_port(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, public_url="http://desk:8000", gateway_url=None, gateway_secret=None)
    first, second = local_gateway(settings), local_gateway(settings)
    assert first is not None
    assert second is not None
    assert first.environment["GATEWAY_SECRET"] == second.environment["GATEWAY_SECRET"]
    assert first.environment["GATEWAY_SECRET"] not in first.command
    assert (tmp_path / "gateway" / "secret").stat().st_mode & 0o077 == 0
    assert first.command[-1] == "http://desk:8000/webhooks/payments"


def test_a_vendor_that_is_set_stands_in_for_it(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, gateway_url="https://pay.example", gateway_secret=SecretStr("s" * 24))
    assert local_gateway(settings) is None


def test_all_are_told_where_it_is_and_it_stops_with_them(tmp_path: Path) -> None:
    family = Family(Settings(var=tmp_path, public_url="http://desk", gateway_url=None, gateway_secret=None), started=0)
    assert [child.name for child in family._children] == ["web", "worker", "mail", "gateway", "phone"]
    assert len({child.environment["GATEWAY_URL"] for child in family._children}) == 1
    gateway = family._children[-2]
    gateway.start()
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), trust_env=False) as client:
            answer = client.get(f"{gateway.environment['GATEWAY_URL']}/health")
        assert answer.json() == {"status": "ok"}
    finally:
        gateway.ask_to_stop()
        gateway.stop_by(time.monotonic() + 10)
    assert gateway.exit_code == 0


def test_without_a_secret_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "console.adapters.local_gateway", "--port", "0", "--ledger", str(tmp_path / "l")]
    finished = subprocess.run([*command, "--secret", ""], capture_output=True, text=True, check=False)
    assert finished.returncode == 2
    assert finished.stderr.startswith("A secret is needed")
