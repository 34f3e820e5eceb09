"""What the block of files shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file; `own` is one that can be removed: somebody attached it."""

    id: str
    name: str
    href: str
    size: str
    who: str
    at: str
    exact: str
    own: bool
