"""Place an order to see what it comes to, and take it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from domain.models.order import Order
from domain.orders.place import place_order
from domain.work.lock_order import lock_order
from domain.work.unit import Unit


@contextmanager
def trial_order(unit: Unit, **values: Any) -> Iterator[Order]:
    """The order that `place_order` would make of `values`, until the end of the block; nothing of it is kept.

    It is read from the same computation, so an offer and the order that follows cannot differ. No number is drawn,
    no event recorded, and what refuses an order refuses here.
    """
    trial = replace(unit, previewing=True, needs=[], remarks=[], events=[], deferred=[])
    point = unit.session.begin_nested()
    try:
        yield lock_order(trial, place_order(trial, **values))
    finally:
        point.rollback()
