"""A customer of the data set."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.kernel.address import Address
from domain.kernel.email import check_email
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.text import clean_text
from seed.history.customers import PastCustomer, PastMethod
from seed.importers.tau_retail.fields import CURRENCY, address_values, amount, mapping, text
from seed.importers.tau_retail.files import Record
from seed.importers.tau_retail.zones import zone_of_state

SOURCE = "tau-retail"
_KINDS = {"credit_card": "card", "paypal": "wallet", "gift_card": "gift_card"}


def customer_of(record: Record, *, created_at: datetime) -> PastCustomer:
    """The customer that a record tells of, still without a number; `Invalid` names the field at fault."""
    value = mapping(record.value, field="user")
    reference = clean_text(record.key, field="user_id", most=200)
    name = mapping(value.get("name"), field="name")
    address = Address.parse(address_values(value, field="address"), field="address")
    return PastCustomer(
        id=new_id(at=created_at),
        number="",
        source=SOURCE,
        external_ref=reference,
        first_name=text(name, "first_name", field="name.first_name", most=100),
        last_name=text(name, "last_name", field="name.last_name", most=100),
        created_at=created_at,
        time_zone=zone_of_state(address.region),
        emails=[check_email(value.get("email"), field="email")],
        addresses=[address],
        methods=_methods(value),
    )


def _methods(value: Mapping[str, Any]) -> list[PastMethod]:
    methods = mapping(value.get("payment_methods"), field="payment_methods")
    return [_method(key, method, f"payment_methods.{key}") for key, method in methods.items()]


def _method(key: str, value: Any, field: str) -> PastMethod:
    method = mapping(value, field=field)
    source = method.get("source")
    if source not in _KINDS:
        known = ", ".join(_KINDS)
        raise Invalid(
            field=f"{field}.source",
            code="unknown_choice",
            en=f"“{field}.source” must be one of: {known}.",
            fr=f"« {field}.source » doit être l’une de ces valeurs : {known}.",
        )
    gift = source == "gift_card"
    return PastMethod(
        kind=_KINDS[source],
        external_ref=clean_text(key, field=field, most=200),
        brand="paypal" if source == "paypal" else clean_text(method.get("brand"), field=field, most=40, required=False),
        last_four=clean_text(method.get("last_four"), field=f"{field}.last_four", most=4, required=False),
        balance=amount(method, "balance", field=f"{field}.balance") if gift else None,
        currency=CURRENCY if gift else None,
    )
