"""What rules may know of a line that is to be sourced: plain values by the names of the vocabulary."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select

from domain.models.customer import Customer, CustomerTag, RiskFlag
from domain.models.order import Order, OrderTag
from domain.sourcing.supply import Supply
from domain.sourcing.wanted import Wanted
from domain.work.family import kept_id
from domain.work.unit import Unit

_OF_CUSTOMER: Final = ("customer_tier", "customer_language", "customer_since")


def facts_of_lines(unit: Unit, wanted: Wanted, supply: Supply) -> list[dict[str, Any]]:
    """The facts of each line of `wanted`, in one statement more; amounts in minor units, None: not known."""
    shared = {
        "now": unit.now,
        "country": wanted.address.get("country"),
        "region": wanted.address.get("region") or None,
        "postcode": wanted.address.get("postal_code") or None,
        "service": wanted.service,
        "lines": len(wanted.lines),
        "order_country": wanted.address.get("country"),
        "order_pieces": sum(line.pieces for line in wanted.lines),
        "order_skus": sorted({line.sku for line in wanted.lines}),
        "order_categories": sorted({supply.categories.get(line.sku, "") for line in wanted.lines} - {""}),
        **wanted.about,
        **(_of_customer(unit, wanted.customer_id, wanted.about.get("order_id")) if wanted.customer_id else {}),
    }
    shared.pop("order_id", None)
    return [
        {
            **shared,
            "sku": line.sku,
            "category": supply.categories.get(line.sku) or None,
            "quantity": line.pieces,
            "vendor_sku": line.sku in supply.vendor_skus,
        }
        for line in wanted.lines
    ]


def facts_of_order(unit: Unit, order: Order) -> Mapping[str, Any]:
    """What is known of an order that is at hand, for `Wanted.about`."""
    return {
        "order_id": order.id,
        "order_status": order.status,
        "order_channel": order.channel,
        "order_currency": order.currency,
        "order_total": order.total,
        "order_fulfilment": order.fulfilment,
        "order_placed_at": order.placed_at,
        "order_age_days": max((unit.now - order.placed_at).days, 0),
    }


def _of_customer(unit: Unit, customer_id: UUID, order_id: UUID | None) -> dict[str, Any]:
    tags = select(func.array_agg(CustomerTag.tag)).where(CustomerTag.customer_id == Customer.id).scalar_subquery()
    risks = select(func.array_agg(RiskFlag.kind)).where(RiskFlag.customer_id == Customer.id).scalar_subquery()
    of_order = select(func.array_agg(OrderTag.tag)).where(OrderTag.order_id == order_id).scalar_subquery()
    query = select(Customer.tier, Customer.language, Customer.created_at, tags, risks, of_order)
    *known, tagged, risky, marked = unit.session.execute(query.where(Customer.id == kept_id(customer_id))).one()
    return {
        "customer_known": True,
        **dict(zip(_OF_CUSTOMER, known, strict=True)),
        "customer_tags": sorted(set(tagged or ())),
        "customer_risks": sorted(set(risky or ())),
        "order_tags": sorted(marked or ()),
    }
