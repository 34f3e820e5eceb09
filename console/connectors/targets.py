"""What a format may fill in, by kind of record: the names, what they hold, and which of them there have to be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.connectors.records import (
    Buyer,
    OrderedLine,
    SentParcel,
    SentPiece,
    Told,
    ToldCodes,
    ToldOrder,
    ToldShipment,
    ToldStock,
)
from domain.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Target:
    """`holds` is one of `values.KINDS`; `shape` one of it, "texts" a list of them, "record" or "each" fields."""

    holds: str
    needed: bool = False
    fields: Mapping[str, "Target"] | None = None
    shape: str = "one"


def _all(holds: str, names: str, *, needed: bool = False) -> dict[str, Target]:
    return {name: Target(holds, needed) for name in names.split()}


_BUYER: Final = _all("text", "external_ref first_name last_name") | {
    "emails": Target("email", shape="texts"),
    "phones": Target("phone", shape="texts"),
    "language": Target("language"),
}
_ADDRESS: Final = {
    **_all("text", "line1 city", needed=True),
    **_all("text", "line2 region postal_code"),
    "country": Target("country", needed=True),
}
_LINE: Final = {
    **_all("text", "reference sku", needed=True),
    "quantity": Target("integer", needed=True),
    "kept": Target("integer"),
    "amount": Target("money"),
    "unit_price": Target("money"),
}
_PIECE: Final = {"sku": Target("text", needed=True), "quantity": Target("integer", needed=True)}

_PARCEL: Final = {"tracking_number": Target("text", needed=True), "carrier": Target("text")}

TARGETS: Final[Mapping[str, Mapping[str, Target]]] = {
    "order": {
        "currency": Target("currency", needed=True),
        **_all("text", "external_ref number", needed=True),
        **_all("instant", "placed_at told_at", needed=True),
        "shipping_address": Target("", shape="record", needed=True, fields=_ADDRESS),
        "buyer": Target("", shape="record", needed=True, fields=_BUYER),
        "lines": Target("", shape="each", needed=True, fields=_LINE),
        **_all("money", "total", needed=True),
        **_all("money", "shipping discount tax paid refunded"),
        **_all("flag", "tax_included cancelled"),
        "channel": Target("text"),
    },
    "stock": {
        "told_at": Target("instant"),
        **_all("text", "node location sku sku_code"),
        **_all("integer", "on_hand available"),
    },
    "shipment": {
        **_all("text", "order tracking_number", needed=True),
        **_all("text", "carrier node location"),
        "shipped_at": Target("instant"),
        "told_at": Target("instant"),
        **_all("flag", "whole cancelled"),
        "parcels": Target("", shape="each", fields=_PARCEL),
        "lines": Target("", shape="each", fields=_PIECE),
    },
    "codes": {"lines": Target("", shape="each", needed=True, fields=_all("text", "code sku", needed=True))},
}


def build(kind: str, values: Mapping[str, Any]) -> Told:
    """The record of a kind from values that are complete."""
    return _BUILDERS[kind](dict(values))


def _order(values: dict[str, Any]) -> ToldOrder:
    nothing = Money.zero(values["currency"])
    sums: dict[str, Any] = {name: values.pop(name, None) or nothing for name in ("shipping", "discount", "tax")}
    lines = [_line(line) for line in values.pop("lines")]
    return ToldOrder(buyer=Buyer(**values.pop("buyer")), lines=lines, **sums, **values)


def _line(values: Mapping[str, Any]) -> OrderedLine:
    quantity = values["quantity"]
    amount = values["amount"] if "amount" in values else values["unit_price"] * quantity
    return OrderedLine(values["reference"], values["sku"], quantity, amount, values.get("kept", quantity))


def _stock(values: dict[str, Any]) -> ToldStock:
    return ToldStock(told_at=values.pop("told_at", None), **values)


def _shipment(values: dict[str, Any]) -> ToldShipment:
    lines = [SentPiece(**line) for line in values.pop("lines", ())]
    return ToldShipment(lines=lines, parcels=[SentParcel(**each) for each in values.pop("parcels", ())], **values)


def _codes(values: dict[str, Any]) -> ToldCodes:
    return ToldCodes({line["code"]: line["sku"] for line in values["lines"]})


_BUILDERS: Final[Mapping[str, Callable[[dict[str, Any]], Told]]] = {
    "order": _order,
    "stock": _stock,
    "shipment": _shipment,
    "codes": _codes,
}
