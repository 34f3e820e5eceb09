"""Arguments for every action, good ones and bad ones, and the refusals that each may meet."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from hypothesis import strategies as st

from domain.allowances.reasons import REASONS
from domain.models.returns import CONDITIONS
from domain.orders.rows import OrderDetail, OrderLineRow
from tests.support.order_world import PLACES, World
from tests.support.team import eur

T = TypeVar("T")

METHODS: Final = ("tok_card", "invoice", "gift_card", "store_credit")
BACK_TO: Final = (None, "original", "tok_card", "gift_card", "store_credit", "goodwill_credit")


class Draw:
    """Short ways to draw."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def pick(self, values: Sequence[T]) -> T:
        return self._data.draw(st.sampled_from(values))

    def number(self, least: int, most: int) -> int:
        return self._data.draw(st.integers(least, most))

    def seldom(self) -> bool:
        return self.number(1, 6) == 1

    def often(self) -> bool:
        return not self.seldom()

    def money(self, most: int) -> dict[str, str]:
        """From a cent to `most` cents, or often all of it."""
        cents = max(1, most) if self.number(1, 3) == 1 else self.number(1, max(1, most))
        return eur(f"{cents // 100}.{cents % 100:02d}")

    def some(self, lines: Sequence[OrderLineRow]) -> list[OrderLineRow]:
        """One or two different lines."""
        first = self.number(0, len(lines) - 1)
        second = self.number(0, len(lines) - 1)
        return [lines[i] for i in sorted({first, second})]


Make = Callable[[Draw, OrderDetail, World], dict[str, Any] | None]


def edit(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    change: dict[str, Any] = {"line_id": str(d.pick(order.lines).id)}
    match d.pick(("quantity", "swap", "both", "remove")):
        case "remove":
            change["remove"] = True
        case what:
            if what != "swap":
                change["quantity"] = d.number(1, 4)
            if what != "quantity":
                change["new_sku"] = d.pick(world.skus)
    add = [{"sku": d.pick(world.skus), "quantity": d.number(1, 3)}] if d.number(1, 3) == 1 else []
    lines = [] if add and d.seldom() else [change]
    return {"lines": lines, "add": add, "settle_with": d.pick((None, *METHODS))}


def change_address(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    return {"address": d.pick(PLACES), "save_to_customer": d.seldom()}


def change_payment(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    return {"payment_method": d.pick(METHODS)}


def cancel(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    if d.number(1, 3) == 1:
        return {"reason": "changed their mind"}
    lines = [_pieces(d, line, line.quantity - line.cancelled - line.shipped) for line in d.some(order.lines)]
    return {"reason": "out of stock", "lines": lines}


def hold(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    return {"reason": "address to be checked"}


def release_hold(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    return {"hold_id": str(d.pick(order.holds).id)} if order.holds else None


def change_fulfilment(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    kind = d.pick(("ship", "pickup", "curbside", "locker"))
    args: dict[str, Any] = {"fulfilment": kind}
    if kind in ("pickup", "curbside"):
        args["node"] = d.pick((world.nodes[1], world.nodes[1], world.nodes[0]))
    return args | ({"locker": "Gare de Lyon 12"} if kind == "locker" else {})


def change_promise(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    day = (world.clock.now() + timedelta(days=d.number(1, 30))).date()
    return {"promised_on": day.isoformat(), "reason": "carrier late"}


def reorder(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    return {"payment_method": d.pick((None, *METHODS)), "address": d.pick((None, *PLACES))}


def take_back(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    reasons = ("", "defective", "too_late", "does not match the curtains")
    lines = [_pieces(d, line, line.shipped) | {"reason": d.pick(reasons)} for line in d.some(order.lines)]
    channel = d.pick(("store", "mail", "drop_off", "digital"))
    refund_to = d.pick((None, *METHODS))
    node = d.pick((None, *world.nodes)) if channel == "store" else None
    return {"lines": lines, "channel": channel, "refund_to": refund_to, "node": node}


def receive_return(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    if not order.returns:
        return None
    back = _standing(d, order.returns)
    args: dict[str, Any] = {"return_id": str(back.id), "node": d.pick((None, *world.nodes))}
    if d.number(1, 2) == 1:
        args["lines"] = [
            {
                "line_id": str(item.line_id),
                "quantity": d.number(1, item.quantity + d.seldom()),
                "condition": d.pick(("sellable", *CONDITIONS)),
                "accept": d.pick((None, None, True, False)),
            }
            for item in back.items
        ]
    return args | ({"settle_with": d.pick(METHODS)} if d.seldom() else {})


def cancel_return(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    return {"return_id": str(_standing(d, order.returns).id)} if order.returns else None


def reject_return(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    return {"return_id": str(_standing(d, order.returns).id), "reason": "worn"} if order.returns else None


def exchange(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    lines = []
    for line in d.some(order.lines):
        twin = line.sku[:-1] + ("A" if line.sku.endswith("B") else "B")
        new = d.pick(world.skus) if d.seldom() else d.pick((twin, twin, line.sku))
        lines.append(_pieces(d, line, line.shipped) | {"new_sku": new})
    channel = d.pick(("store", "mail", "drop_off", "digital"))
    node = world.nodes[1] if channel == "store" else None
    return {"lines": lines, "channel": channel, "settle_with": d.pick((None, *METHODS)), "node": node}


def cancel_exchange(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    return {"exchange_id": str(_standing(d, order.exchanges).id)} if order.exchanges else None


def replace(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    return {
        "lines": [_pieces(d, line, line.shipped) for line in d.some(order.lines)],
        "reason": d.pick(("lost", "damaged")),
    }


def discount(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    line = d.pick((None, *order.lines))
    args = {"reason": _reason(d), "line_id": str(line.id) if line else None, "settle_with": d.pick(BACK_TO)}
    if d.number(1, 2) == 1:
        return args | {"percent": d.pick(("10", "33.33", "100", "0.01"))}
    return args | {"amount": d.money((line or order).total.minor)}


def price_match(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    line = d.pick(order.lines)
    args = {"line_id": str(line.id), "where": "the shop next door", "settle_with": d.pick(BACK_TO)}
    return args | {"price": d.money(line.unit_price.minor)}


def goodwill(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    give_as = d.pick([to for to in BACK_TO if to])
    return {"amount": d.money(order.total.minor), "reason": _reason(d), "give_as": give_as}


def refund(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    amount = None if d.number(1, 3) == 1 else d.money(order.captured.minor)
    return {"amount": amount, "refund_to": d.pick(BACK_TO), "reason": _reason(d)}


def retry_payment(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    return _asked(d, order, world)


def drop_payment(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    asked = _asked(d, order, world)
    return asked and asked | {"to": d.pick((None, *METHODS))}


def open_dispute(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    amount = None if d.often() else d.money(order.captured.minor)
    return {"reason": d.pick(("fraudulent", "not_received")), "amount": amount}


def place_order(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    lines = [{"sku": d.pick(world.skus), "quantity": d.number(1, 3)} for _ in range(d.number(1, 3))]
    args: dict[str, Any] = {
        "customer_id": str(d.pick(world.customers)),
        "currency": "EUR",
        "lines": lines,
        "shipping_address": d.pick(PLACES),
        "shipping": d.pick((None, eur("4.90"))),
    }
    if d.seldom():
        args |= {"discount": eur("0.01"), "discount_reason": "loyalty"}
    return args | ({"tax": eur("1.23")} if d.seldom() else {})


def order_quote(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    if not world.quotes:
        return None
    return {"quote_id": str(d.pick(world.quotes)), "payment_method": d.pick((None, *METHODS))}


def credit(d: Draw, order: OrderDetail, world: World) -> dict[str, Any]:
    return {"customer_id": str(d.pick(world.customers)), "amount": d.money(6000), "reason": _reason(d)}


_LACK: Final = {"insufficient_balance"}
_TAKE_BACK: Final = {"not_delivered", "already_returned", "more_than_delivered"}
_PAYMENT: Final = {"payment_settled", "payment_dropped", "refund_above_captured", "more_than_due"}

# Action: how to ask for it, and why it may be refused.
ACTIONS: Final[dict[str, tuple[Make, set[str]]]] = {
    "edit": (edit, {"too_late_to_edit", "line_not_editable", "nothing_left", *_LACK}),
    "change_address": (change_address, {"too_late"}),
    "change_payment": (change_payment, {"too_late", "same_method", "payment_pending", *_LACK}),
    "cancel": (cancel, {"illegal_order_move", "partly_shipped", "nothing_to_cancel", "more_than_left"}),
    "hold": (hold, {"not_holdable"}),
    "release_hold": (release_hold, set()),
    "change_fulfilment": (change_fulfilment, {"too_late", "same_fulfilment", "not_a_store"}),
    "change_promise": (change_promise, {"too_late"}),
    "reorder": (reorder, {"nothing_to_reorder", *_LACK}),
    "order_quote": (order_quote, {"quote_ordered", "quote_expired", *_LACK}),
    "place_order": (place_order, set()),
    "return": (take_back, _TAKE_BACK),
    "receive_return": (receive_return, {"illegal_return_move", "more_than_expected", "nothing_to_accept", *_LACK}),
    "cancel_return": (cancel_return, {"illegal_return_move", "already_credited", "part_of_exchange"}),
    "reject_return": (reject_return, {"illegal_return_move", "already_credited"}),
    "exchange": (exchange, {"other_product", *_TAKE_BACK, *_LACK}),
    "cancel_exchange": (cancel_exchange, {"illegal_exchange_move"}),
    "replace": (replace, {"nothing_to_replace", "more_than_shipped"}),
    "discount": (discount, {"discount_too_large", "zero_amount", "nothing_kept"}),
    "price_match": (price_match, {"price_not_lower", "nothing_kept", "discount_too_large"}),  # all of it was given back
    "goodwill": (goodwill, {"discount_too_large"}),
    "credit": (credit, set()),
    "refund": (refund, {"nothing_owed", "refund_above_captured", "discount_too_large"}),
    "retry_payment": (retry_payment, _PAYMENT),
    "drop_payment": (drop_payment, {"payment_in_flight", "nothing_to_move", *_PAYMENT, *_LACK}),
    "open_dispute": (open_dispute, {"nothing_to_dispute", "dispute_above_captured"}),
}
WITHOUT_ORDER: Final = ("place_order", "order_quote", "credit")
WITHOUT_VERSION: Final = (*WITHOUT_ORDER, "reorder", "retry_payment", "drop_payment")


def _standing(d: Draw, rows: Sequence[Any]) -> Any:
    """Mostly what is still expected."""
    expected = [row for row in rows if row.status == "requested"]
    return d.pick(expected if expected and d.often() else rows)


def _pieces(d: Draw, line: OrderLineRow, most: int) -> dict[str, Any]:
    return {"line_id": str(line.id), "quantity": d.number(1, max(1, most + d.seldom()))}


def _reason(d: Draw) -> str:
    return d.pick([reason for reason in REASONS if reason != "other"])


def _asked(d: Draw, order: OrderDetail, world: World) -> dict[str, Any] | None:
    own: list[UUID] = [id for id, of in world.payments("pending", "refused", "dropped", "settled") if of == order.id]
    return {"payment": str(d.pick(own))} if own else None
