"""What the list of quotes shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote that can still be ordered; `content` is what is on it, `exact` until when it is good to the minute."""

    id: str
    number: str
    content: str
    total: str
    until: str
    exact: str
    href: str
    opener: str
