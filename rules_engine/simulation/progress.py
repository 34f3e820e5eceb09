"""Tell open screens that a backtest or a shadow has moved on."""

import json
from uuid import UUID

from sqlalchemy import text

from domain.events.append import CHANNEL
from domain.work.unit import Unit

PROGRESS = "rules.simulation_progress"


def tell(unit: Unit, id: UUID) -> None:
    """Announce it when the transaction commits. Nothing is recorded: the row itself says how far it is."""
    body = json.dumps({"t": PROGRESS, "s": str(id)})
    unit.session.execute(text("SELECT pg_notify(:channel, :body)"), {"channel": CHANNEL, "body": body})
