"""Who is the best agent for a case. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from domain.assignment.standing import Standing

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a case asks of whoever takes it. `may_lack`: how many of its demands need not be met any more; `previous`:
    who had the customer's last case, where the rules prefer them; `not_these` let it pass a moment ago, or declined it
    not long ago; `declined` are all who said no to it.
    """

    channel: str
    language: str
    skills: tuple[str, ...]
    may_lack: int = 0
    previous: UUID | None = None
    not_these: frozenset[UUID] = frozenset()
    declined: frozenset[UUID] = frozenset()

    @property
    def demands(self) -> tuple[str, ...]:
        """The language, then the skills; the last is given up first."""
        return (self.language, *self.skills)

    @property
    def firm(self) -> tuple[str, ...]:
        """The demands that must be met."""
        return self.demands[: max(len(self.demands) - self.may_lack, 0)]


@dataclass(frozen=True, slots=True)
class Choice:
    """An agent who can take it, and the demands that they do not meet."""

    agent: Standing
    without: tuple[str, ...]


def unless_declined(wanted: Wanted) -> Wanted:
    """The same, for nobody who declined it."""
    return replace(wanted, not_these=wanted.not_these | wanted.declined) if wanted.declined else wanted


def spare(wanted: Wanted, online: Iterable[Standing]) -> Wanted:
    """The same, for nobody who declined it while anybody else who is online could take it, now or once free."""
    if not wanted.declined or any(_could(wanted, agent) for agent in online):
        return unless_declined(wanted)
    return wanted


def choices(wanted: Wanted, agents: Sequence[Standing]) -> list[Choice]:
    """Everybody who can take it, the best first: who lacks least, then the customer's previous agent, then who has
    least in hand, then who has waited longest.
    """
    found = [choice for agent in agents if (choice := choice_of(wanted, agent)) is not None]
    return sorted(found, key=lambda choice: _rank(wanted, choice))


def best_of(wanted: Wanted, agents: Iterable[Standing]) -> Choice | None:
    """The first of `choices`; None where nobody can take it."""
    found = (choice for agent in agents if (choice := choice_of(wanted, agent)) is not None)
    return min(found, key=lambda choice: _rank(wanted, choice), default=None)


def choice_of(wanted: Wanted, agent: Standing) -> Choice | None:
    """Whether this agent can take it now."""
    if not agent.is_ready or agent.staff_id in wanted.not_these or not agent.has_room(wanted.channel):
        return None
    firm = wanted.firm
    lacks = tuple(demand for i, demand in enumerate(wanted.demands) if not _meets(agent, demand, language=i == 0))
    return None if any(demand in firm for demand in lacks) else Choice(agent, lacks)


def _could(wanted: Wanted, agent: Standing) -> bool:
    """Whether this agent takes such cases, however much they have in hand, and has not declined this one."""
    if agent.presence != "online" or agent.staff_id in wanted.declined or not agent.capacity.get(wanted.channel):
        return False
    lacks = {demand for i, demand in enumerate(wanted.demands) if not _meets(agent, demand, language=i == 0)}
    return lacks.isdisjoint(wanted.firm)


def _meets(agent: Standing, demand: str, *, language: bool) -> bool:
    return demand in (agent.languages if language else agent.skills)


def _rank(wanted: Wanted, choice: Choice) -> tuple[object, ...]:
    agent = choice.agent
    return (
        len(choice.without),
        agent.staff_id != wanted.previous,
        agent.use,
        agent.last_offer_at or _NEVER,
        agent.staff_id,
    )
