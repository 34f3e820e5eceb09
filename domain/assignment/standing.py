"""Who is there now, what they can do, and how much they have in hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.assignment.in_hand import IN_HAND
from domain.conversations.live import LIVE
from domain.work.unit import Unit

# A language is a skill too, by the names that rules use.
LANGUAGE_SKILLS: Final = {"fr": "french", "en": "english"}
LONGEST_WRAP_UP: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """An agent at this moment. `loads`: cases and offers in hand per channel; `offered`: something waits for their
    answer; `wrapping_until`: when they are done with what follows their last conversation; `rests`: they declined
    something a moment ago.
    """

    staff_id: UUID
    name: str
    skills: frozenset[str]
    languages: frozenset[str]
    capacity: Mapping[str, int]
    calls_alone: bool
    presence: str
    reason: str
    since: datetime
    last_offer_at: datetime | None
    rests: bool
    loads: Mapping[str, int]
    offered: bool
    wrapping_until: datetime | None
    wrap_up: int
    version: int
    role: str

    def has_room(self, channel: str) -> bool:
        """Whether one more of this channel can be offered. Calls and chats exclude each other for who takes calls
        alone.
        """
        others = {"phone": "chat", "chat": "phone"}
        if self.calls_alone and channel in others and self.loads.get(others[channel], 0):
            return False
        return self.loads.get(channel, 0) < self.capacity.get(channel, 0)

    @property
    def is_ready(self) -> bool:
        """Whether they can be asked now: one thing at a time."""
        return self.presence == "online" and self.wrapping_until is None and not self.offered and not self.rests

    @property
    def is_free(self) -> bool:
        """Whether anything at all could be offered."""
        return self.is_ready and any(self.has_room(channel) for channel in self.capacity)

    @property
    def use(self) -> float:
        """How much of the capacity is used, from 0."""
        return sum(self.loads.values()) / max(sum(self.capacity.values()), 1)


_AGENTS: Final = """
    SELECT agents.staff_id, staff_members.name, staff_members.role, agents.skills, languages, capacity, calls_alone,
        presence, reason, since, last_offer_at, wrapped_up_at, wrap_up, agents.version
    FROM agents JOIN staff_members ON staff_members.id = agents.staff_id
    WHERE staff_members.locked_at IS NULL
"""
_ONE: Final = text(f"{_AGENTS} AND agents.staff_id = :staff_id")
_HELD: Final = text(f"{_AGENTS} AND agents.staff_id = :staff_id FOR UPDATE OF agents SKIP LOCKED")
_SOME: Final = text(f"{_AGENTS} AND agents.staff_id = ANY(:ids)")
_ONLINE: Final = text(f"{_AGENTS} AND presence = 'online'")
_ALL: Final = text(f"{_AGENTS} ORDER BY staff_members.name, agents.staff_id")


def online(unit: Unit, /) -> list[Standing]:
    """Everybody who is online, in two statements."""
    return _standings(unit, unit.session.execute(_ONLINE).all())


def everybody(unit: Unit, /) -> list[Standing]:
    """Every agent, by name."""
    return _standings(unit, unit.session.execute(_ALL).all())


def one(unit: Unit, staff_id: UUID, /) -> Standing | None:
    """One agent; None for whoever is none, or is locked out."""
    found = _standings(unit, unit.session.execute(_ONE, {"staff_id": staff_id}).all())
    return found[0] if found else None


def these(unit: Unit, ids: Sequence[UUID], /) -> list[Standing]:
    """The agents with these ids."""
    return _standings(unit, unit.session.execute(_SOME, {"ids": list(ids)}).all())


def held(unit: Unit, staff_id: UUID, /) -> Standing | None:
    """The agent, locked; None where somebody else has them locked."""
    found = _standings(unit, unit.session.execute(_HELD, {"staff_id": staff_id}).all())
    return found[0] if found else None


def _standings(unit: Unit, rows: Any) -> list[Standing]:
    values = {
        "ids": [row.staff_id for row in rows],
        "live": list(LIVE),
        "now": unit.now,
        "since": unit.now - LONGEST_WRAP_UP,
    }
    loads: dict[UUID, dict[str, int]] = {}
    closed: dict[UUID, datetime] = {}
    offered: set[UUID] = set()
    for row in unit.session.execute(IN_HAND, values) if rows else ():
        if row.closed_at is not None:
            closed[row.staff_id] = row.closed_at
        else:
            of_agent = loads.setdefault(row.staff_id, {})
            of_agent[row.channel] = of_agent.get(row.channel, 0) + row.number
            offered.update([row.staff_id] if row.offered else [])
    return [
        _standing(unit, row, loads.get(row.staff_id, {}), row.staff_id in offered, closed.get(row.staff_id))
        for row in rows
    ]


def _standing(unit: Unit, row: Any, loads: Mapping[str, int], offered: bool, closed_at: datetime | None) -> Standing:
    spoken = {LANGUAGE_SKILLS[each] for each in row.languages if each in LANGUAGE_SKILLS}
    until = closed_at + timedelta(seconds=row.wrap_up) if closed_at else None
    done = row.wrapped_up_at is not None and closed_at is not None and row.wrapped_up_at >= closed_at
    return Standing(
        staff_id=row.staff_id,
        name=row.name,
        skills=frozenset(row.skills) | spoken,
        languages=frozenset(row.languages),
        capacity=row.capacity,
        calls_alone=row.calls_alone,
        presence=row.presence,
        reason=row.reason,
        since=row.since,
        last_offer_at=row.last_offer_at,
        rests=row.last_offer_at is not None and row.last_offer_at > unit.now,
        loads=loads,
        offered=offered,
        wrapping_until=until if until is not None and until > unit.now and not done else None,
        wrap_up=row.wrap_up,
        version=row.version,
        role=row.role,
    )
