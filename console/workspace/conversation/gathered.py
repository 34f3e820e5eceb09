"""What the desks of this process ask at the same time about conversations, asked together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from console.bootstrap import console
from console.gathering import Gathering
from console.workspace.conversation.reading import NEWEST
from domain.conversations.note_delivery import mark_read_by_staff
from domain.conversations.queries import newest, thread
from domain.conversations.rows import Thread
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission

_DESKS: Final = Actor.system("desks")  # each is asked for its rights before


async def newest_of(actor: Actor, conversation_id: UUID) -> Thread:
    """The conversation that goes on in the place of this one with its newest entries, as they are after now."""
    actor.require(Permission.CASES_READ)
    found = await _threads.of(conversation_id)
    if found is None:
        return await console().ask(thread, actor=actor, conversation_id=conversation_id, limit=NEWEST)
    return found if actor.can(Permission.CUSTOMERS_READ) else replace(found, named=())


async def seen_by_staff(actor: Actor, conversation_id: UUID, seq: int) -> None:
    """The actor has seen the thread up to `seq`; back when that is kept."""
    actor.require(Permission.CASES_WRITE)
    await _marks.of((conversation_id, seq))


async def _read(conversations: list[UUID]) -> Sequence[Thread | None]:
    found = await console().ask(newest, _DESKS, conversations=conversations, limit=NEWEST)
    return [found.get(id) for id in conversations]


async def _mark(seen: list[tuple[UUID, int]]) -> Sequence[None]:
    upto: dict[UUID, int] = {}
    for id, seq in seen:
        upto[id] = max(seq, upto.get(id, 0))
    await console().perform(mark_read_by_staff, _DESKS, upto=upto)
    return [None] * len(seen)


_threads: Final = Gathering(_read)
_marks: Final = Gathering(_mark)
