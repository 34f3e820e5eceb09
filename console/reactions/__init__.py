"""What follows from events: each is a task of the worker, queued in the transaction of the event."""

from console.reactions import (  # noqa: F401  (they register themselves)
    connectors,
    conversations,
    disputes,
    erasure,
    heads,
    inbound,
    job_failures,
    kept_answers,
    mail,
    parcels,
    visitors,
    webhooks,
)
from console.reactions.alerts import follow_events
from console.reactions.assignment import follow_work
from console.reactions.messages import follow_catalogue
from console.reactions.notices import follow_alerts
from console.reactions.payments import follow_shipments
from console.reactions.service_levels import follow_cases
from console.reactions.simulation import follow_drafts
from console.reactions.standing import follow_standing
from console.reactions.telephone import follow_erasures, follow_offers
from console.reactions.webhooks import follow_given_up
from domain.events.subscriptions import Subscriptions

__all__ = ["subscriptions"]


def subscriptions() -> Subscriptions:
    """Every subscription of the product."""
    all_of_them = Subscriptions()
    follow_standing(all_of_them)
    follow_shipments(all_of_them)
    follow_catalogue(all_of_them)
    follow_drafts(all_of_them)
    follow_events(all_of_them)
    follow_work(all_of_them)
    follow_cases(all_of_them)
    follow_erasures(all_of_them)
    follow_offers(all_of_them)
    follow_alerts(all_of_them)
    follow_given_up(all_of_them)
    return all_of_them
