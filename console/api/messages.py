"""The messages that an action would send, for its preview."""

from collections.abc import Sequence
from typing import Any

from domain.approvals.preview import ActionPreview
from domain.work import Unit


def planned_messages(unit: Unit, preview: ActionPreview) -> Sequence[Any]:
    """What customers would be told because of the events that `unit` has recorded."""
    return ()
