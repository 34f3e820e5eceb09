"""What the bell's list shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BellRow:
    """A watched customer or order (`kind`, `subject`): `href` opens it where the last thing happened, which `detail`
    tells and `who` did. `badge` says how much is new, empty where nothing is. `customer` and `order` (its key) say what
    is open when it is.
    """

    id: str
    kind: str
    subject: str
    customer: str
    order: str
    href: str
    title: str
    number: str
    detail: str
    text: str
    who: str
    aside: str
    exact: str
    badge: str
    tone: str
