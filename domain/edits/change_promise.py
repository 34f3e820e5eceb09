"""Promise an order for another day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Final
from uuid import UUID

from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order, OrderLine
from domain.orders.load import load_order
from domain.orders.named_lines import find_line, refuse_named_twice
from domain.work.unit import Unit

LONGEST_PROMISE: Final = timedelta(days=366)


@dataclass(frozen=True)
class PromisedLine:
    """A line by its id, or by a SKU that stands on one line only."""

    line_id: UUID | None = None
    sku: str | None = None


def change_promise(
    unit: Unit,
    *,
    order: str | UUID,
    promised_on: date,
    reason: str,
    lines: Sequence[PromisedLine] | None = None,
    expected_version: int | None = None,
) -> None:
    """Promise `lines` (all that has not left when None) for another day, today or later.

    Records `order.promise_changed`. Refuses with `Conflict` "too_late" where nothing is left to promise.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    day = check_day(unit, promised_on, field="promised_on")
    why = clean_text(reason, field="reason", most=500)
    found = load_order(unit, order, expected_version=expected_version)
    named = _named(found, lines)
    set_promise(named, day)
    found.version += 1
    unit.record(
        "order.promise_changed",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        data={
            "number": found.number,
            "promised_on": day.isoformat(),
            "reason": why,
            "lines": [{"line_id": str(line.id), "sku": line.sku, "quantity": line.unshipped} for line in named],
        },
    )


def set_promise(lines: Iterable[OrderLine], day: date) -> None:
    """Promise what has not left of `lines` for `day`."""
    for line in lines:
        if _is_awaited(line):
            line.promised_on = day


def check_day(unit: Unit, day: date, *, field: str) -> date:
    """`day` if it is not in the past (anywhere) and not beyond `LONGEST_PROMISE`, or `Invalid` naming `field`."""
    today = unit.now.astimezone(UTC).date()
    if not today <= day <= today + LONGEST_PROMISE:
        past = day < today
        raise Invalid(
            field=field,
            code="in_the_past" if past else "too_far_away",
            en=f"“{field}” must not be in the past." if past else f"“{field}” is more than a year away.",
            fr=f"« {field} » ne peut pas être dans le passé." if past else f"« {field} » est à plus d’un an.",
        )
    return day


def _named(order: Order, lines: Sequence[PromisedLine] | None) -> list[OrderLine]:
    wanted = order.lines if lines is None else _found(order, lines)
    awaited = [line for line in wanted if _is_awaited(line)]
    if not awaited or (lines is not None and len(awaited) < len(wanted)):
        raise Conflict(
            code="too_late",
            field="lines" if lines is not None else None,
            en=f"Nothing of order {order.number} is still to leave there: there is no promise to change.",
            fr=f"Rien de la commande {order.number} ne reste à expédier ici : pas de promesse à changer.",
            details={"status": order.status},
        )
    return awaited


def _found(order: Order, lines: Sequence[PromisedLine]) -> list[OrderLine]:
    if not lines:
        raise Invalid(field="lines", code="missing", en="Name the lines.", fr="Indiquez les lignes.")
    found = [find_line(order, line_id=line.line_id, sku=line.sku, field=f"lines[{i}]") for i, line in enumerate(lines)]
    refuse_named_twice(found)
    return found


def _is_awaited(line: OrderLine) -> bool:
    return line.status == "open" and line.unshipped > 0
