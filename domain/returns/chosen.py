"""The pieces that somebody wants to give back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.fulfilment.held_pieces import Held, held_pieces
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.text import clean_text, fold
from domain.models.order import Order, OrderLine
from domain.models.returns import RETURN_REASONS
from domain.orders.named_lines import find_line, refuse_named_twice
from domain.orders.new_order import MOST_LINES
from domain.work.unit import Unit


@dataclass(frozen=True)
class ReturnedPieces:
    """Pieces of a line, named by its id or by a SKU that stands on one line only.

    `reason` is one of `RETURN_REASONS`, or a few words of the customer.
    """

    quantity: int
    line_id: UUID | None = None
    sku: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Checked pieces of a line that the customer has."""

    line: OrderLine
    quantity: int
    reason: str = ""


def chosen_pieces(unit: Unit, order: Order, lines: Sequence[ReturnedPieces]) -> list[Chosen]:
    """`lines` of a locked order, checked; every refusal names the line at fault.

    Refuses with `Conflict` "not_delivered" what the customer does not have, and with `Invalid` more than they have.
    """
    check_count(lines)
    chosen = [
        Chosen(
            find_line(order, line_id=wanted.line_id, sku=wanted.sku, field=f"lines[{i}]"),
            wanted.quantity,
            reason_of(wanted.reason, field=f"lines[{i}].reason"),
        )
        for i, wanted in enumerate(lines)
    ]
    refuse_named_twice([each.line for each in chosen])
    refuse_more_than_held(unit, order, chosen)
    return chosen


def check_count(lines: Sequence[object]) -> None:
    """Refuse with `Invalid` no lines, and too many."""
    if not 1 <= len(lines) <= MOST_LINES:
        raise Invalid(
            field="lines",
            code="too_many" if lines else "missing",
            en=f"Name from 1 to {MOST_LINES} lines.",
            fr=f"Indiquez de 1 à {MOST_LINES} lignes.",
        )


def refuse_more_than_held(unit: Unit, order: Order, chosen: Sequence[Chosen]) -> None:
    """Refuse pieces that the customer does not have or that are on their way back; a line may stand there twice."""
    held, taken = held_pieces(unit, order), Counter[UUID]()
    for i, each in enumerate(chosen):
        taken[each.line.id] += each.quantity
        if each.quantity < 1 or taken[each.line.id] > held[each.line.id].returnable:
            raise _refusal(order, each, held, f"lines[{i}]")


def reason_of(given: str, *, field: str) -> str:
    """One of `RETURN_REASONS`, however it is written, or the words themselves."""
    text = clean_text(given, field=field, most=200, required=False)
    code = fold(text).replace(" ", "_").replace("-", "_")
    return code if code in RETURN_REASONS else text


def _refusal(order: Order, chosen: Chosen, held: Mapping[UUID, Held], field: str) -> Invalid | Conflict:
    line, most = chosen.line, held[chosen.line.id].returnable
    if most or chosen.quantity < 1:
        return Invalid(
            field=f"{field}.quantity",
            code="more_than_delivered",
            en=f"The customer has {most} of {line.sku} that can come back.",
            fr=f"Le client a {most} pièce(s) de {line.sku} qui peuvent revenir.",
            details={"left": most},
        )
    if line.returned or line.status in ("delivered", "returned"):
        return Conflict(
            field=field,
            code="already_returned",
            en=f"All of {line.sku} on {order.number} has come back, is on its way back, or was replaced.",
            fr=f"{line.sku} de {order.number} est déjà revenu en entier, est en route, ou a été remplacé.",
        )
    return Conflict(
        field=field,
        code="not_delivered",
        en=f"{line.sku} of order {order.number} has not been delivered yet.",
        fr=f"{line.sku} de la commande {order.number} n’a pas encore été livré.",
        details={"status": order.status},
    )
