"""Find the line that a gift is for."""

from uuid import UUID

from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.models.order import Order, OrderLine


def line_of(order: Order, line_id: UUID) -> OrderLine:
    """The line of `order` with this id, if anything of it is kept; `NotFound` or `Conflict` "nothing_kept"."""
    found = [line for line in order.lines if line.id == line_id]
    if not found:
        raise _unknown(line_id, "line_id")
    return _kept(found[0])


def line_of_sku(order: Order, sku: str) -> OrderLine:
    """The line of `order` with this SKU; `Invalid` ("ambiguous_sku") where several have it."""
    found = [line for line in order.lines if line.sku == sku]
    if not found:
        raise _unknown(sku, "sku")
    kept = [line for line in found if line.kept]
    if len(kept) > 1:
        raise Invalid(
            field="sku",
            code="ambiguous_sku",
            en=f"{sku} stands on several lines of {order.number}; name one by “line_id”.",
            fr=f"{sku} figure sur plusieurs lignes de {order.number} ; indiquez « line_id ».",
            details={"line_ids": [str(line.id) for line in kept]},
        )
    return kept[0] if kept else _kept(found[0])


def _kept(line: OrderLine) -> OrderLine:
    if line.kept:
        return line
    raise Conflict(
        code="nothing_kept",
        field="line_id",
        en=f"Nothing of {line.sku} is left on the order.",
        fr=f"Il ne reste rien de {line.sku} sur la commande.",
        details={"sku": line.sku},
    )


def _unknown(key: object, field: str) -> NotFound:
    return NotFound(
        code="not_found",
        field=field,
        en=f"The order has no line “{key}”.",
        fr=f"La commande n’a pas de ligne « {key} ».",
        details={"key": str(key)},
    )
