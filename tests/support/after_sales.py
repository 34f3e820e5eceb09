"""Orders that have arrived and are paid for, and actions on them through `act`: what tests of after-sales need."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from domain.approvals.act import Acted, act
from domain.approvals.preview import ActionPreview
from domain.catalogue.add_product import NewVariant, add_product
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.support.builders import PARIS, Builders

ARRIVED = datetime(2026, 11, 20, 9, tzinfo=UTC)


class Shop:
    """A node PAR with 100 shirts in three sizes (S, M: 20.00 EUR; L: 25.00 EUR), and what customers do with them."""

    def __init__(self, application: Application, actor: Actor, build: Builders) -> None:
        self.application, self.actor, self.build = application, actor, build
        build.node("PAR")
        self.product("SHIRT", {"S": 2000, "M": 2000, "L": 2500})
        self.product("LAMP", {"": 3990}, category="furniture")

    def product(self, name: str, prices: dict[str, int], *, on_hand: int = 100, **values: Any) -> None:
        skus = {f"{name}-{option}" if option else name: price for option, price in prices.items()}
        variants = [NewVariant(sku, options={"size": sku}, prices={"EUR": price}) for sku, price in skus.items()]
        self.build.perform(add_product, name=name.title(), variants=variants, **values)
        for sku in skus:
            self.build.stock(sku, on_hand)

    def delivered(
        self,
        *lines: NewLine,
        customer: UUID | None = None,
        paid_with: UUID | None = None,
        arrived: datetime = ARRIVED,
        **values: Any,
    ) -> UUID:
        """An order of `lines` (two shirts S by default), paid by card, that has arrived."""
        customer = customer or self.build.customer()
        method = paid_with or self.build.payment_method(customer)
        wanted = list(lines) or [NewLine("SHIRT-S", 2)]
        placed = self.build.order(customer, lines=wanted, shipping_address=PARIS, **values)
        total = self.order(placed).total
        if total:
            self.pay(placed, total, method)
        parcel = self.build.shipment(placed)
        self.scan(parcel, arrived)
        return placed

    def scan(self, parcel: UUID, at: datetime | None = None) -> None:
        """The parcel has arrived."""
        self.build.perform(record_scan, shipment_id=parcel, status="delivered", place="Paris", at=at)

    def pay(self, order: UUID, amount: Money, method: UUID) -> None:
        self.build.perform(record_payment, order=order, kind="captured", amount=amount, payment_method_id=method)

    def order(self, order: UUID) -> OrderDetail:
        return self.application.ask(read_order, self.actor, order=order)

    def line(self, order: UUID, sku: str, kind: str = "sold") -> UUID:
        return next(line.id for line in self.order(order).lines if (line.sku, line.kind) == (sku, kind))

    def preview(self, action: str, *, by: Actor | None = None, **args: Any) -> ActionPreview:
        return self.application.preview(act, by or self.actor, action=action, args=plain(args)).result.preview

    def act(self, action: str, *, by: Actor | None = None, digest: str | None = None, **args: Any) -> Acted:
        return self.application.perform(act, by or self.actor, action=action, args=plain(args), digest=digest)

    def do(self, action: str, *, by: Actor | None = None, **args: Any) -> Any:
        """Preview, then do it with the digest of the preview: it is the same. The use case's result."""
        shown = self.preview(action, by=by, **args)
        assert shown.digest == self.preview(action, by=by, **args).digest
        acted = self.act(action, by=by, digest=shown.digest, **args)
        assert acted.preview.digest == shown.digest
        assert acted.approval_id is None
        return acted.result

    def stock(self, sql: Callable[..., list[Any]], sku: str) -> tuple[int, int]:
        """On hand and reserved of a SKU everywhere."""
        query = "SELECT sum(on_hand)::int, sum(reserved)::int FROM stock_levels WHERE sku = %s"
        return sql(query, sku)[0]


def plain(value: Any) -> Any:
    """Arguments as JSON would have them."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, UUID) else value
