"""The local telephone company of `make run`, when no Twilio account is set."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass

from console.secret_key import secret_key_kept_in
from console.settings import PROJECT, Settings
from console.supervisor.gateway import free_port

NUMBER = "+33199000000"  # of those that France keeps for fiction
_DESCRIPTION = PROJECT.parent / "shared" / "data" / "twilio" / "twilio_api_v2010.json"


@dataclass(frozen=True)
class LocalTwilio:
    """`environment` is for the company itself and for all who send and call; `page` is for people."""

    command: list[str]
    environment: dict[str, str]
    page: str


def local_twilio(settings: Settings) -> LocalTwilio | None:
    """How to start it on a port that is free now; None when TWILIO_ACCOUNT_SID names an account.

    Its ledger and its token stay in `var/twilio`, so that it knows its messages after a restart.
    """
    if settings.twilio_account_sid:
        return None
    folder = settings.var / "twilio"
    folder.mkdir(mode=0o700, exist_ok=True)
    port = free_port()
    token = secret_key_kept_in(folder / "token")
    account = f"AC{hashlib.sha256(token.encode()).hexdigest()[:32]}"
    command = [
        *(sys.executable, "-m", "console.adapters.local_twilio"),
        *("--port", str(port)),
        *("--ledger", str(folder / "ledger.sqlite3")),
        *("--account", account),
        *("--number", NUMBER),
        *("--site", settings.public_url),
        *("--description", str(_DESCRIPTION)),
    ]
    url = f"http://127.0.0.1:{port}"
    environment = {
        "TWILIO_ACCOUNT_SID": account,
        "TWILIO_AUTH_TOKEN": token,
        "TWILIO_FROM": NUMBER,
        "TWILIO_API_URL": url,
    }
    return LocalTwilio(command, environment, f"{url}/")
