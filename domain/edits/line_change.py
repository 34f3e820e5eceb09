"""Which lines of an order are to change, and into what."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.catalogue.add_product import check_sku
from domain.kernel.errors import Conflict, Invalid
from domain.models.order import Order, OrderLine
from domain.orders.named_lines import find_line, refuse_named_twice
from domain.orders.new_order import MOST_LINES, MOST_PIECES


@dataclass(frozen=True)
class LineChange:
    """A line, named by its id or by a SKU that stands on one line only, and what becomes of it.

    `quantity` is the new number of pieces, `new_sku` another variant; None leaves them as they are. With both, the
    line becomes so many pieces of the other variant. `remove` takes the line away.
    """

    line_id: UUID | None = None
    sku: str | None = None
    new_sku: str | None = None
    quantity: int | None = None
    remove: bool = False


@dataclass(frozen=True)
class Added:
    """So many pieces of a SKU, on a line of its own, at its list price."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Step:
    """A line as it is to be: `sku` and `quantity` (0: removed). `field` names it in what was asked."""

    line: OrderLine
    sku: str
    quantity: int
    field: str

    @property
    def swapped(self) -> bool:
        return self.sku != self.line.sku

    @property
    def changes(self) -> bool:
        return self.swapped or self.quantity != self.line.kept


def steps_of(order: Order, lines: Sequence[LineChange], add: Sequence[Added]) -> list[Step]:
    """Every change of a line that changes something; refuses with `Invalid` or `Conflict` naming the field.

    Lines of which something has left, or that were not sold (replacements, exchanged goods), are not changed.
    """
    if not lines and not add:
        raise Invalid(field="lines", code="missing", en="Say what is to change.", fr="Dites ce qui doit changer.")
    steps = [_step(order, change, f"lines[{i}]") for i, change in enumerate(lines)]
    refuse_named_twice([step.line for step in steps])
    changing = [step for step in steps if step.changes]
    _refuse_nothing_left(order, changing, add)
    return changing


def check_added(order: Order, add: Sequence[Added]) -> list[Added]:
    """Every added line with its SKU and quantity checked, or `Invalid` naming `add[0].…`."""
    if len(order.lines) + len(add) > MOST_LINES:
        raise Invalid(
            field="add",
            code="too_many",
            en=f"An order has at most {MOST_LINES} lines.",
            fr=f"Une commande a au plus {MOST_LINES} lignes.",
        )
    return [
        Added(check_sku(new.sku, field=f"add[{i}].sku"), _check_quantity(new.quantity, f"add[{i}].quantity"))
        for i, new in enumerate(add)
    ]


def _step(order: Order, change: LineChange, field: str) -> Step:
    line = find_line(order, line_id=change.line_id, sku=change.sku, field=field)
    _refuse_gone(line, field)
    if change.remove:
        if change.new_sku is not None or change.quantity is not None:
            raise Invalid(
                field=f"{field}.remove",
                code="contradiction",
                en="A line is removed or changed, not both.",
                fr="Une ligne est retirée ou modifiée, pas les deux.",
            )
        return Step(line, line.sku, 0, field)
    sku = line.sku if change.new_sku is None else check_sku(change.new_sku, field=f"{field}.new_sku")
    quantity = line.kept if change.quantity is None else _check_quantity(change.quantity, f"{field}.quantity")
    return Step(line, sku, quantity, field)


def _check_quantity(quantity: int, field: str) -> int:
    if not 1 <= quantity <= MOST_PIECES:
        raise Invalid(
            field=field,
            code="quantity_out_of_range",
            en=f"“{field}” must be from 1 to {MOST_PIECES}.",
            fr=f"« {field} » doit être compris entre 1 et {MOST_PIECES}.",
        )
    return quantity


def _refuse_gone(line: OrderLine, field: str) -> None:
    if line.shipped or line.status != "open" or line.kind != "sold":
        raise Conflict(
            code="line_not_editable",
            field=field,
            en=f"{line.sku} has left, is cancelled, or was not sold: it is not changed here.",
            fr=f"{line.sku} est parti, annulé ou n’a pas été vendu : il ne se modifie pas ici.",
            details={"line_id": str(line.id), "status": line.status},
        )


def _refuse_nothing_left(order: Order, steps: Sequence[Step], add: Sequence[Added]) -> None:
    removed = {step.line.id for step in steps if step.quantity == 0}
    if not add and all(line.id in removed for line in order.lines if line.kept):
        raise Conflict(
            code="nothing_left",
            field="lines",
            en="Nothing would be left of the order: cancel it instead.",
            fr="Il ne resterait rien de la commande : annulez-la plutôt.",
        )
