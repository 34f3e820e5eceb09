"""When what is wanted would arrive from a node."""

from datetime import date

from domain.models.inventory import Node
from domain.sourcing.promise import pickup_promise, promise
from domain.sourcing.wanted import Wanted


def arrival(wanted: Wanted, node: Node) -> date:
    """The day on which it is there, or ready at the store where it is fetched."""
    if wanted.store is not None:
        return pickup_promise(node, store=wanted.store, at=wanted.at)
    return promise(node, country=wanted.country, at=wanted.at, service=wanted.service)
