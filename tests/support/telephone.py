"""The local telephone company as a process on a free port, and people who use it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from console.supervisor.telephone import NUMBER
from tests.support.server import CHECKOUT

ACCOUNT, TOKEN = "AC" + "0" * 31 + "1", "token-of-the-telephone-in-tests"
DESCRIPTION = CHECKOUT.parent / "shared" / "data" / "twilio" / "twilio_api_v2010.json"
_PATIENCE = 20.0  # seconds


class TelephoneProcess:
    """`url` is the API's address."""

    def __init__(self, folder: Path, *, site: str = "") -> None:
        command = [
            *(sys.executable, "-m", "console.adapters.local_twilio", "--port", "0", "--tempo", "0.02"),
            *("--ledger", str(folder / "telephone.sqlite3"), "--account", ACCOUNT, "--number", NUMBER),
            *("--site", site, "--description", str(DESCRIPTION)),
        ]
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, env=os.environ | {"TWILIO_AUTH_TOKEN": TOKEN}, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().split()[-1]
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=30)

    @property
    def environment(self) -> dict[str, str]:
        """For a process of the product that uses it."""
        return {
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": NUMBER,
            "TWILIO_API_URL": self.url,
        }

    def api(self, method: str, path: str, **form: str) -> httpx.Response:
        """A request of the vendor's API, under the account."""
        where = {"data": form} if method == "POST" else {"params": form}
        address = f"/2010-04-01/Accounts/{ACCOUNT}{path}"
        return self._client.request(method, address, auth=(ACCOUNT, TOKEN), **where)  # type: ignore[arg-type]

    def faults(self, *rules: dict[str, Any]) -> None:
        """What is to go wrong from now on; without any, nothing."""
        self._client.put("/faults", json=rules).raise_for_status()

    def world(self) -> dict[str, Any]:
        world: dict[str, Any] = self._client.get("/world").raise_for_status().json()
        return world

    def messages(self) -> list[dict[str, Any]]:
        """All of them; `world` has the newest hundred."""
        found: list[dict[str, Any]] = self._client.get("/messages").raise_for_status().json()["messages"]
        return found

    def write(self, sender: str, body: str) -> str:
        """Somebody sends an SMS to the shop; its sid."""
        return self._post("/people/sms", {"from": sender, "body": body})

    def call(self, sender: str) -> str:
        """Somebody calls the shop; the call's sid."""
        return self._post("/people/calls", {"from": sender})

    def do(self, call: str, doing: str, text: str = "") -> None:
        """`doing`: answer, decline, press, say, silence or hang_up."""
        self._post(f"/people/calls/{call}", {"do": doing, "text": text})

    def let_phones(self, does: dict[str, str]) -> None:
        """What telephones do by themselves when they ring, by number: answer or decline."""
        self._client.put("/people/phones", json=does).raise_for_status()

    def of_call(self, sid: str) -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in self.world()["calls"] if one["sid"] == sid)
        return found

    def hears(self, call: str, text: str) -> None:
        """Waits until the call has heard `text`."""
        until(lambda: text in "\n".join(self.of_call(call)["heard"]), lambda: f"{text!r} in {self.of_call(call)}")

    def stop(self) -> None:
        """As a supervisor stops it. Its exit code must be 0."""
        self.process.terminate()
        assert self.process.wait(10) == 0
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._client.close()

    def _post(self, path: str, body: dict[str, str]) -> str:
        sid: str = self._client.post(path, json=body).raise_for_status().json()["sid"]
        return sid


@contextmanager
def telephone_process(folder: Path, *, site: str = "") -> Iterator[TelephoneProcess]:
    """A running company whose webhooks are under `site`. Stopped at the end."""
    telephone = TelephoneProcess(folder, site=site)
    try:
        yield telephone
    finally:
        telephone.stop()


def until(holds: Callable[[], bool], otherwise: Callable[[], str] = lambda: "") -> None:
    """Waits until it holds."""
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.02)
