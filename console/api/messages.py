"""The messages that an action would send, for its preview."""

from collections.abc import Sequence

from console.api.asked import as_its_maker
from domain.approvals.preview import ActionPreview
from domain.messages.queries import contacts_of
from domain.work import Unit
from notifications.catalogue import PlannedMessage
from notifications.ruled import planned_under_rules


def planned_messages(unit: Unit, preview: ActionPreview) -> Sequence[PlannedMessage]:
    """What the order's customer would be told because of the events that `unit` has recorded."""
    if preview.after is None:
        return ()
    contacts = contacts_of(as_its_maker(unit), customer_id=preview.after.customer_id)
    return planned_under_rules(unit, contacts=contacts)
