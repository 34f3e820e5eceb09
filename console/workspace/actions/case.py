"""What a form is filled from: the order or the customer as they stand, and what there is to choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from console.ui.figures import Reader
from domain.catalogue.queries import VariantRow
from domain.customers.rows import CustomerCard
from domain.inventory.queries import NodeRow
from domain.kernel.errors import NotFound
from domain.orders.rows import OrderDetail, OrderLineRow
from domain.quotes.queries import QuoteRow


@dataclass(frozen=True, slots=True)
class Case:
    """`subject` names what of the order the action is about, where it is not the whole: a hold, a return, a payment.

    `variants` are those of the product of each SKU on the order.
    """

    order: OrderDetail
    customer: CustomerCard
    reader: Reader
    subject: str = ""
    variants: Mapping[str, tuple[VariantRow, ...]] = field(default_factory=dict)
    nodes: tuple[NodeRow, ...] = ()

    @property
    def customer_id(self) -> UUID:
        return self.order.customer_id

    @property
    def currency(self) -> str:
        return self.order.currency

    def line(self, id: str) -> OrderLineRow:
        """The line with this id, or `NotFound`."""
        found = next((line for line in self.order.lines if str(line.id) == id), None)
        if found is None:
            raise NotFound.of("line", "ligne", id)
        return found

    @property
    def subject_id(self) -> UUID:
        return subject_id(self.subject)


@dataclass(frozen=True, slots=True)
class CustomerCase:
    """A customer who is about to order. `currency`: of the prices they are told; `offered`: a quote of theirs."""

    customer: CustomerCard
    reader: Reader
    currency: str
    nodes: tuple[NodeRow, ...] = ()
    offered: QuoteRow | None = None

    @property
    def customer_id(self) -> UUID:
        return self.customer.id

    @property
    def quote(self) -> QuoteRow:
        """The quote that the address names, or `NotFound`."""
        if self.offered is None:
            raise NotFound.of("quote", "devis", "?")
        return self.offered


AnyCase: TypeAlias = Case | CustomerCase


def subject_id(subject: str) -> UUID:
    """The id that an address names, or `NotFound`."""
    try:
        return UUID(subject)
    except ValueError as error:
        raise NotFound.of("record", "élément", subject[:60]) from error
