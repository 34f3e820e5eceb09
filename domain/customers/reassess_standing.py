"""Work out a customer's tier and risk flags again, from what happened."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Integer, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.customers.load import load_customer
from domain.events.event import Stream
from domain.kernel.money import minor_digits
from domain.kernel.permissions import Permission
from domain.models.customer import Customer, RiskFlag
from domain.models.order import Order
from domain.models.payment import PaymentEntry
from domain.work.family import belongs_to, family_of
from domain.work.unit import Unit

YEAR = timedelta(days=365)
GOLD, SILVER = 1000, 400  # spent within a year, in major units of the customer's main currency
MANY_REFUNDS = 0.35  # share of what was paid that went back
FEW_ORDERS = 3  # below this a share says nothing
MANY_CANCELLATIONS = 0.4


@dataclass(frozen=True)
class _Facts:
    orders: int
    cancelled: int
    captured: int
    refunded: int
    spent_in_a_year: float


def reassess_standing(unit: Unit, *, customer_id: UUID) -> None:
    """Set tier, order count and risk flags of a customer. Running it twice changes nothing.

    Tier: gold from `GOLD`, silver from `SILVER` paid and kept within a year. Flags: `many_refunds` when more than
    `MANY_REFUNDS` of what was paid went back, `many_cancellations` when more than `MANY_CANCELLATIONS` of at least
    `FEW_ORDERS` orders were cancelled.

    Records `customer.tier_changed`, `customer.risk_raised` and `customer.risk_cleared`.
    """
    unit.actor.require(Permission.CUSTOMERS_WRITE)
    customer = load_customer(unit, customer_id, also_erased=True)
    if customer.erased_at is not None:
        return
    facts = _facts(unit, customer)
    _set_tier(unit, customer, facts)
    wanted = _flags(facts)
    query = select(RiskFlag.kind).where(RiskFlag.customer_id == customer.id)
    standing = set(unit.session.execute(query).scalars())
    for kind in sorted(wanted.keys() - standing):
        row = {"customer_id": customer.id, "kind": kind, "facts": wanted[kind], "raised_at": unit.now}
        unit.session.execute(insert(RiskFlag).values(row).on_conflict_do_nothing())
        _record(unit, "customer.risk_raised", customer.id, {"kind": kind, "facts": wanted[kind]})
    for kind in sorted(standing - wanted.keys()):
        unit.session.execute(delete(RiskFlag).where(RiskFlag.customer_id == customer.id, RiskFlag.kind == kind))
        _record(unit, "customer.risk_cleared", customer.id, {"kind": kind})


def _facts(unit: Unit, customer: Customer) -> _Facts:
    members = family_of(unit, customer.id).members
    own = belongs_to(Order.customer_id, members)
    orders, cancelled, last = unit.session.execute(
        select(func.count(), func.sum((Order.status == "cancelled").cast(Integer)), func.max(Order.placed_at)).where(
            own
        )
    ).one()
    if len(members) == 1:  # a merged record keeps its own figures, for the day that the merge is undone
        customer.order_count, customer.last_order_at = orders, last
    sums = select(
        PaymentEntry.currency,
        PaymentEntry.kind,
        func.sum(PaymentEntry.amount),
        func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.at > unit.now - YEAR), 0),
    ).join(Order, Order.id == PaymentEntry.order_id)
    moved = unit.session.execute(
        sums.where(own, PaymentEntry.kind.in_(("captured", "refunded"))).group_by(
            PaymentEntry.currency, PaymentEntry.kind
        )
    ).all()
    captured = {currency: int(total) for currency, kind, total, _ in moved if kind == "captured"}
    main = max(captured, key=lambda currency: captured[currency], default="")
    refunded = sum(int(total) for currency, kind, total, _ in moved if kind == "refunded" and currency == main)
    year = sum(
        (int(recent) if kind == "captured" else -int(recent)) for currency, kind, _, recent in moved if currency == main
    )
    return _Facts(
        orders=orders,
        cancelled=int(cancelled or 0),
        captured=captured.get(main, 0),
        refunded=refunded,
        spent_in_a_year=year / 10 ** minor_digits(main) if main else 0,
    )


def _set_tier(unit: Unit, customer: Customer, facts: _Facts) -> None:
    spent = facts.spent_in_a_year
    tier = "gold" if spent >= GOLD else "silver" if spent >= SILVER else "standard"
    if tier != customer.tier:
        _record(unit, "customer.tier_changed", customer.id, {"from": customer.tier, "to": tier})
        customer.tier = tier


def _flags(facts: _Facts) -> dict[str, dict[str, str]]:
    flags: dict[str, dict[str, str]] = {}
    kept = facts.orders - facts.cancelled
    if facts.captured and kept >= FEW_ORDERS and facts.refunded / facts.captured > MANY_REFUNDS:
        flags["many_refunds"] = {"share": f"{facts.refunded / facts.captured:.2f}"}
    if facts.orders >= FEW_ORDERS and facts.cancelled / facts.orders > MANY_CANCELLATIONS:
        flags["many_cancellations"] = {"cancelled": str(facts.cancelled), "orders": str(facts.orders)}
    return flags


def _record(unit: Unit, type: str, customer_id: UUID, data: dict[str, object]) -> None:
    unit.record(type, stream=Stream.of_customer(customer_id), customer_id=customer_id, data=data)
