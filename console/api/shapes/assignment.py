"""Queues, agents, offers and service levels as requests and answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.alerts import WordsShape
from console.api.shapes.base import Body, Instant, Shape


class WordsBody(Body):
    """The same in both languages."""

    en: str
    fr: str


class QueueShape(Shape):
    """A queue and what is in it at this moment. `known`: it is written down; rules may name others. Seconds."""

    name: str = Field(examples=["returns"])
    label: WordsShape
    known: bool
    service_level: str
    calendar: str | None
    is_open: bool
    relax_after: int | None
    overflow_after: int | None
    overflow_queue: str | None
    waiting: int
    offered: int
    oldest: Instant | None
    in_hand: int
    breached: int
    version: int


class QueueBody(Body):
    """After `relax_after` seconds a case asks for one skill less; after `overflow_after` it moves on."""

    label: WordsBody
    service_level: str = ""
    calendar: str | None = None
    relax_after: int | None = None
    overflow_after: int | None = None
    overflow_queue: str | None = None


class AgentShape(Shape):
    """An agent at this moment; `capacity` and `loads` per channel, offers included."""

    staff_id: UUID
    name: str
    role: str
    state: str = Field(examples=["online"], description="online, away, offline or wrap_up")
    presence: str
    reason: str
    since: Instant
    wrapping_until: Instant | None
    is_free: bool
    is_asked: bool
    skills: list[str]
    languages: list[str]
    capacity: dict[str, int]
    loads: dict[str, int]
    calls_alone: bool
    wrap_up: int
    version: int


class AgentBody(Body):
    """What is given is changed; a channel that is not named keeps its number."""

    skills: list[str] | None = None
    languages: list[str] | None = None
    capacity: dict[str, int] | None = None
    calls_alone: bool | None = None
    wrap_up: int | None = None


class PresenceBody(Body):
    """online, away or offline."""

    presence: str = Field(examples=["online"])


class OfferShape(Shape):
    """A case that is offered to an agent until `expires_at`; `without` are demands that were given up."""

    id: UUID
    case_id: UUID
    number: str
    subject: str
    channel: str
    language: str
    queue: str
    priority: int
    customer_id: UUID | None
    customer_name: str
    waits_since: Instant
    staff_id: UUID
    agent: str
    without: list[str]
    status: str
    offered_at: Instant
    expires_at: Instant


class SettingsShape(Shape):
    """How cases are offered; seconds, save for `unanswered_most`."""

    accept_live: int
    accept: int
    unanswered_most: int
    silent_after: int
    grace_live: int
    grace: int
    idle_chat: int
    version: int


class SettingsBody(Body):
    """What is given is changed."""

    accept_live: int | None = None
    accept: int | None = None
    unanswered_most: int | None = None
    silent_after: int | None = None
    grace_live: int | None = None
    grace: int | None = None
    idle_chat: int | None = None


class ServiceLevelShape(Shape):
    """Minutes of the calendar; null where nothing is promised."""

    name: str = Field(examples=["gold"])
    label: WordsShape
    calendar: str | None
    first_answer: int | None
    next_answer: int | None
    resolution: int | None
    warn_at: int
    version: int


class ServiceLevelBody(Body):
    """Minutes; a warning comes after `warn_at` percent."""

    label: WordsBody
    calendar: str | None = None
    first_answer: int | None = None
    next_answer: int | None = None
    resolution: int | None = None
    warn_at: int = 80


class CalendarShape(Shape):
    """Opening hours by day, where `time_zone` is, and closed days."""

    name: str
    label: WordsShape
    time_zone: str
    hours: dict[str, list[str]]
    holidays: list[str]
    version: int


class CalendarBody(Body):
    """`hours`: {"mon": ["08:00-20:00"]}."""

    label: WordsBody
    time_zone: str
    hours: dict[str, list[str]]
    holidays: tuple[str, ...] | list[str] = ()


class ClockShape(Shape):
    """A promise about a case. `state`: running, paused, met, breached or cancelled."""

    id: UUID
    case_id: UUID
    kind: str = Field(examples=["first_answer"])
    service_level: str
    state: str
    started_at: Instant
    due_at: Instant
    warn_at: Instant
    paused_at: Instant | None
    met_at: Instant | None
    breached_at: Instant | None
