"""Customers are told what happened to their orders, and messages are sent."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import structlog

from console.jobs.registry import task
from console.reactions.alerts import REACTED, RULES
from domain.alerts.act_on import TELL
from domain.alerts.react_to_event import react_to_event
from domain.alerts.reactions import undecided
from domain.events.subscriptions import Subscriptions
from domain.messages.queue import DELIVER
from domain.messages.waiting import release_messages, requeue_messages
from notifications.catalogue import CUSTOMER_EVENTS
from notifications.deliver import POSTMAN, deliver
from notifications.tell import tell

RELEASE: Final = "notifications.release"
REQUEUE: Final = "notifications.requeue"
PATIENCE: Final = timedelta(minutes=10)

log = structlog.get_logger(__name__)


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
    """The task: see `tell`. What the rules say of the event is decided first; a `template` is theirs."""
    event_id, template = UUID(args["event_id"]), str(args.get("template") or "")
    if not template:
        decide_first(console, event_id)
    return console.application.perform(tell, POSTMAN, event_id=event_id, template=template)


def decide_first(console: Any, event_id: UUID) -> None:
    """Ask the alerting rules about the event where their own job has not yet. Where they cannot be asked, the job is
    tried again; after `PATIENCE` the customer is told as if they had said nothing.
    """
    event = console.application.ask(undecided, POSTMAN, event_id=event_id)
    if event is None or event.type not in REACTED:
        return
    try:
        console.application.perform(react_to_event, RULES, event_id=event_id)
    except Exception:
        if console.application.clock.now() - event.occurred_at < PATIENCE:
            raise
        log.exception("the customer is told without the rules", event_id=str(event_id))


@task(DELIVER, attempts=20)
def deliver_one(console: Any, /, **args: Any) -> object:
    """The task: see `deliver`."""
    deliver(console.application, console.channels, message_id=UUID(args["message_id"]))
    return None


@task(RELEASE, cron="* * * * *")
def release(console: Any, /, **_args: Any) -> object:
    """The task: see `release_messages`, until none is left."""
    while console.application.perform(release_messages, POSTMAN):
        pass
    return None


@task(REQUEUE, cron="*/10 * * * *")
def requeue(console: Any, /, **_args: Any) -> object:
    """The task: see `requeue_messages`."""
    return console.application.perform(requeue_messages, POSTMAN)
