"""Parcels, from the shelf to the door or the counter."""

from collections.abc import Mapping
from typing import Final

from notifications.told import AGENT, Entry, also, customer, nobody

PARCELS: Final[Mapping[str, Entry]] = {
    "shipment.shipped": customer("shipped", partly="partly_shipped", at_the_counter="", to_the_store=""),
    "shipment.in_transit": nobody("Scans on the way are many; the parcel can be followed with its number."),
    "shipment.out_for_delivery": customer("out_for_delivery", at_once=True, to_the_store=""),
    "shipment.delivered": customer(
        "delivered", picked_up="picked_up", at_the_counter="", to_the_store="ready_for_pickup"
    ),
    "shipment.fetched": customer("picked_up"),
    "shipment.not_fetched": customer("pickup_reminder", no_longer=""),
    "shipment.exception": also(customer("delivery_failed", at_once=True, to_the_store=""), AGENT),
    "shipment.cancelled": also(customer("parcel_cancelled", not_announced="", to_the_store=""), AGENT),
    "shipment.returned": also(customer("parcel_returned", to_the_store=""), AGENT),
}
