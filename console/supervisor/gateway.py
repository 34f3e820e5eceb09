"""The local payment gateway of `make run`, when no vendor is set."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass

from console.secret_key import secret_key_kept_in
from console.settings import Settings


@dataclass(frozen=True)
class LocalGateway:
    """`environment` is for the gateway itself and for all who use it."""

    command: list[str]
    environment: dict[str, str]


def local_gateway(settings: Settings) -> LocalGateway | None:
    """How to start it on a port that is free now; None when GATEWAY_URL names a vendor.

    Its ledger and its secret stay in `var/gateway`, so that it knows its movements after a restart.
    """
    if settings.gateway_url:
        return None
    folder = settings.var / "gateway"
    folder.mkdir(mode=0o700, exist_ok=True)
    port = free_port()
    command = [
        *(sys.executable, "-m", "console.adapters.local_gateway"),
        *("--port", str(port)),
        *("--ledger", str(folder / "ledger.sqlite3")),
        *("--webhook", f"{settings.public_url}/webhooks/payments"),
    ]
    secret = secret_key_kept_in(folder / "secret")
    return LocalGateway(command, {"GATEWAY_URL": f"http://127.0.0.1:{port}", "GATEWAY_SECRET": secret})


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])
