"""Data for tests, made through the use cases: what could not happen in the product cannot stand in a test."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from domain.catalogue.add_product import NewVariant, add_product
from domain.customers.add_note import add_note
from domain.customers.add_payment_method import add_payment_method
from domain.customers.create import create_customer
from domain.fulfilment.ship import ship
from domain.inventory.add_node import add_node
from domain.inventory.put_stock import StockEntry, put_stock
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.orders.place import place_order
from domain.work.application import Application

R = TypeVar("R")

PARIS: Mapping[str, object] = {
    "line1": "12 rue des Lilas",
    "city": "Paris",
    "postal_code": "75011",
    "country": "FR",
}
LYON: Mapping[str, object] = {"line1": "8 quai Rambaud", "city": "Lyon", "postal_code": "69002", "country": "FR"}


class Builders:
    """Every argument may be left out; what a test names is what it is about. Each call commits."""

    def __init__(self, application: Application, actor: Actor) -> None:
        self.application = application
        self.actor = actor
        self._numbers = count(1)

    def perform(self, use_case: Callable[..., R], **values: Any) -> R:
        """Run any use case as the builders' actor."""
        return self.application.perform(use_case, self.actor, **values)

    def customer(self, **values: Any) -> UUID:
        """A customer in Paris with one e-mail address."""
        number = next(self._numbers)
        standard = {
            "first_name": "Éloïse",
            "last_name": f"Martin{number}",
            "emails": [f"eloise.martin{number}@example.org"],
            "addresses": [PARIS],
        }
        return self.perform(create_customer, **standard | values)

    def payment_method(self, customer_id: UUID, **values: Any) -> UUID:
        """A card of the customer."""
        standard = {"kind": "card", "brand": "visa", "last_four": "4242"}
        return self.perform(add_payment_method, customer_id=customer_id, **standard | values)

    def product(self, *skus: str, price: int = 1999, currency: str = "EUR", **values: Any) -> UUID:
        """A product with a variant for each SKU (one of its own by default), `price` in minor units."""
        names = skus or (f"SKU-{next(self._numbers)}",)
        variants = [NewVariant(sku, options={"size": str(i)}, prices={currency: price}) for i, sku in enumerate(names)]
        return self.perform(add_product, **{"name": "Linen shirt", "variants": variants} | values)

    def node(self, code: str = "PAR", **values: Any) -> UUID:
        """A warehouse near Paris."""
        standard = {
            "name": f"Warehouse {code}",
            "kind": "warehouse",
            "address": {"line1": "1 avenue du Fret", "city": "Rungis", "postal_code": "94150", "country": "FR"},
            "time_zone": "Europe/Paris",
            "handling_cost": Money(150, "EUR"),
        }
        return self.perform(add_node, code=code, **standard | values)

    def stock(self, sku: str, on_hand: int = 10, node: str = "PAR", **values: Any) -> None:
        """So many pieces on hand at a node that is there."""
        self.perform(put_stock, entries=[StockEntry(node=node, sku=sku, on_hand=on_hand, **values)])

    def goods(self, *skus: str, on_hand: int = 100, node: str = "PAR", **values: Any) -> None:
        """A node, a product with these SKUs, and stock of each."""
        self.node(node)
        self.product(*skus, **values)
        for sku in skus:
            self.stock(sku, on_hand, node)

    def order(self, customer_id: UUID | None = None, *, lines: Sequence[NewLine] | None = None, **values: Any) -> UUID:
        """An order of two pieces of one SKU with a price of its own; in EUR, to Paris."""
        customer_id = customer_id or self.customer()
        if lines is None:
            sku = f"SKU-{next(self._numbers)}"
            self.product(sku)
            lines = [NewLine(sku=sku, quantity=2, unit_price=Money(1999, "EUR"))]
        standard = {"currency": "EUR", "shipping_address": PARIS}
        return self.perform(place_order, customer_id=customer_id, lines=lines, **standard | values)

    def shipment(self, order_id: UUID, *, shipped_at: datetime | None = None, **values: Any) -> UUID:
        """A parcel with everything that the order still waits for."""
        standard = {"lines": None, "node": None, "carrier": "Colissimo", "tracking_number": f"T{next(self._numbers)}"}
        return self.perform(ship, order=order_id, shipped_at=shipped_at, **standard | values)

    def note(self, customer_id: UUID, body: str = "Prefers to be called after six.", **values: Any) -> UUID:
        """A note about the customer."""
        return self.perform(add_note, customer_id=customer_id, body=body, **values)
