"""What the strip of offers shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer: `left` of `total` seconds; it waits for `waits` seconds already."""

    id: str = ""
    number: str = ""
    subject: str = ""
    who: str = ""
    channel: str = ""
    sign: str = ""
    queue: str = ""
    language: str = ""
    urgent: bool = False
    left: int = 0
    total: int = 0
    waits: int = 0
