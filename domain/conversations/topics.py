"""What a conversation is about, from what a customer wants."""

from collections.abc import Mapping
from typing import Final

from domain.ports.understanding import Understanding

OTHER: Final = "other"
TOPIC_OF: Final[Mapping[str, str]] = {
    "where_is_my_order": "delivery",
    "cancel_order": "order",
    "change_order": "order",
    "change_address": "delivery",
    "return_item": "return",
    "exchange_item": "return",
    "refund_status": "refund",
    "request_refund": "refund",
    "damaged_or_missing": "return",
    "wrong_item": "return",
    "price_match_or_discount": "order",
    "payment_problem": "payment",
    "dispute_charge": "payment",
    "invoice": "payment",
    "product_question": "product",
    "account_contact_change": "account",
    "delivery_options": "delivery",
    "complaint": "complaint",
    "thanks_or_goodbye": OTHER,
    "talk_to_human": OTHER,
    "other": OTHER,
}


def topic_of(said: Understanding) -> str:
    """The topic of the surest intent; `OTHER` where nothing is sure."""
    return next((TOPIC_OF[each.name] for each in said.intents if TOPIC_OF[each.name] != OTHER), OTHER)
