"""An order of the data set: checked first, dated and completed when it is known whose it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain.kernel.address import Address
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import new_id
from domain.orders.numbers import check_number
from seed.history.past_order import PastLine, PastOrder, PastPayment, PastStep
from seed.importers.tau_retail.dates import Dates, dates_for
from seed.importers.tau_retail.fields import CURRENCY, address_values, amount, mapping, options, sequence, text
from seed.importers.tau_retail.files import Record
from seed.importers.tau_retail.parcels import parcels_of
from seed.importers.tau_retail.people import SOURCE

STATUSES = {"pending": "pending", "processed": "released", "delivered": "delivered", "cancelled": "cancelled"}
_PAYMENTS = {"payment": "captured", "refund": "refunded"}
_CANCEL_REASON = "cancelled before it was imported"


@dataclass(frozen=True)
class Owner:
    """Whose order it is, and their payment methods by external reference."""

    id: UUID
    methods: Mapping[str, UUID]


def order_of(record: Record, owners: Mapping[str, Owner], *, as_of: date) -> PastOrder:
    """The order that a record tells of; `Invalid` or `NotFound` names the field at fault."""
    value = mapping(record.value, field="order")
    number = check_number(record.key, field="order_id")
    owner = _owner(value, owners)
    status = _choice(value.get("status"), STATUSES, field="status")
    dates = dates_for(number, status, as_of=as_of)
    items = sequence(value.get("items"), field="items")
    lines = [_line(item, f"items[{i}]") for i, item in enumerate(items)]
    if not lines:
        raise Invalid(field="items", code="missing", en="An order has lines.", fr="Une commande a des lignes.")
    address = Address.parse(address_values(value, field="address"), field="address")
    return PastOrder(
        id=new_id(at=dates.placed),
        number=number,
        source=SOURCE,
        customer_id=owner.id,
        status=STATUSES[status],
        currency=CURRENCY,
        placed_at=dates.placed,
        shipping_address=json.dumps(address.as_dict(), ensure_ascii=False),
        lines=lines,
        payments=_payments(value, owner, dates),
        parcels=parcels_of(value, lines, status, dates),
        steps=_steps(status, dates),
        cancelled_at=dates.cancelled if status == "cancelled" else None,
        cancel_reason=_CANCEL_REASON if status == "cancelled" else "",
    )


def _owner(value: Mapping[str, Any], owners: Mapping[str, Owner]) -> Owner:
    reference = text(value, "user_id", field="user_id")
    if reference not in owners:
        raise NotFound(
            field="user_id",
            code="unknown_customer",
            en=f"There is no customer “{reference}”.",
            fr=f"Il n’y a pas de client « {reference} ».",
        )
    return owners[reference]


def _line(item: Any, field: str) -> PastLine:
    value = mapping(item, field=field)
    return PastLine(
        sku=text(value, "item_id", field=f"{field}.item_id", most=64),
        product_external_ref=text(value, "product_id", field=f"{field}.product_id"),
        title=text(value, "name", field=f"{field}.name"),
        options=json.dumps(options(value.get("options"), field=f"{field}.options"), ensure_ascii=False),
        quantity=_quantity(value.get("quantity", 1), field=f"{field}.quantity"),
        unit_price=amount(value, "price", field=f"{field}.price"),
    )


def _quantity(value: Any, *, field: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100_000:
        return value
    raise Invalid(
        field=field,
        code="negative_quantity" if isinstance(value, int) and value < 0 else "not_a_quantity",
        en=f"“{field}” must be a number of pieces, at least 1.",
        fr=f"« {field} » doit être un nombre de pièces, au moins 1.",
    )


def _payments(value: Mapping[str, Any], owner: Owner, dates: Dates) -> list[PastPayment]:
    history = sequence(value.get("payment_history"), field="payment_history")
    return [_payment(entry, owner, dates, f"payment_history[{i}]") for i, entry in enumerate(history)]


def _payment(entry: Any, owner: Owner, dates: Dates, field: str) -> PastPayment:
    value = mapping(entry, field=field)
    kind = _choice(value.get("transaction_type"), _PAYMENTS, field=f"{field}.transaction_type")
    reference = text(value, "payment_method_id", field=f"{field}.payment_method_id")
    if reference not in owner.methods:
        raise NotFound(
            field=f"{field}.payment_method_id",
            code="unknown_payment_method",
            en=f"The customer has no payment method “{reference}”.",
            fr=f"Le client n’a pas de moyen de paiement « {reference} ».",
        )
    minor = amount(value, "amount", field=f"{field}.amount")
    if minor == 0:
        raise Invalid(
            field=f"{field}.amount", code="zero_amount", en="An amount is zero.", fr="Un montant est égal à zéro."
        )
    at = dates.placed if kind == "payment" else dates.cancelled
    return PastPayment(_PAYMENTS[kind], minor, at, owner.methods[reference])


def _steps(status: str, dates: Dates) -> list[PastStep]:
    released = PastStep("order.released", dates.released)
    if status == "delivered":
        return [released, PastStep("order.shipped", dates.shipped), PastStep("order.delivered", dates.delivered)]
    if status == "cancelled":
        return [PastStep("order.cancelled", dates.cancelled, {"reason": _CANCEL_REASON})]
    return [released] if status == "processed" else []


def _choice(value: Any, choices: Mapping[str, str], *, field: str) -> str:
    if isinstance(value, str) and value in choices:
        return value
    listed = ", ".join(choices)
    raise Invalid(
        field=field,
        code="unknown_choice",
        en=f"“{field}” must be one of: {listed}.",
        fr=f"« {field} » doit être l’une de ces valeurs : {listed}.",
    )
