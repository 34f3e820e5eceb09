"""Orders as they are read, made of nothing, for what is pure."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from domain.kernel.money import Money
from domain.orders.payment_rows import PaymentRow
from domain.orders.rows import OrderDetail, OrderLineRow

_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
_NONE = Money(0, "EUR")


def line_row(title: str, *, sku: str = "", quantity: int = 1, price: int = 2000, **values: Any) -> OrderLineRow:
    """An open line; `values` overrides any field."""
    standard: dict[str, Any] = {
        "id": uuid4(),
        "sku": sku or title.upper().replace(" ", "-"),
        "product_external_ref": None,
        "title": title,
        "options": {},
        "quantity": quantity,
        "shipped": 0,
        "cancelled": 0,
        "returned": 0,
        "unit_price": Money(price, "EUR"),
        "total": Money(price * quantity, "EUR"),
        "status": "open",
        "source_node": None,
        "source_node_name": None,
        "promised_on": None,
        "kind": "sold",
        "discount": _NONE,
        "tax": _NONE,
        "exchange_id": None,
    }
    return OrderLineRow(**standard | values)


def order_row(*lines: OrderLineRow, number: str = "#W5918442", status: str = "pending", **values: Any) -> OrderDetail:
    """A paid order of these lines; what is "delivered" has left whole."""
    if status in ("shipped", "delivered"):
        lines = tuple(replace(line, shipped=line.quantity - line.cancelled, status=status) for line in lines)
    total = Money(sum(line.total.minor for line in lines), "EUR")
    standard: dict[str, Any] = {
        **{name: _NONE for name in ("discount", "shipping", "tax", "fees", "refunded", "balance", "pending")},
        **{name: total for name in ("subtotal", "total", "placed_total", "captured")},
        **{name: () for name in ("tags", "payments", "shipments", "adjustments", "holds", "returns")},
        **{name: None for name in ("external_ref", "source", "cancelled_at")},
        **{"id": uuid4(), "customer_id": UUID(int=1), "customer_name": "Éloïse Martin"},
        **{"number": number, "status": status, "held": False, "channel": "web", "fulfilment": "delivery"},
        **{"currency": "EUR", "tax_included": True, "shipping_address": {}, "placed_at": _AT},
        **{"cancel_reason": "", "version": 1, "lines": lines},
    }
    return OrderDetail(**standard | values)


def payment_row(status: str, **values: Any) -> PaymentRow:
    """A payment that was asked for."""
    standard: dict[str, Any] = {
        **{"id": uuid4(), "kind": "captured", "amount": Money(2000, "EUR"), "status": status},
        **{"payment_method": None, "external_ref": None, "at": _AT},
    }
    return PaymentRow(**standard | values)
