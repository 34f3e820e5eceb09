"""The words and colours of the domain's codes, as screens show them. English here is the key of the catalogue."""

from collections.abc import Mapping
from typing import Final

from console.ui.figures import Reader
from domain.allowances.reasons import REFUND_REASONS

_STATES: Final = {
    # orders and lines
    "draft": ("draft", ""),
    "pending": ("pending", "blue"),
    "released": ("released", "blue"),
    "picking": ("picking", "blue"),
    "shipped": ("shipped", "blue"),
    "delivered": ("delivered", "green"),
    "cancelled": ("cancelled", ""),
    "open": ("open", "blue"),
    "backordered": ("waiting for stock", "amber"),
    "returned": ("returned", ""),
    # returns
    "requested": ("requested", "amber"),
    "received": ("received", "blue"),
    "completed": ("completed", "green"),
    "refunded": ("refunded", "green"),
    "refused": ("refused", "red"),
    "rejected": ("rejected", "red"),
    "awaiting": ("waits for the goods", "amber"),
}

_DISPUTES: Final = {
    "open": ("to be answered", "red"),
    "answered": ("answered", "blue"),
    "won": ("won", "green"),
    "lost": ("lost", "red"),
    "accepted": ("accepted", "amber"),
}

_PARCELS: Final = {
    "shipped": ("sent", "blue"),
    "in_transit": ("on its way", "blue"),
    "out_for_delivery": ("out for delivery", "blue"),
    "delivered": ("arrived", "green"),
    "fetched": ("fetched", "green"),
    "exception": ("problem on the way", "red"),
    "returned": ("came back", "amber"),
}

_WORDS: Final = {
    "web": "Web",
    "chat": "Chat",
    "first_answer": "first answer",
    "next_answer": "next answer",
    "resolution": "solution",
    "phone": "Phone",
    "store": "Store",
    "marketplace": "Marketplace",
    "social": "Social network",
    "import": "Import",
    "mail": "By post",
    "drop_off": "Drop-off point",
    "digital": "No goods back",
    "ship": "Shipped to an address",
    "pickup": "Picked up in store",
    "curbside": "Picked up at the kerb",
    "locker": "Sent to a locker",
    "authorised": "Authorised",
    "captured": "Paid",
    "refunded": "Refunded",
    "voided": "Voided",
    "card": "Card",
    "wallet": "Wallet",
    "gift_card": "Gift card",
    "store_credit": "Store credit",
    "goodwill_credit": "Goodwill credit",
    "bank_transfer": "Bank transfer",
    "invoice": "Invoice",
    "email": "E-mail",
    "sms": "SMS",
    "post": "Post",
    "marketing": "marketing",
    "survey": "survey",
    "gold": "gold",
    "silver": "silver",
    "standard": "standard",
    "web shop": "web shop",
    "warehouse": "warehouse",
    "carrier": "carrier",
    "payments": "payments",
    "purchasing": "purchasing",
    "standing": "by itself",
    "rules": "rules",
    "command line": "command line",
    "demo": "demo",
    "import online-retail": "import of Online Retail",
    "import tau-retail": "import of tau-retail",
    "discount": "Discount",
    "price_match": "Price match",
    "goodwill": "Goodwill",
    "credit": "Credit",
    "refund": "Money back",
    "cancel": "Cancellation",
    "change_address": "Change of address",
    "change_payment": "Change of payment",
    "change_fulfilment": "Change of delivery",
    "change_promise": "Change of promise",
    "reorder": "Reorder",
    "order_quote": "Order from a quote",
    "place_order": "New order",
    "replace": "Replacement",
    "return": "Return of goods",
    "exchange": "Exchange of goods",
    "open_dispute": "New dispute",
    "retry_payment": "Payment asked again",
    "drop_payment": "Payment given up",
    "release_hold": "Release of a hold",
    "many_refunds": "Many refunds",
    "many_cancellations": "Many cancellations",
    "first_name": "first name",
    "last_name": "last name",
    "emails": "e-mails",
    "phones": "phones",
    "addresses": "addresses",
    "language": "language",
    "time_zone": "time zone",
    "payment_methods": "means of payment",
    "code": "code",
    "facts": "facts",
    "identity_code": "Identity code",
    "order_cancelled": "Order cancelled",
    "order_lines_cancelled": "Articles cancelled",
    "order_edited": "Order edited",
    "address_changed": "Address changed",
    "return_requested": "Return",
    "replacement": "Replacement",
    "exchange_requested": "Exchange",
    "order_confirmed": "Order confirmed",
    "delivery_changed": "Way of delivery changed",
    "promise_changed": "New delivery day",
    "quote_sent": "Offer",
    "shipped": "Parcel on its way",
    "partly_shipped": "A part on its way",
    "out_for_delivery": "Arrives today",
    "delivered": "Parcel delivered",
    "delivery_failed": "Problem on the way",
    "parcel_returned": "Parcel came back",
    "ready_for_pickup": "Ready for pick-up",
    "picked_up": "Picked up",
    "pickup_reminder": "Waits to be fetched",
    "payment_failed": "Payment failed",
    "refunded_to_credit": "Refunded as credit",
    "discount_given": "Price lowered",
    "credit_given": "Credit given",
    "dispute_answered": "Bank answered",
    "dispute_closed": "Bank has decided",
    "return_received": "Return received",
    "return_refused": "Return refused",
    "return_cancelled": "Return called off",
    "exchange_received": "Exchange received",
    "exchange_cancelled": "Exchange called off",
    "case_opened": "Message received",
    "case_closed": "Request settled",
    "transcript": "Transcript",
    "no_consent": "not wanted by the customer",
    "no_address": "no contact",
    "fate_unknown": "fate unknown",
    "too_late": "too late",
    "opted_out": "STOP was written",
    "bad_address": "nothing arrives there",
    "quiet_hours": "night at the customer’s",
    "over_cap": "written to often enough",
    "first_arrived": "the first has arrived after all",
    "silenced": "a rule says to stay silent",
    "switched_off": "switched off among the templates",
    "called_off": "called off by a colleague",
    "fetched": "fetched in the meantime",
    "no_channel": "no way to send it",
    "chargeback": "Chargeback",
    "not_needed": "Not needed any more",
    "ordered_by_mistake": "Ordered by mistake",
    "defective": "Does not work",
    "damaged": "Arrived damaged",
    "wrong_item": "Wrong item",
    "not_as_described": "Not as described",
    "fraudulent": "Fraud",
    "not_received": "Not received",
    "duplicate": "Paid twice",
    "credit_not_processed": "Refund did not arrive",
    "unrecognised": "Payment not recognised",
    "general": "Other",
    "other": "Other",
    "lost": "Lost on the way",
    "card_number": "card number",
    "security_code": "security code",
    "password": "password",
    "pin": "PIN",
    "one_time_code": "one-time code",
    "api_key": "key of another system",
    "edit": "Edit",
    "hold": "Hold",
}


def state(code: str, reader: Reader) -> tuple[str, str]:
    """The word for a state and the colour of its badge; a code we do not know stays as it is."""
    return _coloured(_STATES, code, reader)


def parcel_state(code: str, reader: Reader) -> tuple[str, str]:
    """The same for a parcel: what the carrier said of it."""
    return _coloured(_PARCELS, code, reader)


def dispute_state(code: str, reader: Reader) -> tuple[str, str]:
    """The same for a dispute."""
    return _coloured(_DISPUTES, code, reader)


def word(code: str, reader: Reader) -> str:
    """The word for any other code; one we do not know stays as it is."""
    return reader.say(_WORDS[code]) if code in _WORDS else code.replace("_", " ")


def problem_word(problem: str, reader: Reader) -> str:
    """The word for the code that a problem begins with; what the vendor said stays as it is, after it."""
    code, _, rest = problem.partition(" ")
    if code not in _WORDS:
        return problem
    return f"{word(code, reader)} ({rest})" if rest else word(code, reader)


def reason_word(said: str, reader: Reader) -> str:
    """The words for the code of a reason; what people wrote themselves stays as it is."""
    if said not in REFUND_REASONS:
        return said
    english, french = REFUND_REASONS[said]
    return french if reader.language == "fr" else english


def all_words() -> list[str]:
    """Every English text of this list, for the test that each has its French."""
    states = [english for states in (_STATES, _PARCELS, _DISPUTES) for english, _ in states.values()]
    return [*states, *_WORDS.values()]


def _coloured(states: Mapping[str, tuple[str, str]], code: str, reader: Reader) -> tuple[str, str]:
    if code not in states:
        return code.replace("_", " "), ""
    english, tone = states[code]
    return reader.say(english), tone
