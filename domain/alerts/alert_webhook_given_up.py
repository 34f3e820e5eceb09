"""A webhook was given up: whoever administers is told, since the other system hears of nothing any more."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from domain.alerts.about import About
from domain.alerts.firing import take
from domain.alerts.raise_alert import raise_alert
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.work.unit import Unit

RULE: Final = "webhooks.given_up"
TOLD: Final = ("administrator",)
_FAILED: Final = ("did not answer for a day", "n’a pas répondu pendant un jour")
_NAME: Final = {"en": "Webhooks", "fr": "Webhooks"}


def alert_webhook_given_up(unit: Unit, *, event_id: UUID) -> UUID | None:
    """Raise an alert about a `webhook.given_up` and tell its id; None where it was raised before."""
    unit.actor.require(Permission.EVENTS_READ)
    event = unit.session.get(EventRow, event_id)
    if event is None:
        raise NotFound.of("event", "événement", event_id)
    subject = ("event", event_id)
    if not take(unit, RULE, subject):
        return None
    return raise_alert(
        unit,
        About(),
        rule=RULE,
        name=_NAME,
        severity="warning",
        words=_words(event.data),
        subject=subject,
        decision_id=None,
        roles=TOLD,
    )


def _words(told: Mapping[str, Any]) -> Mapping[str, str]:
    url, gone = str(told["url"])[:120], told.get("reason") == "gone"
    why_en, why_fr = ("says that it is gone", "dit ne plus exister") if gone else _FAILED
    return {
        "en": f"{url} {why_en}; it is told nothing until somebody lets it go on.",
        "fr": f"{url} {why_fr} ; plus rien ne lui est dit tant que personne ne la relance.",
    }
