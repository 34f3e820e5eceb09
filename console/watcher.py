"""Who watches what, and what the hub asks of the screens."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

from domain.customers.presence import Look
from domain.staff.sessions import SignedIn

APPROVALS: Final = "approvals"  # the topic of the screen that decides
RULES: Final = "rules"  # the topic of the screen where rules are written
ALERTS: Final = "alerts"  # and of the one that shows everybody's alerts
WALL: Final = "wall"  # and of the one that shows queues and agents
_ON_WALL: Final = ("case", "agent", "offer", "service_level", "queue", "conversation")
TOPICS: Final = {"approval": APPROVALS, "rules": RULES, "alert": ALERTS, **dict.fromkeys(_ON_WALL, WALL)}


@dataclass(frozen=True, slots=True)
class Watcher:
    """One open tab: its token, the connection it came by, whose it is, and the customer or the draft it shows.

    `topic` is what it follows besides: `APPROVALS`, `ALERTS`, `RULES`, `WALL` or nothing. `merged`: the other records
    of the customer. It tells how many requests wait (`counts`), and what is new with the customers in `watches`; None
    while those whom its person watches are not known. `staff_id` is that person and `role` theirs, as the hub learns
    when the tab follows.
    """

    token: str
    connection: str
    digest: bytes
    session_id: UUID
    customer_id: UUID | None
    topic: str = ""
    merged: frozenset[UUID] = frozenset()
    counts: bool = False
    watches: frozenset[UUID] | None = None
    staff_id: UUID | None = None
    role: str = ""
    draft_id: UUID | None = None

    @property
    def subject(self) -> tuple[str, UUID] | None:
        """What others see that its person looks at."""
        if self.customer_id is not None:
            return ("customer", self.customer_id)
        return ("draft", self.draft_id) if self.draft_id is not None else None

    def is_told(self, changed: Mapping[UUID, bool]) -> bool:
        """Whether something is new with whom its person watches; of some only the viewers `changed`."""
        if self.watches is None:
            return not all(changed.values())
        return any(not changed.get(id, True) for id in self.watches)


class Screens(Protocol):
    """What the hub asks of the screens. A call for one tab reads what it needs by itself; people who are asked for at
    the same time are read together.
    """

    def is_open(self, watcher: Watcher) -> bool: ...

    async def person(self, watcher: Watcher) -> SignedIn | None: ...

    async def refresh(self, watcher: Watcher, person: SignedIn, *, viewers_only: bool, news: bool) -> None: ...

    async def bring(self, watcher: Watcher, person: SignedIn, work: Callable[[Any], Awaitable[None]]) -> None: ...

    async def close(self, watcher: Watcher) -> None: ...

    async def look(self, person: SignedIn, subject: tuple[str, UUID], *, away: bool) -> None: ...

    async def keep_looking(self, looks: Sequence[Look]) -> set[Look]: ...

    async def beat(self, people: Sequence[SignedIn]) -> None: ...

    def forget_sessions(self) -> None: ...
