"""What the service tasks of tau-retail say an order, its payments and gift cards must be in the end.

Written from the data set's own description, apart from the product: nothing here asks the product anything. Amounts
are minor units. A product line is (sku, quantity); a movement is (kind, payment method, amount).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

_COUNTRIES = {"USA": "US"}


@dataclass
class Shop:
    """The data set as read."""

    orders: Mapping[str, Any]
    users: Mapping[str, Any]
    products: Mapping[str, Any]
    tasks: list[dict[str, Any]]

    @classmethod
    def read(cls, folder: Path) -> "Shop":
        names = ("orders", "users", "products", "tasks")
        return cls(**{name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in names})

    def price(self, item: str) -> int:
        """The list price of an item."""
        for product in self.products.values():
            if item in product["variants"]:
                return minor(product["variants"][item]["price"])
        raise KeyError(item)


@dataclass
class Expected:
    """An order as the actions of a task leave it."""

    status: str
    lines: dict[str, list[Any]]
    address: dict[str, str]
    movements: list[tuple[str, str, int]] = field(default_factory=list)
    returns: list[dict[str, Any]] = field(default_factory=list)
    exchanges: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Teller:
    """Follows the actions of one task. `cards` holds the balances of the customer's gift cards."""

    shop: Shop
    user: str

    def __post_init__(self) -> None:
        methods = self.shop.users[self.user]["payment_methods"]
        self.cards = {id: minor(each["balance"]) for id, each in methods.items() if each["source"] == "gift_card"}
        self.orders: dict[str, Expected] = {}

    def order(self, number: str) -> Expected:
        if number not in self.orders:
            told = self.shop.orders[number]
            lines = {str(i): [item["item_id"], minor(item["price"])] for i, item in enumerate(told["items"])}
            paid = [("captured", each["payment_method_id"], minor(each["amount"])) for each in told["payment_history"]]
            self.orders[number] = Expected(told["status"], lines, address_of(told["address"]), paid)
        return self.orders[number]

    def refuses(self, action: str, kwargs: Mapping[str, Any]) -> str:
        """Why the action must be refused, "" if it must not: a gift card that does not cover what it is to pay."""
        due = self._due(action, kwargs)
        card = str(kwargs.get("payment_method_id"))
        return "insufficient_balance" if card in self.cards and due > self.cards[card] else ""

    def follow(self, action: str, kwargs: Mapping[str, Any]) -> None:
        """What the action makes of the order."""
        getattr(self, f"_{action}")(self.order(kwargs["order_id"]), kwargs)

    def _due(self, action: str, kwargs: Mapping[str, Any]) -> int:
        if action == "modify_pending_order_payment":
            return sum(amount for _, _, amount in self.order(kwargs["order_id"]).movements)
        if "new_item_ids" not in kwargs:
            return 0
        return self._difference(self.order(kwargs["order_id"]), kwargs)

    def _difference(self, order: Expected, kwargs: Mapping[str, Any]) -> int:
        old = sum(order.lines[line][1] for line in self.named(order, kwargs["item_ids"]))
        return sum(self.shop.price(item) for item in kwargs["new_item_ids"]) - old

    def named(self, order: Expected, items: list[str]) -> list[str]:
        """The lines that items name: each line once, in the order of the order."""
        free = dict(order.lines)
        found = []
        for item in items:
            line = next(key for key, (sku, _) in free.items() if sku == item)
            del free[line]
            found.append(line)
        return found

    def _move(self, order: Expected, kind: str, method: str, amount: int) -> None:
        if not amount:
            return
        order.movements.append((kind, method, amount))
        if method in self.cards:
            self.cards[method] += amount if kind == "refunded" else -amount

    def _settle(self, order: Expected, method: str, difference: int) -> None:
        self._move(order, "captured" if difference > 0 else "refunded", method, abs(difference))

    def _cancel_pending_order(self, order: Expected, kwargs: Mapping[str, Any]) -> None:
        order.status = "cancelled"
        for _, method, amount in list(order.movements):
            self._move(order, "refunded", method, amount)

    def _modify_pending_order_items(self, order: Expected, kwargs: Mapping[str, Any]) -> None:
        difference = self._difference(order, kwargs)
        for line, item in zip(self.named(order, kwargs["item_ids"]), kwargs["new_item_ids"], strict=True):
            order.lines[line] = [item, self.shop.price(item)]
        self._settle(order, kwargs["payment_method_id"], difference)

    def _modify_pending_order_address(self, order: Expected, kwargs: Mapping[str, Any]) -> None:
        order.address = address_of(kwargs)

    def _modify_pending_order_payment(self, order: Expected, kwargs: Mapping[str, Any]) -> None:
        before = list(order.movements)
        self._move(order, "captured", kwargs["payment_method_id"], sum(amount for _, _, amount in before))
        for _, method, amount in before:
            self._move(order, "refunded", method, amount)

    def _return_delivered_order_items(self, order: Expected, kwargs: Mapping[str, Any]) -> None:
        worth = sum(order.lines[line][1] for line in self.named(order, kwargs["item_ids"]))
        items = sorted(kwargs["item_ids"])
        order.returns.append({"items": items, "amount": worth, "refund_to": kwargs["payment_method_id"]})

    def _exchange_delivered_order_items(self, order: Expected, kwargs: Mapping[str, Any]) -> None:
        pairs = sorted(zip(kwargs["item_ids"], kwargs["new_item_ids"], strict=True))
        amount = self._difference(order, kwargs)
        order.exchanges.append({"pairs": pairs, "amount": amount, "settle_with": kwargs["payment_method_id"]})


def minor(amount: float) -> int:
    """Cents of a price as the data write it."""
    return round(Decimal(str(amount)) * 100)


def address_of(told: Mapping[str, Any]) -> dict[str, str]:
    """An address of the data as ours."""
    return {
        "line1": told["address1"],
        "line2": told["address2"],
        "city": told["city"],
        "region": told["state"],
        "postal_code": told["zip"],
        "country": _COUNTRIES[told["country"]],
    }
