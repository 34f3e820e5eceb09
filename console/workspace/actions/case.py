"""What a form is filled from: the order as it stands, and what there is to choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from console.ui.figures import Reader
from domain.catalogue.queries import VariantRow
from domain.customers.rows import CustomerCard
from domain.inventory.queries import NodeRow
from domain.kernel.errors import NotFound
from domain.orders.rows import OrderDetail, OrderLineRow


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

    def line(self, id: str) -> OrderLineRow:
        """The line with this id, or `NotFound`."""
        found = next((line for line in self.order.lines if str(line.id) == id), None)
        if found is None:
            raise NotFound.of("line", "ligne", id)
        return found

    @property
    def subject_id(self) -> UUID:
        try:
            return UUID(self.subject)
        except ValueError as error:
            raise NotFound.of("record", "élément", self.subject[:60]) from error
