"""Load an agent for a use case, locked; whoever is of staff becomes one at the first need."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.kernel.errors import NotFound, StaleVersion
from domain.models.agent import Agent
from domain.models.staff import StaffMember
from domain.work.unit import Unit

CAPACITY: Final = {"chat": 3, "phone": 1, "sms": 5, "email": 5, "store": 1}  # of whom nobody said anything


def load_agent(unit: Unit, staff_id: UUID, /, *, expected_version: int | None = None) -> Agent:
    """The agent, locked until the end of the transaction; `NotFound` for whoever is not of staff."""
    unit.session.flush()
    query = select(Agent).where(Agent.staff_id == staff_id).with_for_update()
    options = {"populate_existing": True}
    agent = unit.session.execute(query, execution_options=options).scalar_one_or_none()
    if agent is None:
        _begin(unit, staff_id)
        agent = unit.session.execute(query, execution_options=options).scalar_one()
    if expected_version is not None and agent.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=agent.version)
    return agent


def name_of(unit: Unit, staff_id: UUID, /) -> str:
    """What the person is called, or `NotFound`."""
    name = unit.session.execute(select(StaffMember.name).where(StaffMember.id == staff_id)).scalar_one_or_none()
    if name is None:
        raise NotFound.of("person", "personne", staff_id)
    return name


def _begin(unit: Unit, staff_id: UUID) -> None:
    language = unit.session.execute(select(StaffMember.language).where(StaffMember.id == staff_id)).scalar_one_or_none()
    if language is None:
        raise NotFound.of("person", "personne", staff_id)
    values = {"staff_id": staff_id, "languages": [language], "capacity": CAPACITY, "since": unit.now}
    unit.session.execute(insert(Agent).values(values).on_conflict_do_nothing())
