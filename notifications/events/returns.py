"""Goods that come back, and what goes out in their place."""

from collections.abc import Mapping
from typing import Final

from domain.messages.purposes import AWAITED
from notifications.told import STORE, Entry, also, customer, nobody

RETURNS: Final[Mapping[str, Entry]] = {
    "return.requested": also(customer("return_requested", purpose=AWAITED, of_an_exchange="", paid_back=""), STORE),
    "return.received": customer("return_received", handed_in="", told_with_its_outcome="", paid_back=""),
    "return.completed": nobody("The refund is told."),
    "return.refunded": nobody("Told once the money has left: payment.refunded."),
    "return.rejected": customer("return_refused"),
    "return.cancelled": customer("return_cancelled"),
    "exchange.requested": customer("exchange_requested", purpose=AWAITED),
    "exchange.received": customer("exchange_received", handed_in=""),
    "exchange.completed": nobody("The parcel with the new goods is told."),
    "exchange.cancelled": customer("exchange_cancelled"),
}
