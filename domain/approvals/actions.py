"""Every action by its name: the use case that does it, and the right it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.kernel.permissions import Permission
from domain.orders.hold import hold_order, release_hold
from domain.orders.place import place_order
from domain.payments.drop_payment import drop_payment
from domain.payments.retry_payment import retry_payment


@dataclass(frozen=True, slots=True)
class Action:
    """`use_case(unit, *, …)` takes plain typed values: what `stored.decode` can read from JSON.

    `makes_order`: its result is the id of the order that is shown afterwards.
    """

    use_case: Callable[..., Any]
    right: Permission
    makes_order: bool = False


ACTIONS: Final[Mapping[str, Action]] = {
    "hold": Action(hold_order, Permission.ORDERS_WRITE),
    "release_hold": Action(release_hold, Permission.ORDERS_WRITE),
    "place_order": Action(place_order, Permission.ORDERS_WRITE, makes_order=True),
    "retry_payment": Action(retry_payment, Permission.REFUNDS_WRITE),
    "drop_payment": Action(drop_payment, Permission.REFUNDS_WRITE),
}
