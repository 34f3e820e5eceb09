"""What is noted of agents and offers, and which screens are told."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import text

from domain.events.append import CHANNEL
from domain.events.event import Stream
from domain.models.agent import Agent, Offer
from domain.work.unit import Unit


def record_agent(unit: Unit, type: str, agent: Agent, data: dict[str, Any] | None = None) -> None:
    """Record an event on the person's chain and tell their open screens."""
    unit.record(type, stream=Stream.of_staff(agent.staff_id), data={"staff_id": str(agent.staff_id), **(data or {})})
    announce(unit, agent.staff_id)


def record_offer(unit: Unit, type: str, offer: Offer, data: dict[str, Any] | None = None) -> None:
    """Record an event on the case's chain, which is not the customer's timeline, and tell the agent's screens."""
    told = {"offer_id": str(offer.id), "case_id": str(offer.case_id), "staff_id": str(offer.staff_id)}
    unit.record(type, stream=Stream.named(f"case:{offer.case_id}"), data=told | (data or {}))
    announce(unit, offer.staff_id)


def announce(unit: Unit, staff_id: UUID, /) -> None:
    """Tell the person's open screens when the transaction commits."""
    body = json.dumps({"t": "offer", "p": str(staff_id)})
    unit.session.execute(text("SELECT pg_notify(:channel, :body)"), {"channel": CHANNEL, "body": body})
