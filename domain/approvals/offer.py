"""Make a quote of an order that was shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from domain.approvals.act import act, changed_since
from domain.approvals.preview import ActionPreview
from domain.approvals.stored import decode
from domain.identity.assure import assure_identity
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.quotes.make_quote import make_quote
from domain.quotes.order_at_once import order_at_once
from domain.quotes.where_to import where_to
from domain.work.unit import Unit

_KEPT: Final = ("currency", "lines", "channel", "shipping", "discount")
_NOT_OFFERED: Final = ("fulfilment", "node", "locker", "tax")


def offer(unit: Unit, *, args: Mapping[str, Any], digest: str, valid_days: int = 14) -> UUID:
    """Make a quote of what "place_order" with `args` (plain JSON values) was shown to come to, and tell its id.

    How it will be paid is left open. Refuses with `Conflict` ("preview_changed", the new preview in `details`) when
    the order would not be what `digest` stands for, with `IdentityNeeded` while nobody is sure of the customer, with
    `Invalid` what is not simply shipped, and what making a quote refuses.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    values = decode(order_at_once, args)
    _refuse_not_offered(values)
    customer_id = values["customer_id"]
    assure_identity(unit, customer_id)
    shown = _look(unit, args)
    if digest != shown.digest:
        raise changed_since(shown)
    return make_quote(
        unit,
        customer_id=customer_id,
        shipping_address=where_to(unit, customer_id, values.get("shipping_address"), values.get("address_id"), None),
        valid_days=valid_days,
        **{name: values[name] for name in _KEPT if name in values},
    )


def _look(unit: Unit, args: Mapping[str, Any]) -> ActionPreview:
    """What the order would come to now; nothing of it is kept."""
    trial = replace(unit, previewing=True, needs=[], remarks=[], events=[], deferred=[])
    point = unit.session.begin_nested()
    try:
        return act(trial, action="place_order", args=args).preview
    finally:
        point.rollback()


def _refuse_not_offered(values: Mapping[str, Any]) -> None:
    for name in _NOT_OFFERED:
        if values.get(name) not in (None, "", "ship"):
            raise Invalid(
                field=name,
                code="not_offered",
                en="A quote is for goods that are shipped to an address.",
                fr="Un devis porte sur des articles expédiés à une adresse.",
            )
