"""What the list on the left shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One result: `href` opens it, `aside` stands on the right, `tone` colours `badge`; `customer` and `order`
    (its key) say whose it is."""

    id: str
    customer: str
    order: str
    href: str
    title: str
    detail: str
    aside: str
    badge: str
    tone: str
