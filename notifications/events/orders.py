"""Orders: placed, changed, cancelled."""

from collections.abc import Mapping
from typing import Final

from domain.messages.purposes import COURTESY
from notifications.told import AGENT, STORE, SUPERVISOR, Entry, also, customer, nobody, staff

_PARCELS = "Each parcel is told when it leaves and when it arrives."
_HELD = (
    "Most holds are lifted within the hour, and who tries a stolen card is not to be warned; whoever needs an answer "
    "of the customer writes to them."
)

ORDERS: Final[Mapping[str, Entry]] = {
    "order.placed": customer("order_confirmed"),
    "order.edited": customer("order_edited"),
    "order.address_changed": also(customer("address_changed"), STORE),
    "order.fulfilment_changed": also(customer("delivery_changed"), STORE),
    "order.promise_changed": customer("promise_changed"),
    "order.cancelled": also(customer("order_cancelled"), STORE),
    "order.lines_cancelled": also(customer("order_lines_cancelled"), STORE),
    "order.replacement_added": customer("replacement"),
    "order.discounted": customer("discount_given", at_order="", paid_back=""),
    "order.price_matched": customer("discount_given", at_order="", paid_back=""),
    "order.goodwill_given": customer("goodwill", purpose=COURTESY),
    "order.payment_changed": nobody("The customer has just asked for it, and is told if the payment fails."),
    "order.refunded": nobody("Told once the money has left: payment.refunded."),
    "order.held": staff(AGENT, SUPERVISOR, reason=_HELD),
    "order.hold_released": nobody("The hold was not told either."),
    "order.sourced": nobody("The confirmation says when it arrives; a new day is order.promise_changed."),
    "order.line_unsourced": staff(
        AGENT, reason="The confirmation says what has to be waited for; the day that is found is order.promise_changed."
    ),
    "order.released": staff(STORE, reason="Work of the warehouse; the parcel is told."),
    "order.picking": nobody("Work of the warehouse; the parcel is told."),
    "order.shipped": nobody(_PARCELS),
    "order.delivered": nobody(_PARCELS),
    "order.recall_asked": staff(STORE, reason="Only the store can stop the goods; the customer hears how it ended."),
    "order.tagged": nobody("A note among colleagues."),
    "order.untagged": nobody("A note among colleagues."),
    "quote.made": customer("quote_sent"),
    "quote.ordered": nobody("The confirmation of the order says it."),
    "quote.withdrawn": nobody("Whoever withdraws it says why in their own words."),
}
