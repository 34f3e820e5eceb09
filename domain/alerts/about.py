"""What the alerting rules are asked about: an event, or something that is open."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import bindparam, select

from domain.inventory.available import pieces_available
from domain.models.dispute import Dispute
from domain.models.event import EventRow
from domain.models.service_level import CLOCKS
from domain.models.staff import ApiKey, StaffMember
from domain.work.unit import Unit

_SKUS: Final = UUID("6f1d3a52-5b0e-4c47-9a3e-0d7c1f2b8e64")  # the space of the ids that stand for SKUs
LONGEST: Final = 200  # of a reason that somebody wrote
_ROLES: Final = {
    "staff": select(StaffMember.role).where(StaffMember.id == bindparam("id")),
    "api_key": select(ApiKey.role).where(ApiKey.id == bindparam("id")),
}


@dataclass(frozen=True, slots=True)
class About:
    """`facts` are those that stand in no record of a customer, order or case. `sku_id` stands for a SKU whose stock it
    is about, at all nodes together.
    """

    customer_id: UUID | None = None
    order_id: UUID | None = None
    case_id: UUID | None = None
    event_id: UUID | None = None
    dispute_id: UUID | None = None
    approval_id: UUID | None = None
    return_id: UUID | None = None
    sku_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def about_event(unit: Unit, event: EventRow) -> About:
    """What an event is about, with what it tells itself."""
    data = event.data
    dispute_id = _id(data, "dispute_id")
    return About(
        customer_id=event.customer_id,
        order_id=event.order_id,
        case_id=_id(data, "case_id"),
        event_id=event.id,
        dispute_id=dispute_id,
        approval_id=_id(data, "approval_id"),
        return_id=_id(data, "return_id"),
        facts={
            "event": event.type,
            "actor_role": _role_of(unit, event),
            "reason": str(data.get("reason") or "")[:LONGEST],
            **_amount(data),
            **_goods(unit, data),
            **_promise(data),
            "dispute_due_at": _due(unit, dispute_id) if dispute_id else None,
        },
    )


def about_stock(unit: Unit, event: EventRow) -> list[About]:
    """A count or an arrival at a node, as something about each SKU whose stock it changed."""
    counted = event.data.get("on_hand")
    skus = sorted(counted) if isinstance(counted, dict) else []
    role, available = _role_of(unit, event), pieces_available(unit, skus)
    shared = {"event": event.type, "actor_role": role, "reason": str(event.data.get("reason") or "")[:LONGEST]}
    goods = {"node": event.data.get("node") or None}
    return [
        About(sku_id=uuid5(_SKUS, sku), facts={**shared, **goods, "sku": sku, "stock_available": available[sku]})
        for sku in skus
    ]


def _amount(data: dict[str, Any]) -> dict[str, Any]:
    amount, currency = data.get("amount", data.get("total")), data.get("currency")
    known = isinstance(amount, int) and isinstance(currency, str) and len(currency) == 3
    return {"amount": abs(amount), "currency": currency} if known and isinstance(amount, int) else {}


def _goods(unit: Unit, data: dict[str, Any]) -> dict[str, Any]:
    sku, node = data.get("sku"), data.get("node")
    if not isinstance(sku, str) or not sku:
        return {}
    return {"sku": sku, "node": node or None, "stock_available": pieces_available(unit, [sku])[sku]}


def _promise(data: dict[str, Any]) -> dict[str, Any]:
    """Of a warning or a breach: which clock of which service level."""
    clock, level = data.get("clock"), data.get("service_level")
    return {"clock": clock, "service_level": level} if clock in CLOCKS and isinstance(level, str) else {}


def _role_of(unit: Unit, event: EventRow) -> str | None:
    """The role of whoever did it; "system" for the product itself."""
    if event.actor_kind == "system":
        return "system"
    role = _ROLES.get(event.actor_kind)
    return unit.session.execute(role, {"id": event.actor_id}).scalar_one_or_none() if role is not None else None


def _due(unit: Unit, dispute_id: UUID) -> Any:
    query = select(Dispute.respond_by).where(Dispute.id == dispute_id, Dispute.status == "open")
    return unit.session.execute(query).scalar_one_or_none()


def _id(data: dict[str, Any], name: str) -> UUID | None:
    try:
        return UUID(str(data.get(name)))
    except ValueError:
        return None
