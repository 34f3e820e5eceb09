"""Find a line of an order by what somebody called it."""

from uuid import UUID

from domain.kernel.errors import Invalid
from domain.kernel.text import sought_text
from domain.models.order import Order, OrderLine


def find_line(order: Order, *, line_id: UUID | None, sku: str | None, field: str) -> OrderLine:
    """The line by its id, or by a SKU that stands on one line only; of several, the one that is not cancelled.

    Goods of an exchange that wait for the old ones are not on the order yet, and not found. With both, the line must
    have that SKU. Refuses with `Invalid` naming `field`: "missing" where neither is given,
    "unknown_line", and "ambiguous_sku" with the `line_ids` that it could be.
    """
    wanted = sought_text(sku)
    if line_id is None and not wanted:
        raise Invalid(
            field=field,
            code="missing",
            en=f"“{field}” must name a line by its id or its SKU.",
            fr=f"« {field} » doit nommer une ligne par son identifiant ou son SKU.",
        )
    wanted = sought_text(sku)
    there = [line for line in order.lines if line.status != "awaiting"]
    named = [line for line in there if line_id in (None, line.id) and wanted in ("", line.sku)]
    standing = [line for line in named if line.status != "cancelled"]
    matches = standing or named
    if len(matches) == 1:
        return matches[0]
    raise _ambiguous(matches, wanted, field) if matches else _unknown(order, field)


def refuse_named_twice(lines: list[OrderLine], *, field: str = "lines") -> None:
    """Refuse with `Invalid` a line that is named more than once."""
    if len({line.id for line in lines}) < len(lines):
        raise Invalid(
            field=field,
            code="duplicate_line",
            en="A line is named twice.",
            fr="Une ligne est citée deux fois.",
        )


def _ambiguous(lines: list[OrderLine], sku: str, field: str) -> Invalid:
    return Invalid(
        field=field,
        code="ambiguous_sku",
        en=f"“{sku}” stands on several lines; name the line by its id.",
        fr=f"« {sku} » figure sur plusieurs lignes ; indiquez la ligne par son identifiant.",
        details={"line_ids": [str(line.id) for line in lines]},
    )


def _unknown(order: Order, field: str) -> Invalid:
    return Invalid(
        field=field,
        code="unknown_line",
        en=f"Order {order.number} has no such line.",
        fr=f"La commande {order.number} n’a pas cette ligne.",
        details={"line_ids": []},
    )
