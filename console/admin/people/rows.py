"""What the list of people shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the list. `seen` is when they last worked, `exact` the same for the hover."""

    id: str
    href: str
    name: str
    email: str
    initials: str
    role: str
    seen: str
    exact: str
    locked: bool
    here: bool
