"""A small shop with limited stock, and what people, carriers and the payment gateway do in it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from domain.approvals.act import Acted, act
from domain.approvals.actions import ACTIONS
from domain.approvals.preview import ActionPreview
from domain.catalogue.add_product import NewVariant
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.kernel.money import Money
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.payments.settle import begin_attempt, settle_intent
from domain.ports.gateway import GatewayAnswer, GatewayRequest
from domain.pricing.set_tax_rate import NewRate, set_tax_rates
from domain.work.application import Application
from tests.conftest import NOW
from tests.support.builders import LYON, PARIS, Builders
from tests.support.order_sums import snapshot
from tests.support.team import Team

GATEWAY = Actor.system("payments")
NEW_YORK = {"line1": "350 5th Ave", "city": "New York", "region": "NY", "postal_code": "10118", "country": "US"}
BERLIN = {"line1": "Am Tacheles 1", "city": "Berlin", "postal_code": "10117", "country": "DE"}
PLACES = (PARIS, LYON, NEW_YORK, BERLIN)  # tax in the prices, the same, tax added to them, none
_STANDING = {
    **dict.fromkeys(("returns", "exchanges"), " AND status = 'requested'"),
    "disputes": " AND status = 'open'",
    "payment_intents": " AND status IN ('pending', 'refused')",
}
_WORLDS = count(1)


class Vendor:
    """Decides once for a key, and then always the same; refuses what it cannot do."""

    def __init__(self) -> None:
        self.decided: dict[UUID, tuple[GatewayRequest, GatewayAnswer]] = {}
        self.taken_by_banks: set[str] = set()  # references of orders with a lost dispute

    def decide(self, request: GatewayRequest, *, refuses: bool) -> GatewayAnswer:
        key = UUID(request.idempotency_key)
        if key not in self.decided:
            lost = request.kind == "refund" and request.reference in self.taken_by_banks
            assert lost or request.amount.minor <= self._left(request), "a vendor would have to refuse this"
            code = "declined" if refuses else "charge_disputed" if lost else ""
            self.decided[key] = (request, GatewayAnswer(settled=not code, vendor_ref=f"v_{key}", code=code))
        known, answer = self.decided[key]
        assert known == request
        return answer

    def total(self, kind: str) -> int:
        """What was really moved, in minor units."""
        return sum(one.amount.minor for one, said in self.decided.values() if said.settled and one.kind == kind)

    def _left(self, request: GatewayRequest) -> int:
        """What is left of the movement that the request follows."""
        if not request.original:
            return request.amount.minor
        followed, answer = self.decided[UUID(request.original.removeprefix("v_"))]
        assert answer.settled
        return followed.amount.minor - sum(
            one.amount.minor for one, said in self.decided.values() if said.settled and one.original == request.original
        )


class World:
    """Two sites, four products of two variants, two customers; `orders` in the order that they were placed."""

    def __init__(
        self, application: Application, build: Builders, team: Team, clock: Any, sql: Callable[..., list[Any]]
    ) -> None:
        self.application, self.build, self.sql, self.clock = application, build, sql, clock
        self.number, self.vendor = next(_WORLDS), Vendor()
        clock.at = max(clock.at, NOW)
        self.agent, self.administrator = team.hire("agent"), team.hire("administrator")
        self.supervisor = team.hire("supervisor")
        self.nodes = [f"W{self.number}", f"S{self.number}"]
        self.skus = self._goods()
        self.customers = [self._customer() for _ in range(2)]
        self.orders: list[UUID] = []
        self.quotes: list[UUID] = []

    @staticmethod
    def tax(build: Builders) -> None:
        """A fifth inside French prices, 8.875 % on top of those of New York; Germany has none."""
        since = NOW.date() - timedelta(days=365)
        french, american = ("FR", "TVA", 200_000, True, since), ("US", "Sales tax", 88_750, False, since)
        build.perform(set_tax_rates, rates=[NewRate(*french), NewRate(*american, region="NY")])

    def order(self, order: UUID) -> OrderDetail:
        return self.application.ask(read_order, self.administrator, order=order)

    def orders_with(self, table: str) -> list[UUID]:
        """Those that have something in `table`, of what can be closed: that is open."""
        if table == "orders":
            return self.orders
        query = f"SELECT DISTINCT order_id FROM {table} WHERE order_id = ANY(%s)"
        found = self.sql(query + _STANDING.get(table, ""), self.orders)
        return [order for order in self.orders if (order,) in found]

    def snapshot(self) -> Any:
        """All that stands in the database, as a few numbers."""
        return snapshot(self.sql)

    def who(self, action: str, *, humble: bool) -> Actor:
        """The agent if `humble` and the action is theirs; otherwise somebody who may do everything."""
        return self.agent if humble and self.agent.can(ACTIONS[action].right) else self.administrator

    def look(self, by: Actor, action: str, args: Mapping[str, Any]) -> ActionPreview:
        """The preview, which keeps nothing."""
        before = self.snapshot()
        try:
            return self.application.preview(act, by, action=action, args=args).result.preview
        finally:
            assert self.snapshot() == before, f"a preview of {action} left something behind"

    def act(self, by: Actor, action: str, args: Mapping[str, Any], digest: str) -> Acted:
        """The action itself; a refusal leaves nothing behind."""
        return self.leaving_nothing(
            lambda: self.application.perform(act, by, action=action, args=args, digest=digest), action
        )

    def leaving_nothing(self, attempt: Callable[[], Any], what: str) -> Any:
        """What `attempt` returns; when it is refused, everything is as before."""
        before = self.snapshot()
        try:
            return attempt()
        except DomainError as refusal:
            assert self.snapshot() == before, f"{what}, refused ({refusal.code}), left something behind"
            raise

    def perform(self, use_case: Callable[..., Any], by: Actor | None = None, **values: Any) -> Any:
        """Any other use case, as somebody who may."""
        return self.leaving_nothing(
            lambda: self.application.perform(use_case, by or self.administrator, **values), use_case.__name__
        )

    def ask_gateway(self, payment: UUID, *, refuses: bool, lost: bool) -> None:
        """Ask the vendor for a payment; its answer may get `lost` on the way."""
        request = self.application.perform(begin_attempt, GATEWAY, intent_id=payment)
        if request is not None:
            answer = self.vendor.decide(request, refuses=refuses)
            if not lost:
                self.hear(payment, answer)

    def hear(self, payment: UUID, answer: GatewayAnswer | None = None) -> None:
        """The vendor tells what it decided, for the first time or once more."""
        known, said = self.vendor.decided[payment]
        values = {"intent_id": payment, "answer": answer or said, "amount": known.amount}
        self.application.perform(settle_intent, GATEWAY, **values)

    def payments(self, *statuses: str) -> list[tuple[UUID, UUID]]:
        """What was asked of the gateway and stands like that: ids of payment and order, the oldest first."""
        return self.sql(
            "SELECT i.id, i.order_id FROM payment_intents i WHERE i.customer_id = ANY(%s) AND i.status = ANY(%s)"
            " ORDER BY i.created_at, i.kind, i.amount, i.id",
            *(self.customers, list(statuses)),
        )

    def waiting_approvals(self) -> list[UUID]:
        query = "SELECT id FROM approvals WHERE customer_id = ANY(%s) AND status = 'pending' ORDER BY asked_at, id"
        return [id for (id,) in self.sql(query, self.customers)]

    def answer_everything(self) -> None:
        """The gateway answers what is open, and agrees."""
        while pending := self.payments("pending"):
            for payment, _ in pending:
                self.ask_gateway(payment, refuses=False, lost=False)

    def _goods(self) -> list[str]:
        for code, kind in zip(self.nodes, ("warehouse", "store"), strict=True):
            self.build.node(code, kind=kind)
        skus = []
        for i, price in enumerate((1999, 500, 12_345, 1)):
            pair = {f"P{self.number}-{i}{size}": price + 250 * j for j, size in enumerate("AB")}
            variants = [NewVariant(sku, {"size": sku[-1]}, {"EUR": amount}) for sku, amount in pair.items()]
            self.build.product(variants=variants, category="furniture" if i == 2 else "")
            for j, sku in enumerate(pair):
                self.build.stock(sku, 6 - 2 * j, self.nodes[0])
                self.build.stock(sku, 3 * (i % 2), self.nodes[1])
            skus += pair
        return skus

    def _customer(self) -> UUID:
        customer = self.build.customer()
        self.build.payment_method(customer, external_ref="tok_card")
        self.build.payment_method(customer, kind="invoice", brand="", last_four="", external_ref="invoice")
        for kind, amount in (("gift_card", 5000), ("store_credit", 1500)):
            self.build.payment_method(customer, kind=kind, brand="", last_four="", balance=Money(amount, "EUR"))
        return customer
