"""The messages that an action would send, for its preview."""

from collections.abc import Sequence

from console.api.asked import as_its_maker
from domain.approvals.preview import ActionPreview
from domain.work import Unit
from notifications.foresee import PlannedMessage, foresee


def planned_messages(unit: Unit, preview: ActionPreview) -> Sequence[PlannedMessage]:
    """What the order's customer would be told because of the events that `unit` has recorded."""
    if preview.after is None:
        return ()
    return foresee(as_its_maker(unit), unit.events, customer_id=preview.after.customer_id)
