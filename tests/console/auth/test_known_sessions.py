"""What a process believes about a session, and for how long."""

import asyncio
from datetime import UTC, datetime

from console.signed_in import Sessions
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.ids import new_id
from domain.staff.sessions import SignedIn
from tests.support.awaited import awaited

OPEN = SignedIn(
    session_id=new_id(),
    staff_id=new_id(),
    actor=Actor(kind=ActorKind.STAFF, name="Camille Roy", permissions=frozenset()),
    email="camille@example.org",
    language="en",
    time_zone="Europe/Paris",
    expires_at=datetime(2026, 11, 27, tzinfo=UTC),
    keep=False,
)


class Reader:
    """Answers when it is let, with what was true when it was asked."""

    def __init__(self) -> None:
        self.now: SignedIn | None = OPEN
        self.asked = 0
        self.go_on = asyncio.Event()

    async def find(self, token_digest: bytes) -> SignedIn | None:
        self.asked += 1
        found = self.now
        await self.go_on.wait()
        return found


@awaited
async def test_an_end_that_is_told_while_it_is_asked_is_not_missed() -> None:
    reader = Reader()
    sessions = Sessions(reader)
    asked = asyncio.create_task(sessions.of_digest(b"it"))
    await asyncio.sleep(0)
    reader.now = None
    sessions.forget()
    reader.go_on.set()
    assert await asked is None
    assert await sessions.of_digest(b"it") is None


@awaited
async def test_a_burst_asks_once() -> None:
    reader = Reader()
    reader.go_on.set()
    sessions = Sessions(reader)
    assert [await sessions.of_digest(b"it") for _ in range(5)] == [OPEN] * 5
    assert reader.asked == 1
