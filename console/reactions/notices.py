"""Whoever is away is told of alerts by SMS or e-mail."""

from typing import Any, Final
from uuid import UUID

from console.jobs.registry import task
from domain.alerts.gather_notices import QUEUE, SEND, gather_notices
from domain.events.subscriptions import Subscriptions
from notifications.deliver import POSTMAN
from notifications.notice import send_notice

GATHER: Final = "alerts.gather_notices"


def follow_alerts(subscriptions: Subscriptions) -> None:
    """Look who is away after each alert, one job at a time."""
    subscriptions.on(("alert.raised",), task=GATHER, args=lambda _event: {}, lock=lambda _event: "notices")


@task(GATHER, cron="* * * * *")
def gather(console: Any, /, **_args: Any) -> object:
    """The task: see `gather_notices`. By the clock too: who was there may have left."""
    return console.application.perform(gather_notices, POSTMAN)


@task(SEND, attempts=20, queue=QUEUE)
def send(console: Any, /, **args: Any) -> object:
    """The task: see `send_notice`."""
    link = console.settings.public_url
    send_notice(console.application, console.channels, notice_id=UUID(args["notice_id"]), link=link)
    return None
