"""The local payment gateway as a process on a free port."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.server import CHECKOUT

SECRET = "gateway-secret-of-the-tests"


class GatewayProcess:
    """Keeps its ledger in `folder`. `url` and `secret` stay the same when it is started again."""

    def __init__(self, folder: Path, *, webhook: str = "") -> None:
        self.secret = SECRET
        self.url = ""
        self._folder, self._webhook = folder, webhook
        self._client = httpx.Client(headers={"authorization": f"Bearer {SECRET}"}, trust_env=False, timeout=30)

    def start(self) -> None:
        """Returns once it listens."""
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "console.adapters.local_gateway", "--port", port, "--webhook", self._webhook]
        self.process = subprocess.Popen(
            [*command, "--ledger", str(self._folder / "ledger.sqlite3")],
            cwd=CHECKOUT,
            env=os.environ | {"GATEWAY_SECRET": SECRET},
            stdout=subprocess.PIPE,
            text=True,
        )
        if not self.url:
            assert self.process.stdout is not None
            self.url = self.process.stdout.readline().split()[-1]
        with httpx.Client(transport=httpx.HTTPTransport(retries=8), trust_env=False) as client:
            client.get(f"{self.url}/health")

    def stop(self) -> None:
        """As a supervisor stops it. Its exit code must be 0."""
        self.process.terminate()
        assert self.process.wait(10) == 0
        self._close()

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait(10)
        self._close()

    def faults(self, *rules: dict[str, Any]) -> None:
        """What is to go wrong from now on; without any, nothing."""
        self._client.put(f"{self.url}/faults", json=rules).raise_for_status()

    def movements(self, **filters: str) -> list[dict[str, Any]]:
        """What was moved; filters are `reference`, `key` and `status` (settled, refused or all)."""
        return self._items("/v1/movements", filters)

    def balances(self) -> list[dict[str, Any]]:
        """What was captured, refunded and disputed, per currency."""
        return self._items("/v1/balances", {})

    def post(self, path: str, body: dict[str, Any], *, key: str = "") -> httpx.Response:
        """Any request, as `POST /disputes`."""
        return self._client.post(f"{self.url}{path}", json=body, headers={"idempotency-key": key})

    def _items(self, path: str, query: dict[str, str]) -> list[dict[str, Any]]:
        answer = self._client.get(f"{self.url}{path}", params=query).raise_for_status()
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def _close(self) -> None:
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def gateway_process(folder: Path, *, webhook: str = "") -> Iterator[GatewayProcess]:
    """A running gateway that tells `webhook` what happens ("": nobody). Stopped at the end, if it still runs."""
    gateway = GatewayProcess(folder, webhook=webhook)
    gateway.start()
    try:
        yield gateway
    finally:
        if gateway.process.poll() is None:
            gateway.stop()
        gateway._client.close()
