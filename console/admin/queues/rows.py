"""What the lists and forms of queues and service levels show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: `kind` is queue, level or calendar."""

    key: str = ""
    kind: str = ""
    name: str = ""
    label: str = ""
    says: str = ""
    aside: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a form shows, all of it text. `kind`: queue, level, calendar, settings, or "" for nothing. `fresh`: it is
    not there yet.
    """

    kind: str = ""
    fresh: bool = False
    name: str = ""
    en: str = ""
    fr: str = ""
    version: int = 0
    service_level: str = ""
    calendar: str = ""
    relax_after: str = ""
    overflow_after: str = ""
    overflow_queue: str = ""
    first_answer: str = ""
    next_answer: str = ""
    resolution: str = ""
    warn_at: str = "80"
    time_zone: str = ""
    mon: str = ""
    tue: str = ""
    wed: str = ""
    thu: str = ""
    fri: str = ""
    sat: str = ""
    sun: str = ""
    holidays: str = ""
    accept_live: str = ""
    accept: str = ""
    unanswered_most: str = ""
    silent_after: str = ""
    grace_live: str = ""
    grace: str = ""
    idle_chat: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select."""

    value: str
    label: str
