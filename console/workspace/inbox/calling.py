"""Whoever has a conversation learns of a whisper, or that it was taken over, wherever they look just then."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final, Protocol

from console import live
from console.bootstrap import console
from console.guard import signed_in
from console.threads import Stirred
from console.ui.desk import Desk
from console.ui.i18n import translate
from console.workspace.conversation.state import ConversationState
from domain.conversations.inbox import inbox_rows

SAYS: Final = {
    "thread.whispered": "{number}: a colleague whispers something to you.",
    "thread.taken": "{number}: {name} has taken the conversation over.",
}


class Tab(Protocol):
    """An open list, by its token; `state` is that of the list."""

    @property
    def token(self) -> str: ...

    @property
    def state(self) -> Any: ...


async def call(tabs: Iterable[Tab], told: Stirred) -> None:
    """Say it on these tabs, but where the conversation itself is on the screen; its row is marked for a whisper."""
    for tab in tabs:
        await live.hub().bring(tab.token, partial(_tell, told=told, inbox=tab.state))


async def _tell(root: Any, *, told: Stirred, inbox: Any) -> None:
    person, id = signed_in(), told.conversation_id
    if id is None or (await root.get_state(ConversationState)).id == str(id):
        return
    found = await console().ask(inbox_rows, actor=person.actor, conversations={id})
    if not found:
        return
    desk = await root.get_state(Desk)
    said = translate(SAYS[told.what], desk._spoken(), number=found[0].number, name=found[0].owner)
    desk._tell("amber", said)
    if told.what == "thread.whispered":
        await (await root.get_state(inbox))._mark(person, str(id), whispered=True)


def all_words() -> list[str]:
    """Every English text of this list, for the test that each has its French."""
    return list(SAYS.values())
