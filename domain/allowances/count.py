"""Count what is given away against the limits of who gives it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domain.allowances.limits import limits_for
from domain.allowances.needs import need
from domain.decisions.record import keep_decision
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.approval import Allowance
from domain.work.unit import Unit

# Money given back for no goods and goodwill drain one budget.
_ONE_BUDGET: Final = ("goodwill", "refund")
_LOCK: Final = 0x616C6C6F  # the space of these advisory locks


def count_allowance(
    unit: Unit, customer_id: UUID, *, kind: str, amount: Money, reason: str, order_id: UUID | None = None
) -> UUID | None:
    """Note that the actor of `unit` gives the customer, who is locked, `amount` (above zero) of `kind`. Tells the
    decision that is kept with it.

    Where that passes what the actor's role may give at once, has given within its window, or what everybody has given
    the customer within theirs, `unit.need_approval` is told, once per limit. What somebody approved counts as well.
    Gifts of one actor wait for each other, so that two at once cannot both fit into what is left.
    """
    limits = limits_for(unit, customer_id, kind=kind, amount=amount, reason=reason)
    _one_at_a_time(unit)
    by_actor = _given(unit, kind, amount.currency, limits.actor_window, Allowance.actor_id == unit.actor.id)
    to_customer = _given(unit, kind, amount.currency, limits.customer_window, Allowance.customer_id == customer_id)
    for limit, before, allowed in (
        ("per_action", 0, limits.per_action),
        ("per_actor", by_actor, limits.per_actor),
        ("per_customer", to_customer, limits.per_customer),
    ):
        if allowed is not None and before + amount.minor > allowed:
            unit.need_approval(
                need(kind, limit, before + amount.minor, allowed, amount.currency, limits), limits.decided
            )
    id = _write(unit, customer_id, kind, amount, reason, order_id)
    if limits.decided is None:
        return None
    about = {"customer_id": customer_id, "order_id": order_id}
    return keep_decision(unit, limits.decided, subject_kind="gift", subject_id=id, **about)


def _one_at_a_time(unit: Unit) -> None:
    """Until the end of the transaction, after the customer's lock."""
    if unit.actor.id is not None:
        key = func.hashtextextended(str(unit.actor.id), _LOCK)
        unit.session.execute(select(func.pg_advisory_xact_lock(key)))


def _given(unit: Unit, kind: str, currency: str, window: timedelta, whose: ColumnElement[bool]) -> int:
    total = select(func.coalesce(func.sum(Allowance.amount), 0)).where(
        whose, Allowance.currency == currency, Allowance.kind.in_(_budget(kind)), Allowance.at > unit.now - window
    )
    return int(unit.session.execute(total).scalar_one())


def _budget(kind: str) -> Sequence[str]:
    return _ONE_BUDGET if kind in _ONE_BUDGET else (kind,)


def _write(unit: Unit, customer_id: UUID, kind: str, amount: Money, reason: str, order_id: UUID | None) -> UUID:
    id = new_id(at=unit.now)
    unit.session.add(
        Allowance(
            id=id,
            kind=kind,
            order_id=order_id,
            customer_id=customer_id,
            actor_id=unit.actor.id,
            actor_name=unit.actor.name,
            amount=amount.minor,
            currency=amount.currency,
            reason=reason,
            approval_id=unit.granted_by,
            at=unit.now,
        )
    )
    unit.session.flush()
    return id
