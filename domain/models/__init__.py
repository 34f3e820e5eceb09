"""The shared model: one file per aggregate. Importing this package registers every table."""

from domain.models import catalogue, customer, event, inventory, order, shipment, staff

__all__ = ["catalogue", "customer", "event", "inventory", "order", "shipment", "staff"]
