"""The shared model: one file per aggregate. Importing this package registers every table."""

from domain.models import (
    approval,
    catalogue,
    customer,
    dispute,
    document,
    event,
    identity,
    inventory,
    message,
    order,
    payment,
    pricing,
    quote,
    returns,
    shipment,
    staff,
)

__all__ = [
    "approval",
    "catalogue",
    "customer",
    "dispute",
    "document",
    "event",
    "identity",
    "inventory",
    "message",
    "order",
    "payment",
    "pricing",
    "quote",
    "returns",
    "shipment",
    "staff",
]
