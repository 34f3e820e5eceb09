"""From the body of an order to the values that placing one needs."""

from typing import Any
from uuid import UUID

from console.api.amounts import money, optional_money
from console.api.asked import as_its_maker
from console.api.shapes.new_orders import NewOrderBody, NewPaymentBody
from domain.customers.queries import customer
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.orders.new_order import NewLine, NewPayment
from domain.work import Unit


def new_order(unit: Unit, body: NewOrderBody) -> dict[str, Any]:
    """The arguments of `place_order`. Amounts and payment methods are looked up; `Invalid` names the field."""
    unit.actor.require(Permission.ORDERS_WRITE)
    plain = body.model_dump(exclude={"lines", "payments", "shipping", "discount", "tax", "shipping_address"})
    return plain | {
        "shipping_address": body.shipping_address.model_dump(),
        "shipping": optional_money(body.shipping, field="shipping"),
        "discount": optional_money(body.discount, field="discount"),
        "tax": optional_money(body.tax, field="tax"),
        "lines": [
            NewLine(
                sku=line.sku,
                quantity=line.quantity,
                unit_price=optional_money(line.unit_price, field=f"lines[{i}].unit_price"),
            )
            for i, line in enumerate(body.lines)
        ],
        "payments": _payments(unit, body),
    }


def _payments(unit: Unit, body: NewOrderBody) -> list[NewPayment]:
    named = any(payment.payment_method for payment in body.payments)
    methods = _methods(unit, body.customer_id) if named else {}
    return [_payment(payment, methods, f"payments[{i}]") for i, payment in enumerate(body.payments)]


def _payment(body: NewPaymentBody, methods: dict[str, UUID], field: str) -> NewPayment:
    if body.payment_method and body.payment_method not in methods:
        raise Invalid(
            code="unknown_payment_method",
            field=f"{field}.payment_method",
            en=f"The customer has no payment method “{body.payment_method[:100]}”.",
            fr=f"Le client n’a pas de moyen de paiement « {body.payment_method[:100]} ».",
        )
    return NewPayment(
        kind=body.kind,
        amount=money(body.amount, field=f"{field}.amount"),
        payment_method_id=methods[body.payment_method] if body.payment_method else None,
        external_ref=body.external_ref,
    )


def _methods(unit: Unit, customer_id: UUID) -> dict[str, UUID]:
    """The customer's payment methods by id and by external reference."""
    methods = customer(as_its_maker(unit), customer_id=customer_id).payment_methods
    by_reference = {method.external_ref: method.id for method in methods if method.external_ref}
    return by_reference | {str(method.id): method.id for method in methods}
