"""Change how an order reaches the customer."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain.edits.change_promise import check_day, set_promise
from domain.edits.pickup_shipping import drop_shipping, restore_shipping
from domain.edits.too_late import refuse_picked, remark_hold
from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, sought_text
from domain.models.inventory import Node
from domain.models.order import Order
from domain.orders.load import order_to_change
from domain.orders.new_order import FULFILMENTS, check_choice
from domain.orders.source_lines import source_again
from domain.payments.settle_difference import settle_difference
from domain.pricing.reprice import reprice
from domain.work.unit import Unit

AT_A_STORE = ("pickup", "curbside")


def change_fulfilment(
    unit: Unit,
    *,
    order: str | UUID,
    fulfilment: str,
    node: str | None = None,
    locker: str = "",
    promise_on: date | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> None:
    """Ship an order, have it picked up at a store (`node`) or its kerb, or send it to a `locker`, before it is picked.

    Everything is sourced anew: for a store from the store itself, else it is sent there. What is picked up costs no
    shipping, and is taxed where the store is; when it is shipped after all, the shipping comes back. Without
    `promise_on` it is promised by what sourcing says. Records `order.fulfilment_changed`. Refuses with `Invalid` what
    does not go together, with `NotFound` a node, with `Conflict` "not_a_store", "same_fulfilment" and "too_late".
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    kind = check_choice(fulfilment, FULFILMENTS, field="fulfilment")
    why = clean_text(reason, field="reason", most=500, required=False)
    day = check_day(unit, promise_on, field="promise_on") if promise_on else None
    _refuse_misfit(kind, node, locker)
    place = clean_text(locker, field="locker", most=100, required=kind == "locker")
    found = order_to_change(unit, order, expected_version)
    refuse_picked(found, code="too_late")
    store = _store(unit, node) if node is not None else None
    _refuse_same(found, kind, store, place)
    remark_hold(unit, found)
    _hand_over(unit, found, kind, store, place)
    if day is not None:
        set_promise(found.lines, day)
    found.version += 1
    _record(unit, found, store, why)
    reprice(unit, found)
    settle_difference(unit, found, reason="fulfilment changed")


def _hand_over(unit: Unit, order: Order, kind: str, store: Node | None, locker: str) -> None:
    was_picked_up = order.pickup_node_id is not None
    order.fulfilment, order.locker = kind, locker
    order.pickup_node_id = store.id if store else None
    if store is not None and not was_picked_up:
        drop_shipping(unit, order)
    if store is None and was_picked_up:
        restore_shipping(unit, order)
    source_again(unit, order, order.lines, at=unit.now, reason="fulfilment changed")
    if store is not None:
        _remark_sent(unit, order, store)


def _remark_sent(unit: Unit, order: Order, store: Node) -> None:
    sent = [line.sku for line in order.lines if line.source_node_id not in (None, store.id) and line.unshipped]
    if sent:
        skus = ", ".join(sent)
        unit.remark(
            "sent_to_store",
            en=f"{store.name} does not have all of it: {skus} is sent there first.",
            fr=f"{store.name} n’a pas tout : {skus} y est d’abord envoyé.",
        )


def _record(unit: Unit, order: Order, store: Node | None, reason: str) -> None:
    days = [line.promised_on for line in order.lines if line.promised_on and line.unshipped]
    unit.record(
        "order.fulfilment_changed",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "number": order.number,
            "fulfilment": order.fulfilment,
            "node": store.code if store else None,
            "locker": order.locker,
            "lines": [{"sku": line.sku, "quantity": line.unshipped} for line in order.lines if line.unshipped],
            "promised_on": max(days).isoformat() if days else None,
            "reason": reason,
        },
    )


def _store(unit: Unit, code: str) -> Node:
    found = unit.session.execute(select(Node).where(Node.code == sought_text(code).upper())).scalar_one_or_none()
    if found is None:
        raise NotFound.of("node", "site", sought_text(code)[:60])
    if found.kind != "store" or not found.active:
        raise Conflict(
            code="not_a_store",
            field="node",
            en=f"{found.name} is not a store where goods can be picked up.",
            fr=f"{found.name} n’est pas un magasin où retirer des articles.",
        )
    return found


def _refuse_misfit(kind: str, node: str | None, locker: str) -> None:
    """A store for what is picked up, a locker for what is sent to one, neither for anything else."""
    if kind in AT_A_STORE and not node:
        raise Invalid(
            field="node",
            code="missing",
            en="Say at which store it is picked up.",
            fr="Indiquez le magasin de retrait.",
        )
    if (node and kind not in AT_A_STORE) or (locker and kind != "locker"):
        field = "node" if node and kind not in AT_A_STORE else "locker"
        raise Invalid(
            field=field,
            code="contradiction",
            en=f"“{field}” does not go with “{kind}”.",
            fr=f"« {field} » ne va pas avec « {kind} ».",
        )


def _refuse_same(order: Order, kind: str, store: Node | None, locker: str) -> None:
    now = (order.fulfilment, order.pickup_node_id, order.locker)
    if now == (kind, store.id if store else None, locker):
        raise Conflict(
            code="same_fulfilment",
            field="fulfilment",
            en=f"Order {order.number} is handed over like that already.",
            fr=f"La commande {order.number} est déjà remise ainsi.",
        )
