"""People with accounts and roles, an order that is paid, and the actions they do with it."""

from itertools import count
from typing import Any
from uuid import UUID

from domain.approvals.act import Acted, act
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.orders.queries import order
from domain.orders.record_payment import record_payment
from domain.staff.add_person import add_person
from domain.staff.queries import roles
from domain.work.application import Application
from tests.support.builders import Builders

PASSWORD = "violet otter climbs slowly"


class PlainPasswords:
    """Costs nothing."""

    @property
    def of_nobody(self) -> str:
        return "nobody"

    def hash(self, password: str) -> str:
        return f"plain:{password}"

    def matches(self, password: str, kept: str) -> bool:
        return kept == f"plain:{password}"

    def is_outdated(self, kept: str) -> bool:
        return False


class Team:
    """`hire("agent")` makes a person with the rights of the role as they stand, sure of every customer's identity."""

    def __init__(self, application: Application, build: Builders) -> None:
        self.application = application
        self.build = build
        self._numbers = count(1)

    def hire(self, role: str = "agent", name: str = "") -> Actor:
        """A person with an account, as an actor who has made sure of who the customer is."""
        number = next(self._numbers)
        name = name or f"{role.title()} {number}"
        staff_id: UUID = self.build.perform(
            add_person,
            email=f"{role}{number}@example.org",
            name=name,
            role=role,
            password=PASSWORD,
            passwords=PlainPasswords(),
        )
        rights = {row.role: row.permissions for row in self.application.ask(roles, self.build.actor)}[role]
        return Actor(ActorKind.STAFF, name, rights, staff_id, role, frozenset({"identity:attested"}))

    def paid_order(
        self, *prices: int, customer_id: UUID | None = None, method: dict[str, Any] | None = None, **values: Any
    ) -> UUID:
        """An order with a line for each of `prices`, and all of its total captured by `method` (a card)."""
        customer_id = customer_id or self.build.customer()
        order_id = self.order(*prices, customer_id=customer_id, **values)
        means = self.build.payment_method(customer_id, **(method or {}))
        total = Money(self.total(order_id), "EUR")
        self.build.perform(record_payment, order=order_id, kind="captured", amount=total, payment_method_id=means)
        return order_id

    def order(self, *prices: int, customer_id: UUID | None = None, **values: Any) -> UUID:
        """An order with a line of one piece for each of `prices`, unpaid."""
        lines = []
        for price in prices or (10000,):
            sku = f"GIFT-{next(self._numbers)}"
            self.build.product(sku)
            lines.append(NewLine(sku=sku, quantity=1, unit_price=Money(price, "EUR")))
        return self.build.order(customer_id, lines=lines, **values)

    def total(self, order_id: UUID) -> int:
        """What the order comes to, in minor units."""
        return self.application.ask(order, self.build.actor, order=order_id).total.minor

    def act(self, actor: Actor, action: str, *, said: str = "", digest: str | None = None, **args: Any) -> Acted:
        """Do an action with JSON arguments, as every entrance does; `said` is the note for who may have to decide."""
        return self.application.perform(act, actor, action=action, args=args, digest=digest, note=said)

    def look(self, actor: Actor, action: str, **args: Any) -> Acted:
        """The preview of the same."""
        return self.application.preview(act, actor, action=action, args=args).result


def eur(amount: str) -> dict[str, str]:
    """Euros as JSON."""
    return {"amount": amount, "currency": "EUR"}
