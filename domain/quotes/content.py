"""What an offer holds: what was asked for, and what it comes to, as plain JSON values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.kernel.money import Money
from domain.models.order import Order
from domain.orders.new_order import NewLine

SUMS = ("subtotal", "discount", "shipping", "tax", "total")


@dataclass(frozen=True, slots=True)
class QuoteLineRow:
    """A line of an offer; `total` = unit price × quantity, `tax` its share."""

    sku: str
    title: str
    options: Mapping[str, str]
    quantity: int
    unit_price: Money
    total: Money
    tax: Money


def content_of(order: Order) -> dict[str, Any]:
    """The content of an offer, from the order that it would be."""
    days = [line.promised_on for line in order.lines if line.promised_on]
    return {
        "lines": [
            {
                "sku": line.sku,
                "title": line.title,
                "options": dict(line.options),
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "total": line.total,
                "tax": line.tax,
            }
            for line in order.lines
        ],
        "shipping_address": dict(order.shipping_address),
        "sums": {name: getattr(order, name) for name in SUMS},
        "tax_included": order.taxation == "included",
        "promised_on": max(days).isoformat() if days else None,
    }


def lines_of(content: Mapping[str, Any], currency: str) -> tuple[QuoteLineRow, ...]:
    """The lines of an offer as they are read."""
    return tuple(
        QuoteLineRow(
            sku=line["sku"],
            title=line["title"],
            options=line["options"],
            quantity=line["quantity"],
            unit_price=Money(line["unit_price"], currency),
            total=Money(line["total"], currency),
            tax=Money(line["tax"], currency),
        )
        for line in content["lines"]
    )


def asked_lines(content: Mapping[str, Any], currency: str) -> list[NewLine]:
    """The lines of an offer, to be ordered at its prices."""
    return [NewLine(line["sku"], line["quantity"], Money(line["unit_price"], currency)) for line in content["lines"]]
