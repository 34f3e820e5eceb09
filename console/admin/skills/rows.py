"""What the form of an agent holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgentCard:
    """Everything as text, as the form shows it."""

    id: str = ""
    name: str = ""
    skills: str = ""
    french: bool = False
    english: bool = False
    chat: str = ""
    phone: str = ""
    sms: str = ""
    email: str = ""
    store: str = ""
    calls_alone: bool = False
    wrap_up: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class WrongAgent:
    """A sentence at the field it is about."""

    skills: str = ""
    capacity: str = ""
    wrap_up: str = ""
    form: str = ""
