"""What the block of files shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file; `own` is one that can be removed: somebody attached it. `order` is the id of the order that it belongs
    to, if it does.
    """

    id: str
    name: str
    href: str
    size: str
    who: str
    at: str
    exact: str
    own: bool
    order: str
