"""Every message to customers: its family, and the values that its templates may name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FAMILIES: Final = ("order", "delivery", "money", "return", "service")
LANGUAGES: Final = ("en", "fr")
_CUSTOMER: Final = ("hello", "name")
_ORDER: Final = (*_CUSTOMER, "number", "total")
_GOODS: Final = ("items", "items_short")
_PARCEL: Final = ("carrier", "tracking")


@dataclass(frozen=True, slots=True)
class Kind:
    """A message. `values` are names in `values.VALUES`."""

    family: str
    values: tuple[str, ...]


def _of(family: str, *values: str) -> Kind:
    return Kind(family, (*_ORDER, *values))


def _bare(family: str, *values: str) -> Kind:
    return Kind(family, (*_CUSTOMER, *values))


KINDS: Final[Mapping[str, Kind]] = {
    "order_confirmed": _of("order", *_GOODS, "day", "waiting", "store"),
    "order_edited": _of("order", *_GOODS),
    "address_changed": _of("order", "to_place"),
    "delivery_changed": _of("order", "way", "store", "day"),
    "promise_changed": _of("order", *_GOODS, "new_day"),
    "order_cancelled": _of("order"),
    "order_lines_cancelled": _of("order", *_GOODS),
    "replacement": _of("order", *_GOODS),
    "quote_sent": _bare("order", "quote_number", *_GOODS, "amount", "last_day"),
    "shipped": _of("delivery", *_GOODS, *_PARCEL, "day"),
    "partly_shipped": _of("delivery", *_GOODS, *_PARCEL, "left"),
    "out_for_delivery": _of("delivery", *_PARCEL, "place"),
    "delivered": _of("delivery", *_PARCEL, "place"),
    "delivery_failed": _of("delivery", *_PARCEL, "place"),
    "parcel_returned": _of("delivery", *_PARCEL),
    "parcel_cancelled": _of("delivery", *_PARCEL),
    "ready_for_pickup": _of("delivery", "store"),
    "pickup_reminder": _of("delivery", *_GOODS, "store"),
    "picked_up": _of("delivery", *_GOODS, "store"),
    "payment_failed": _of("money", "amount", "method"),
    "refunded": _of("money", "amount", "method", "wallet", "arrives", "for_return"),
    "refunded_to_credit": _of("money", "amount", "credit", "for_return"),
    "goodwill": _of("money", "amount"),
    "discount_given": _of("money", "amount"),
    "credit_given": _bare("money", "amount"),
    "dispute_answered": _of("money", "amount"),
    "dispute_closed": _of("money", "amount", "won"),
    "return_requested": _of("return", *_GOODS, "return_number", "amount", "label"),
    "return_received": _of("return", *_GOODS, "return_number"),
    "return_refused": _of("return", "return_number"),
    "return_cancelled": _of("return", "return_number"),
    "exchange_requested": _of("return", *_GOODS, "label"),
    "exchange_received": _of("return"),
    "exchange_cancelled": _of("return"),
    "case_opened": _bare("service", "case_number"),
    "case_closed": _bare("service", "case_number", "survey"),
    "transcript": _bare("service", "lines"),
    "identity_code": Kind("service", ("code", "minutes")),
}
TEMPLATES: Final = tuple(KINDS)
