"""States of orders, parcels and disputes, as screens show them with a colour. English is the key of the catalogue."""

from collections.abc import Mapping
from typing import Final

from console.ui.figures import Reader

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
    "cancelled": ("not sent after all", ""),
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


def all_states() -> list[str]:
    """Every English text of this list, for the test that each has its French."""
    return [english for states in (_STATES, _PARCELS, _DISPUTES) for english, _ in states.values()]


def _coloured(states: Mapping[str, tuple[str, str]], code: str, reader: Reader) -> tuple[str, str]:
    if code not in states:
        return code.replace("_", " "), ""
    english, tone = states[code]
    return reader.say(english), tone
