"""What arrived, in which condition, and what of it is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.kernel.errors import Invalid
from domain.models.order import Order, OrderLine
from domain.models.returns import CONDITIONS, OUR_FAULT, ReturnLine
from domain.orders.new_order import MOST_LINES, check_choice
from domain.work.unit import Unit


@dataclass(frozen=True)
class ReceivedPieces:
    """Pieces of an order line that came back in one of `CONDITIONS`; a line may be named once for each.

    `accept` is the word of whoever looks at them; without it, sellable pieces are accepted, and damaged ones if the
    customer gave a reason that is not their doing.
    """

    line_id: UUID
    quantity: int
    condition: str = "sellable"
    accept: bool | None = None


@dataclass(slots=True)
class Inspected:
    """A line of a return as it arrived. `accepted` is credited, `sellable` goes on the shelf."""

    row: ReturnLine
    line: OrderLine
    accepted: int = 0
    sellable: int = 0


def inspect(
    unit: Unit, order: Order, rows: Sequence[ReturnLine], lines: Sequence[ReceivedPieces] | None
) -> list[Inspected]:
    """Note on the return's lines what arrived: everything in good order without `lines`; what is not named is missing.

    Refuses with `Invalid`, naming the field, lines that are not of the return and more than was to come.
    """
    by_id = {line.id: line for line in order.lines}
    found = {row.order_line_id: Inspected(row, by_id[row.order_line_id]) for row in rows}
    if lines is None:
        lines = [ReceivedPieces(row.order_line_id, row.quantity) for row in rows]
    conditions: dict[UUID, set[str]] = {row.order_line_id: set() for row in rows}
    named = dict.fromkeys(conditions, 0)
    _refuse_too_many(lines)
    for i, each in enumerate(lines):
        _check(each, found, named, f"lines[{i}]")
        named[each.line_id] += each.quantity
        conditions[each.line_id].add(each.condition)
        _note(found[each.line_id], each)
    for row in rows:
        if named[row.order_line_id] < row.quantity:
            conditions[row.order_line_id].add("missing")
        row.condition = ", ".join(sorted(conditions[row.order_line_id]))
    return list(found.values())


def _note(inspected: Inspected, said: ReceivedPieces) -> None:
    row = inspected.row
    ours = row.reason in OUR_FAULT
    usual = said.condition == "sellable" or (said.condition == "damaged" and ours)
    accepted = usual if said.accept is None else said.accept
    row.received += said.quantity if said.condition != "missing" else 0
    row.accepted += said.quantity if accepted else 0
    inspected.accepted += said.quantity if accepted else 0
    inspected.sellable += said.quantity if accepted and said.condition == "sellable" else 0


def _check(said: ReceivedPieces, found: Mapping[UUID, Inspected], named: Mapping[UUID, int], field: str) -> None:
    check_choice(said.condition, CONDITIONS, field=f"{field}.condition")
    if said.line_id not in found:
        raise Invalid(
            field=f"{field}.line_id",
            code="unknown_line",
            en="The return has no such line.",
            fr="Le retour n’a pas cette ligne.",
            details={"line_ids": [str(id) for id in found]},
        )
    left = found[said.line_id].row.quantity - named[said.line_id]
    if not 1 <= said.quantity <= left:
        raise Invalid(
            field=f"{field}.quantity",
            code="more_than_expected",
            en=f"{left} of {found[said.line_id].line.sku} are to come with this return.",
            fr=f"{left} pièce(s) de {found[said.line_id].line.sku} sont attendues avec ce retour.",
            details={"left": left},
        )
    if said.accept and said.condition == "missing":
        raise Invalid(
            field=f"{field}.accept",
            code="nothing_to_accept",
            en="What is missing cannot be accepted.",
            fr="Ce qui manque ne peut pas être accepté.",
        )


def _refuse_too_many(lines: Sequence[ReceivedPieces]) -> None:
    most = MOST_LINES * len(CONDITIONS)
    if not 1 <= len(lines) <= most:
        raise Invalid(
            field="lines",
            code="too_many" if lines else "missing",
            en=f"Name from 1 to {most} lines.",
            fr=f"Indiquez de 1 à {most} lignes.",
        )
