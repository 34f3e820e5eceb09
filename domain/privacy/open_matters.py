"""What has to be finished before a person's data can go."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict
from domain.models.approval import Approval
from domain.models.case import Case
from domain.models.dispute import Dispute
from domain.models.order import Order
from domain.models.payment import PaymentIntent
from domain.models.returns import Exchange, Return
from domain.work.unit import Unit

_MOST_NAMED: Final = 5
_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "orders_open": ("Orders are still open: {numbers}.", "Des commandes sont encore ouvertes : {numbers}."),
    "returns_open": (
        "Goods are still to come back for: {numbers}.",
        "Des retours sont encore attendus pour : {numbers}.",
    ),
    "money_on_its_way": (
        "Money is still on its way for: {numbers}.",
        "De l’argent est encore en route pour : {numbers}.",
    ),
    "disputes_open": ("Disputes are still open about: {numbers}.", "Des litiges sont encore ouverts pour : {numbers}."),
    "approvals_open": (
        "Somebody still has to decide about: {numbers}.",
        "Une décision est encore attendue pour : {numbers}.",
    ),
    "cases_open": ("Cases are still open: {numbers}.", "Des dossiers sont encore ouverts : {numbers}."),
}


def refuse_open_matters(unit: Unit, members: Sequence[UUID]) -> None:
    """Refuse with `Conflict`, whose code says what is open and whose details name the orders or cases."""
    numbers = select(Order.number).distinct().order_by(Order.number)
    checks: dict[str, Any] = {
        "orders_open": numbers.where(Order.customer_id.in_(members), Order.status.not_in(("delivered", "cancelled"))),
        "returns_open": numbers.where(
            Order.id.in_(_orders(Return, members, ("requested", "received")))
            | Order.id.in_(_orders(Exchange, members, ("requested", "received")))
        ),
        "money_on_its_way": numbers.where(Order.id.in_(_orders(PaymentIntent, members, ("pending",)))),
        "disputes_open": numbers.where(Order.id.in_(_orders(Dispute, members, ("open", "answered")))),
        "approvals_open": numbers.where(Order.id.in_(_orders(Approval, members, ("pending",)))),
        "cases_open": select(Case.number).where(Case.customer_id.in_(members), Case.status != "closed"),
    }
    for code, query in checks.items():
        if found := list(unit.session.execute(query).scalars()):
            raise _still_open(code, found)


def _orders(model: Any, members: Sequence[UUID], states: Sequence[str]) -> Any:
    return select(model.order_id).where(model.customer_id.in_(members), model.status.in_(states))


def _still_open(code: str, found: list[str]) -> Conflict:
    listed = ", ".join(found[:_MOST_NAMED]) + (" …" if len(found) > _MOST_NAMED else "")
    en, fr = (sentence.format(numbers=listed) for sentence in _SENTENCES[code])
    return Conflict(code=code, en=en, fr=fr, details={"orders": found})
