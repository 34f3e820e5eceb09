"""What follows from an event whatever the rules say: some alerts begin with it, and some end."""

from uuid import UUID

from domain.alerts.alert_request_back import alert_request_back
from domain.alerts.end_alerts import end_alerts_of_case, end_alerts_of_request
from domain.models.approval import Approval
from domain.models.event import EventRow
from domain.work.unit import Unit


def follow_event(unit: Unit, event: EventRow, /) -> None:
    """Whoever asked for what came back is told; whoever read that, or closed a case, has seen to its alerts."""
    if event.type == "case.closed":
        end_alerts_of_case(unit, UUID(str(event.data["case_id"])), by=event)
    elif event.type == "approval.acknowledged":
        end_alerts_of_request(unit, UUID(str(event.data["approval_id"])), by=event)
    elif event.type in ("approval.refused", "approval.changed"):
        approval = unit.session.get(Approval, UUID(str(event.data["approval_id"])))
        if approval is not None:
            alert_request_back(unit, approval)
