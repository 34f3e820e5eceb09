"""The first thing a person sees once the console answers."""

from __future__ import annotations

import http.client
from pathlib import Path

from console.settings import Settings

DEMO_SIGN_INS = "demo-sign-ins.txt"  # written by the seed into `var`


def answers(settings: Settings) -> bool:
    """Whether the web process says that it lives."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def greeting(settings: Settings, *, seconds: float) -> str:
    """The address, and the demo sign-ins if there are any."""
    lines = ["", f"Comptoir is ready after {seconds:.1f} s:  {settings.public_url}"]
    sign_ins = settings.var / DEMO_SIGN_INS
    if sign_ins.is_file():
        lines += ["", _indented(sign_ins)]
        if settings.widget_demo is not False:
            lines += ["", f"A shop with the chat:  {settings.public_url}/widget/demo"]
    return "\n".join([*lines, "", "Ctrl-C stops it.", ""])


def _indented(path: Path) -> str:
    return "\n".join(f"  {line}" for line in path.read_text(encoding="utf-8").strip().splitlines())
