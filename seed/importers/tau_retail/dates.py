"""Dates for records that have none.

The data set tells no dates. They are made up from the order number alone, within the year before `as_of`, so that
every run gives the same ones: pending orders are at most three days old, those being processed at most five,
delivered and cancelled ones are spread over the year.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_AGES = {"pending": (0.1, 3), "processed": (1, 5), "delivered": (8, 364), "cancelled": (3, 364)}  # days


@dataclass(frozen=True, slots=True)
class Dates:
    """When an order was placed, when it left (or was to leave), when it arrived, when it was cancelled."""

    placed: datetime
    released: datetime
    shipped: datetime
    delivered: datetime
    cancelled: datetime


def dates_for(number: str, status: str, *, as_of: date) -> Dates:
    """Plausible dates for an order, the same for the same number and `as_of`."""
    youngest, oldest = _AGES[status]
    age = timedelta(days=youngest + (oldest - youngest) * _share(number, "age"))
    placed = _to_second(datetime.combine(as_of, time(), UTC) - age)
    released = placed + timedelta(hours=1 + 9 * _share(number, "release"))
    shipped = released + timedelta(hours=6 + 30 * _share(number, "ship"))
    return Dates(
        placed=placed,
        released=_to_second(released),
        shipped=_to_second(shipped),
        delivered=_to_second(shipped + timedelta(days=1 + 4 * _share(number, "deliver"))),
        cancelled=_to_second(placed + timedelta(hours=0.5 + 40 * _share(number, "cancel"))),
    )


def _share(number: str, what: str) -> float:
    digest = hashlib.sha256(f"{number}:{what}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:6]) / 2**48


def _to_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def customer_since(reference: str, *, as_of: date) -> datetime:
    """When a customer came: one to three years before `as_of`, before any of their orders."""
    age = timedelta(days=366 + 730 * _share(reference, "since"))
    return _to_second(datetime.combine(as_of, time(), UTC) - age)


def catalogue_since(as_of: date) -> datetime:
    """When the catalogue was made: three years before `as_of`."""
    return datetime.combine(as_of, time(), UTC) - timedelta(days=3 * 365)
