"""Asks the running console whether it is ready; for scripts and container health checks."""

import http.client
import json
from argparse import Namespace

from console.commands import Command
from console.say import say
from console.settings import Settings


def _run(settings: Settings, _options: Namespace) -> int:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        say(json.dumps(json.loads(answer.read())))
        return 0 if answer.status == http.HTTPStatus.OK else 1
    except (OSError, ValueError, http.client.HTTPException):
        say(f"Nothing answers on port {settings.port}.")
        return 1
    finally:
        connection.close()


COMMAND = Command(help="say whether the console on this machine is ready (exit code 0) or not (1)", run=_run)
