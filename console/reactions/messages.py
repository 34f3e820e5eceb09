"""Customers are told what happened to their orders, and messages are sent."""

from typing import Any, Final
from uuid import UUID

from console.jobs.registry import task
from domain.events.subscriptions import Subscriptions
from domain.messages.queue import DELIVER
from domain.messages.waiting import requeue_messages
from notifications.catalogue import CUSTOMER_EVENTS
from notifications.deliver import POSTMAN, deliver
from notifications.tell import tell

TELL: Final = "notifications.tell"
REQUEUE: Final = "notifications.requeue"


def follow_catalogue(subscriptions: Subscriptions) -> None:
    """Tell the customer after each event that the catalogue names."""
    subscriptions.on(
        CUSTOMER_EVENTS,
        task=TELL,
        args=lambda event: {"event_id": str(event.id)},
        lock=lambda event: f"tell:{event.customer_id}",
    )


@task(TELL)
def tell_of(console: Any, /, **args: Any) -> object:
    """The task: see `tell`."""
    return console.application.perform(tell, POSTMAN, event_id=UUID(args["event_id"]))


@task(DELIVER, attempts=20)
def deliver_one(console: Any, /, **args: Any) -> object:
    """The task: see `deliver`."""
    deliver(console.application, console.channels, message_id=UUID(args["message_id"]))
    return None


@task(REQUEUE, cron="*/10 * * * *")
def requeue(console: Any, /, **_args: Any) -> object:
    """The task: see `requeue_messages`."""
    return console.application.perform(requeue_messages, POSTMAN)
