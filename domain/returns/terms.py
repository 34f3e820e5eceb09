"""What the return policy says of the pieces that are to come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain.decisions.record import remark_rules
from domain.kernel.approval import Need
from domain.models.catalogue import Product, Variant
from domain.models.order import Order
from domain.orders.titles import with_options
from domain.ports.decisions import Decided, ReturnPolicy
from domain.returns.arrived_at import arrivals_of
from domain.returns.chosen import Chosen
from domain.returns.worth import value_of
from domain.work.unit import Unit

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """`fees`: the restocking fee of each line in millionths of its worth. `at_once`: credited before receipt.
    `decided`: how the policy answered about each.
    """

    fees: Mapping[UUID, int]
    at_once: bool
    decided: tuple[Decided, ...] = ()


def return_terms(unit: Unit, order: Order, chosen: Sequence[Chosen], *, channel: str, with_fees: bool = True) -> Terms:
    """Ask the policy about each line: each pays its own fee (none without `with_fees`), and all wait if one has to.

    Remarks tell which rules applied. What is past its window needs somebody else's word ("return.window", over what
    the pieces are worth).
    """
    categories, arrivals = _categories(unit, chosen), arrivals_of(unit, order, [each.line for each in chosen])
    if arrivals.imported:
        unit.remark(
            "returns.window_from_import",
            en=f"Imported order: the time to return counts from the import, {arrivals.imported:%Y-%m-%d}.",
            fr=f"Commande importée : le délai de retour court depuis l’import, {arrivals.imported:%Y-%m-%d}.",
        )
    policies, late = [], []
    for each in chosen:
        age = max(unit.now - arrivals.of(each.line), timedelta())
        policy = _ask(unit, order, each, channel, categories.get(each.line.sku, ""), age)
        if policy.decided is not None:
            remark_rules(unit, policy.decided)
        policies.append(policy if with_fees else replace(policy, fee_millionths=0))
        if age > policy.window:
            late.append((age, policy.window, policy.decided))
    if late:
        age, window, decided = max(late, key=lambda one: one[0] - one[1])
        unit.need_approval(_too_late(order, chosen, age // _DAY, window // _DAY), decided)
    _remark_fees(unit, chosen, policies)
    fees = {each.line.id: policy.fee_millionths for each, policy in zip(chosen, policies, strict=True)}
    said = tuple(policy.decided for policy in policies if policy.decided is not None)
    return Terms(fees, all(policy.refund_at == "once" for policy in policies), said)


def _ask(unit: Unit, order: Order, chosen: Chosen, channel: str, category: str, age: timedelta) -> ReturnPolicy:
    facts = {
        "reason": chosen.reason,
        "sku": chosen.line.sku,
        "quantity": chosen.quantity,
        "days_since_delivery": age // _DAY,
        "source": order.source or "",
        "country": order.shipping_address.get("country", ""),
        "actor_role": unit.actor.role,
    }
    return unit.ports.decisions.return_policy(channel=channel, category=category, facts=facts)


def _categories(unit: Unit, chosen: Sequence[Chosen]) -> Mapping[str, str]:
    query = select(Variant.sku, Product.category).join(Product, Product.id == Variant.product_id)
    rows = unit.session.execute(query.where(Variant.sku.in_({each.line.sku for each in chosen})))
    return {sku: category for sku, category in rows}


def _remark_fees(unit: Unit, chosen: Sequence[Chosen], policies: Sequence[ReturnPolicy]) -> None:
    for rate in sorted({policy.fee_millionths for policy in policies} - {0}):
        asked = [each.line for each, policy in zip(chosen, policies, strict=True) if policy.fee_millionths == rate]
        names = ", ".join(with_options(line.title, line.options) for line in asked)
        unit.remark(
            "returns.restocking_fee",
            en=f"Restocking fee ({rate / 10_000:g} %): {names}",
            fr=f"Frais de remise en stock ({_french(rate)} %) : {names}",
        )


def _french(rate: int) -> str:
    return f"{rate / 10_000:g}".replace(".", ",")


def _too_late(order: Order, chosen: Sequence[Chosen], days: int, window: int) -> Need:
    worth = sum(value.worth for value in value_of(order, [(each.line, each.quantity, 0) for each in chosen]))
    return Need(
        limit="return.window",
        asked=worth,
        allowed=0,
        currency=order.currency,
        en=f"Delivered {days} days ago; returns are taken for {window} days.",
        fr=f"Livré il y a {days} jours ; les retours sont acceptés pendant {window} jours.",
    )
