"""A request came back refused, or to be looked at again: whoever asked is told, wherever they look."""

from typing import Final

from domain.alerts.about import About
from domain.alerts.raise_alert import raise_alert
from domain.kernel.actor import ActorKind
from domain.models.approval import Approval
from domain.work.unit import Unit

RULE: Final = "approvals.came_back"
_NAME: Final = {"en": "Approvals", "fr": "Accords"}
_CHANGED: Final = {
    "en": "What you asked approval for was approved, but the result has changed. Look at it again.",
    "fr": "Votre demande d’accord a été acceptée, mais le résultat a changé. Revoyez-la.",
}


def alert_request_back(unit: Unit, approval: Approval) -> None:
    """Tell the colleague who asked for a request that was refused or has changed; nobody where another
    system or a customer asked, or the same person decided. A part of use cases.
    """
    asked_by = approval.asked_by_id
    if approval.asked_by_kind != ActorKind.STAFF or asked_by is None or asked_by == approval.decided_by_id:
        return
    raise_alert(
        unit,
        About(customer_id=approval.customer_id, order_id=approval.order_id, approval_id=approval.id),
        rule=RULE,
        name=_NAME,
        severity="warning",
        words=_CHANGED if approval.status == "changed" else _refused(approval),
        subject=("approval", approval.id),
        decision_id=None,
        people=[asked_by],
    )


def _refused(approval: Approval) -> dict[str, str]:
    return {
        "en": f"{approval.decided_by_name} refused what you asked approval for: {approval.reason}",
        "fr": f"{approval.decided_by_name} a refusé votre demande d’accord : {approval.reason}",
    }
