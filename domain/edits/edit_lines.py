"""Edit the lines of an order."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.catalogue.goods import Goods, goods_of
from domain.edits.apply_steps import apply_steps
from domain.edits.line_change import Added, LineChange, Step, check_added, steps_of
from domain.edits.too_late import refuse_picked, remark_hold
from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.order import Order
from domain.orders.load import order_to_change
from domain.payments.methods import method_of
from domain.payments.settle_difference import settle_difference
from domain.pricing.reprice import reprice
from domain.work.unit import Unit

__all__ = ["Added", "LineChange", "edit_lines"]


def edit_lines(
    unit: Unit,
    *,
    order: str | UUID,
    lines: Sequence[LineChange] = (),
    add: Sequence[Added] = (),
    settle_with: str | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> None:
    """Change quantities and variants, add and remove lines of an order that is not being picked; held ones too.

    Lines that are not named keep their prices. The order is priced and what changed is sourced anew. What the customer
    owes then is collected with the payment method `settle_with` (without one it stays open), what they get back goes
    to it (without one to where it came from).

    Records `order.edited` with the goods before and after, what sourcing records, and what happens to the money.
    An order that is like that already is left as it is. Refuses with `Conflict` "too_late_to_edit", "not_available" and
    "nothing_left", a gift card that does not suffice ("insufficient_balance"), and with `Invalid` naming the field what
    cannot be.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    why = clean_text(reason, field="reason", most=500, required=False)
    found = order_to_change(unit, order, expected_version)
    refuse_picked(found)
    steps, added = steps_of(found, lines, add), check_added(found, add)
    goods = _goods(unit, found, steps, added)
    method = None
    if settle_with is not None:
        method = method_of(unit, found.customer_id, settle_with, field="settle_with", currency=found.currency)
    if not steps and not added:
        unit.remark("edit.nothing_changes", en="The order is like that already.", fr="La commande est déjà ainsi.")
        return
    remark_hold(unit, found)
    before, told = found.total, [_told(step) for step in steps]
    apply_steps(unit, found, steps, added, goods)
    found.version += 1
    reprice(unit, found)
    told += [{"sku": new.sku, "quantity": new.quantity, "added": True} for new in added]
    unit.record(
        "order.edited",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        data={"lines": told, "amount": found.total - before, "currency": found.currency, "reason": why},
    )
    settle_difference(unit, found, method=method, reason="edited")


def _goods(unit: Unit, order: Order, steps: Sequence[Step], added: Sequence[Added]) -> Mapping[str, Goods]:
    """What comes onto the order; more pieces of a line cost what the line costs."""
    wanted = {f"{step.field}.new_sku": step.sku for step in steps if step.swapped}
    wanted |= {f"add[{i}].sku": new.sku for i, new in enumerate(added)}
    grown = [step for step in steps if not step.swapped and step.quantity > step.line.kept]
    return goods_of(unit, order.currency, wanted, more={f"{step.field}.quantity": step.sku for step in grown})


def _told(step: Step) -> dict[str, Any]:
    """The line before and after: "quantity" is what there is of it now."""
    told: dict[str, Any] = {"line_id": str(step.line.id), "sku": step.line.sku, "quantity": step.quantity}
    if step.quantity != step.line.kept:
        told["old_quantity"] = step.line.kept
    if step.swapped:
        told["new_sku"] = step.sku
    return told
