"""When what was said was shown on the other side."""

from collections import defaultdict
from collections.abc import Sequence

from benchmarks.desks import Desk


class Shown:
    """When each message was sent, and when it arrived on each line that waits for it."""

    def __init__(self) -> None:
        self.sent: dict[str, float] = {}
        self.by_staff: set[str] = set()
        self.arrived: dict[str, list[float]] = defaultdict(list)

    def took_to(self, desks: Sequence[Desk], chats: int) -> list[float]:
        """What visitors wrote, to the desk that has their chat open."""
        return [
            (desks[at].arrived[text] - sent) * 1000
            for text, sent in self.sent.items()
            if text not in self.by_staff and (at := int(text.split("-")[1]) % chats) < len(desks)
            if text in desks[at].arrived
        ]

    def took(self, *, by_staff: bool) -> list[float]:
        return [
            (at - self.sent[text]) * 1000
            for text, arrivals in self.arrived.items()
            if text in self.sent and (text in self.by_staff) == by_staff
            for at in arrivals
        ]
