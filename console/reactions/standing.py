"""Keep a customer's tier and risk flags true to their orders and payments."""

from typing import Any
from uuid import UUID

from console.jobs.registry import task
from domain.customers.reassess_standing import reassess_standing
from domain.events.subscriptions import Subscriptions
from domain.kernel.actor import Actor

REASSESS = "customers.reassess"
CHANGES_STANDING = (
    "order.placed",
    "order.cancelled",
    "payment.captured",
    "payment.refunded",
    "customer.merged",
    "customer.unmerged",
)


def follow_standing(subscriptions: Subscriptions) -> None:
    """Reassess the customer after each event that may change their standing, one job per customer at a time."""
    subscriptions.on(
        CHANGES_STANDING,
        task=REASSESS,
        args=lambda event: {"customer_id": str(event.customer_id)},
        lock=lambda event: f"customer:{event.customer_id}",
    )


@task(REASSESS)
def reassess(console: Any, /, **args: Any) -> object:
    """The task: see `reassess_standing`."""
    return console.application.perform(
        reassess_standing, Actor.system("standing"), customer_id=UUID(args["customer_id"])
    )
