"""Followers of conversations hear of theirs, and of nobody else's; one that fails does not silence the others."""

import asyncio
import json
from uuid import UUID

from console.threads import Stirred, Threads
from domain.kernel.ids import new_id


def payload(what: str, id: UUID | None = None, **more: str) -> str:
    return json.dumps({"t": what, "s": f"conversation:{id}" if id else f"case:{new_id()}", **more})


class Heard(list[Stirred]):
    async def __call__(self, told: Stirred) -> None:
        self.append(told)


def test_each_follower_hears_of_theirs() -> None:
    asyncio.run(_followers_hear())


async def _followers_hear() -> None:
    threads, mine, lists = Threads(), Heard(), Heard()
    a, b = new_id(), new_id()

    async def broken(told: Stirred) -> None:
        raise ValueError(told)

    threads.follow("broken", a, broken)
    threads.follow("mine", a, mine)
    threads.follow_lists("lists", lists)
    for text in (
        payload("conversation.reply_sent", a),
        payload("conversation.reply_sent", b),
        payload("thread.typing", a, w="Ana"),
        payload("case.closed"),
        payload("order.placed"),
        "not json",
        "[]",
        json.dumps({"t": "x", "s": "conversation:nobody"}),
    ):
        threads.hear(text)
    await asyncio.sleep(0.01)
    assert list(mine) == [Stirred("conversation.reply_sent", a), Stirred("thread.typing", a, "Ana")]
    assert [told.what for told in lists] == ["conversation.reply_sent", "conversation.reply_sent", "case.closed"]
    threads.leave("mine", a)
    threads.leave("lists")
    threads.hear(payload("conversation.reply_sent", a))
    threads.missed()
    await asyncio.sleep(0.01)
    assert (len(mine), len(lists)) == (2, 3)
