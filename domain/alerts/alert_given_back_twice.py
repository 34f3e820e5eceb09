"""Money went back twice: whoever sees to payments is told."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.alerts.about import About
from domain.alerts.raise_alert import raise_alert
from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.alert import Alert
from domain.models.event import EventRow
from domain.models.order import Order
from domain.work.unit import Unit

RULE: Final = "payments.given_back_twice"
TOLD: Final = ("administrator", "supervisor")
_NAME: Final = {"en": "Payments", "fr": "Paiements"}


def alert_given_back_twice(unit: Unit, *, event_id: UUID) -> UUID | None:
    """Raise a critical alert about a `payment.given_back_twice` and tell its id; None where it was raised before."""
    unit.actor.require(Permission.EVENTS_READ)
    event = unit.session.get(EventRow, event_id)
    order = unit.session.get(Order, event.order_id) if event is not None and event.order_id else None
    if event is None or order is None:
        raise NotFound.of("event", "événement", event_id)
    rule = f"{RULE}:{event.data['payment_id']}"
    if unit.session.execute(select(Alert.id).where(Alert.rule == rule)).first() is not None:
        return None
    amount = Money(event.data["amount"], event.data["currency"])
    return raise_alert(
        unit,
        About(customer_id=order.customer_id, order_id=order.id),
        rule=rule,
        name=_NAME,
        severity="critical",
        words={
            "en": f"{amount} of order {order.number} went back twice, also through the bank. Claim it back.",
            "fr": f"{amount} de la commande {order.number} rendus deux fois, aussi par la banque. Réclamez-les.",
        },
        subject=("order", order.id),
        decision_id=None,
        roles=TOLD,
    )
