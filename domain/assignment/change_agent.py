"""Say what somebody can do, and how much at once."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from domain.assignment.agent import load_agent
from domain.assignment.record import record_agent
from domain.kernel.errors import Invalid
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.case import CHANNELS
from domain.work.unit import Unit

LONGEST_SKILL: Final = 40
MOST_SKILLS: Final = 50
MOST_AT_ONCE: Final = 50
LONGEST_WRAP_UP: Final = 3_600


def change_agent(
    unit: Unit,
    *,
    staff_id: UUID,
    skills: Sequence[str] | None = None,
    languages: Sequence[str] | None = None,
    capacity: Mapping[str, int] | None = None,
    calls_alone: bool | None = None,
    wrap_up: int | None = None,
    expected_version: int | None = None,
) -> None:
    """Change what is given and leave the rest; a channel that `capacity` does not name keeps its number.

    Records `agent.changed` with what was and what is, nothing if nothing differs. Refuses with `Invalid` naming the
    field, `NotFound` and `StaleVersion`.
    """
    unit.actor.require(Permission.AGENTS_MANAGE)
    wanted: dict[str, Any] = {
        "skills": None if skills is None else _skills(skills),
        "languages": None if languages is None else sorted({check_language(each) for each in languages}),
        "calls_alone": calls_alone,
        "wrap_up": None if wrap_up is None else _number(wrap_up, field="wrap_up", most=LONGEST_WRAP_UP),
    }
    given = {} if capacity is None else _capacity(capacity)
    agent = load_agent(unit, staff_id, expected_version=expected_version)
    wanted["capacity"] = {**agent.capacity, **given}
    changed = {name: value for name, value in wanted.items() if value is not None and value != getattr(agent, name)}
    if not changed:
        return
    told = {name: {"from": getattr(agent, name), "to": value} for name, value in changed.items()}
    for name, value in changed.items():
        setattr(agent, name, value)
    agent.version += 1
    record_agent(unit, "agent.changed", agent, {"changed": told})


def _skills(given: Sequence[str]) -> list[str]:
    words = {clean_text(each, field=f"skills[{i}]", most=LONGEST_SKILL).lower() for i, each in enumerate(given)}
    if len(words) > MOST_SKILLS:
        raise Invalid(
            field="skills",
            code="too_many",
            en=f"At most {MOST_SKILLS} skills can be kept.",
            fr=f"{MOST_SKILLS} compétences au plus peuvent être gardées.",
        )
    return sorted(words)


def _capacity(given: Mapping[str, int]) -> dict[str, int]:
    unknown = sorted(set(given) - set(CHANNELS))
    if unknown:
        raise Invalid(
            field=f"capacity.{unknown[0]}",
            code="unknown_channel",
            en=f"“{unknown[0]}” is not a channel.",
            fr=f"« {unknown[0]} » n’est pas un canal.",
        )
    return {channel: _number(each, field=f"capacity.{channel}", most=MOST_AT_ONCE) for channel, each in given.items()}


def _number(value: object, *, field: str, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise Invalid(
            field=field,
            code="out_of_range",
            en=f"“{field}” must be a number from 0 to {most}.",
            fr=f"« {field} » doit être un nombre de 0 à {most}.",
        )
    return value
