"""What the list of canned replies and macros shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KitLine:
    """A canned reply, or a macro. `says` is how it begins, or its steps in words."""

    id: str
    href: str
    name: str
    title: str
    says: str
