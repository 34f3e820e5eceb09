"""What the pane of one person shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody whole. `sessions` is the number of open sign-ins; `version` guards against a stale change."""

    id: str = ""
    name: str = ""
    email: str = ""
    initials: str = ""
    role: str = ""
    role_word: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    added: str = ""
    seen: str = ""
    seen_exact: str = ""
    locked: bool = False
    own: bool = False
    sessions: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One open sign-in: when, from where, with which browser."""

    id: str
    since: str
    exact: str
    where: str
    browser: str
    own: bool


@dataclass(frozen=True, slots=True)
class WrongPerson:
    """A sentence per field that is wrong; `form` for what belongs to none."""

    name: str = ""
    email: str = ""
    role: str = ""
    language: str = ""
    time_zone: str = ""
    password: str = ""
    form: str = ""
