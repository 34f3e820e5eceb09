"""Other systems are told what happened."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from console.jobs.registry import task
from domain.alerts.alert_webhook_given_up import alert_webhook_given_up
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor
from domain.webhooks.deliver import begin_delivery, requeue_deliveries, settle_delivery
from domain.webhooks.spread_events import QUEUE, SEND, SPREAD, endpoints_to_tell, look_again_soon, spread_events

GIVEN_UP: Final = "webhooks.given_up"
REQUEUE: Final = "webhooks.requeue"
TELLER: Final = Actor.system("webhooks")


def follow_given_up(subscriptions: Subscriptions) -> None:
    """Tell administrators of a webhook that is told nothing any more."""
    subscriptions.on(
        ("webhook.given_up",),
        task=GIVEN_UP,
        args=lambda event: {"event_id": str(event.id)},
        lock=lambda event: f"webhook-given-up:{event.data['endpoint_id']}",
    )


@task(GIVEN_UP)
def warn(console: Any, /, **args: Any) -> object:
    """The task: see `alert_webhook_given_up`."""
    return console.application.perform(alert_webhook_given_up, TELLER, event_id=UUID(args["event_id"]))


@task(SPREAD, cron="* * * * *", queue=QUEUE)
def spread(console: Any, /, **_args: Any) -> object:
    """Deliveries for everything that is new in the feed. Also queued by the web process when something happens."""
    endpoints = console.application.ask(endpoints_to_tell, TELLER)
    for endpoint_id in endpoints:
        while console.application.perform(spread_events, TELLER, endpoint_id=endpoint_id):
            pass
    if endpoints:
        console.application.perform(look_again_soon, TELLER)
    return None


@task(SEND, queue=QUEUE)
def send(console: Any, /, **args: Any) -> object:
    """One try; what failed is queued again by `settle_delivery`."""
    delivery_id = UUID(args["delivery_id"])
    parcel = console.application.perform(begin_delivery, TELLER, delivery_id=delivery_id)
    if parcel is not None:
        outcome = console.webhooks.send(parcel, now=datetime.now(UTC))
        console.application.perform(settle_delivery, TELLER, delivery_id=delivery_id, outcome=outcome)
    return None


@task(REQUEUE, cron="*/5 * * * *", queue=QUEUE)
def requeue(console: Any, /, **_args: Any) -> object:
    """What a killed worker or a stopped endpoint left behind."""
    return console.application.perform(requeue_deliveries, TELLER)
