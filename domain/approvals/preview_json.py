"""A preview as plain JSON values: what is stored with an approval and told when a result has changed."""

from typing import Any

from domain.approvals.preview import ActionPreview
from domain.kernel.money import Money
from domain.orders.rows import OrderDetail, PaymentMethodRow


def preview_json(preview: ActionPreview) -> dict[str, Any]:
    """Totals, lines, settlements, rules and needs; amounts as the API writes them."""
    return {
        "action": preview.action,
        "order_number": preview.after.number if preview.after else None,
        "customer_name": preview.after.customer_name if preview.after else None,
        "totals_before": _totals(preview.before),
        "totals_after": _totals(preview.after),
        "payment_difference": _money(preview.payment_difference),
        "settlements": [
            {
                "kind": each.kind,
                "amount": _money(each.amount),
                "payment_method": str(each.method.id) if each.method else None,
                "method": _method(each.method),
                "when": each.when,
            }
            for each in preview.settlements
        ],
        "lines": [
            {
                "line_id": str(line.id),
                "sku": line.sku,
                "title": line.title,
                "quantity": line.quantity - line.cancelled - line.returned,
                "total": _money(line.total),
                "source_node": line.source_node,
                "promise": line.promised_on.isoformat() if line.promised_on else None,
            }
            for line in preview.lines
        ],
        "promise": preview.promise.isoformat() if preview.promise else None,
        "rules": [rule.as_dict() for rule in preview.rules],
        "needs": [need.as_dict() for need in preview.needs],
    }


def _method(method: PaymentMethodRow | None) -> dict[str, str] | None:
    return {"kind": method.kind, "brand": method.brand, "last_four": method.last_four} if method else None


def _totals(order: OrderDetail | None) -> dict[str, Any] | None:
    if order is None:
        return None
    names = ("subtotal", "discount", "shipping", "tax", "fees", "total", "balance")
    return {name: _money(getattr(order, name)) for name in names}


def _money(amount: Money | None) -> dict[str, str] | None:
    return None if amount is None else {"amount": f"{amount.decimal:f}", "currency": amount.currency}
