"""One list of conversations, kept as it is now by `live`. The address says which; this state only follows."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.queue_names import learn_queues, queue_name
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.workspace import reading as workspace_reading
from console.workspace.inbox import live as inbox_live
from console.workspace.inbox.present import inbox_rows
from console.workspace.inbox.rows import InboxRow
from domain.conversations.inbox import Counts, inbox_counts, inbox_queues, place_in_list
from domain.conversations.queries import SORTS, conversations
from domain.conversations.rows import ConversationRow
from domain.kernel.page import Page
from domain.kernel.permissions import Permission
from domain.models.case import CHANNELS
from domain.staff.sessions import SignedIn

VIEWS: Final = ("mine", "unassigned", "open", "snoozed", "closed")
PAGE: Final = 30
_LONGEST: Final = 200


class InboxState(rx.State):
    """`view` is one of `VIEWS`; `queue` and `channel` narrow it, "" for all. `sort`: waits or due. `address` says
    all four. `queue_names`: what `queues` are called."""

    may_read: bool = False
    view: str = "mine"
    queue: str = ""
    channel: str = ""
    sort: str = "waits"
    address: str = "inbox=mine"
    rows: list[InboxRow] = []
    counts: dict[str, int] = {"mine": 0, "unassigned": 0, "open": 0, "snoozed": 0}
    queues: list[str] = []
    queue_names: dict[str, str] = {}
    more: bool = False
    ready: bool = False
    failed: bool = False
    _known: tuple[ConversationRow, ...] = ()
    _cursor: str = ""
    _said_in: str = ""
    _whispers: frozenset[str] = frozenset()

    @screen_event(Permission.CASES_READ)
    async def read_more(self) -> Any:
        """The page after the last row."""
        if self._cursor and len(self._known) < _LONGEST:
            person = signed_in()
            page = await self._page(person, self._cursor)
            known = {row.id: row for row in (*self._known, *page.items)}
            self._present(person, tuple(known.values()), await self._reader(person))
            self._cursor, self.more = page.next_cursor or "", page.next_cursor is not None

    @screen_event(Permission.CASES_READ)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in())

    async def _open(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        """For the loading of the page: read where the address names another list, nothing is followed yet, or in
        another language.
        """
        self.may_read = person.actor.can(Permission.CASES_READ)
        if not self.may_read:
            self.rows, self._known = [], ()
            return
        session, other = self.router.session, self._name(wanted)
        said_in = f"{(await self.get_state(Desk))._spoken()}:{session.session_id}"
        if not other and self.ready and said_in == self._said_in and inbox_live.knows(session.client_token):
            return
        self._said_in = said_in
        await self._read(person)

    def _name(self, wanted: Mapping[str, str]) -> bool:
        """Turn to the list that the address names, and tell whether it is another one. It stays where none is named."""
        if "inbox" not in wanted:
            return False
        named = list_named(wanted)
        if named == (self.view, self.queue, self.channel, self.sort):
            return False
        self.view, self.queue, self.channel, self.sort = named
        self.address = address_of(*named)
        return True

    async def _read(self, person: SignedIn) -> None:
        try:
            page = await self._page(person, "")
            counts: Counts = await console().ask(inbox_counts, actor=person.actor)
            queues = list(await console().ask(inbox_queues, actor=person.actor))
        except Exception:
            self.failed = True
            raise
        if self.queue and self.queue not in queues:
            queues.append(self.queue)
        await learn_queues(person.actor)
        reader = await self._reader(person)
        names = {name: queue_name(name, reader) for name in queues}
        if (queues, names) != (self.queues, self.queue_names):
            self.queues, self.queue_names = queues, names
        self._count(person, counts)
        if self.failed or not self.ready or self.more != (page.next_cursor is not None):  # what is set is sent
            self.more, self.ready, self.failed = page.next_cursor is not None, True, False
        self._cursor = page.next_cursor or ""
        self._present(person, page.items, reader)
        self._follow(person)

    async def _page(self, person: SignedIn, cursor: str) -> Page[ConversationRow]:
        return await console().ask(
            conversations,
            actor=person.actor,
            view=self.view,
            queue=self.queue or None,
            channel=self.channel or None,
            sort=self.sort,
            cursor=cursor or None,
            limit=PAGE,
        )

    async def _stirred(self, person: SignedIn, changed: Mapping[str, ConversationRow | None], counts: Counts) -> None:
        """Rows that are different now, None for what left the list; `missed` reads anew. For the live channel."""
        self._count(person, counts)
        if not changed:
            self._follow(person)
        else:
            before = len(self._known)
            known = {**{str(row.id): row for row in self._known}, **changed}
            now = datetime.now(UTC)
            rows = sorted(
                (row for row in known.values() if row is not None),
                key=lambda row: place_in_list(row, self.sort, view=self.view, now=now),
            )
            kept = tuple(rows[: max(PAGE, before)])
            if len(kept) < before and self.more:
                await self._read(person)
                return
            if not self.more and len(rows) > len(kept):
                self.more = True
            self._present(person, kept, await self._reader(person))
            self._follow(person)

    def _present(self, person: SignedIn, known: tuple[ConversationRow, ...], reader: Reader) -> None:
        self._known = known
        shown = inbox_rows(known, reader, me=person.actor.id, whispers=self._whispers)
        if shown != self.rows:
            self.rows = shown

    async def _mark(self, person: SignedIn, id: str, *, whispered: bool) -> None:
        """Somebody whispered in the conversation, or it is looked at."""
        marked = self._whispers | {id} if whispered else self._whispers - {id}
        if marked != self._whispers:
            self._whispers = marked
            self._present(person, self._known, await self._reader(person))

    def _count(self, person: SignedIn, counts: Counts) -> None:
        fresh = counts.views(person.actor.id)
        if fresh != self.counts:
            self.counts = fresh

    def _follow(self, person: SignedIn) -> None:
        inbox_live.follow(
            inbox_live.Tab(
                token=self.router.session.client_token,
                staff_id=person.actor.id,
                view=self.view,
                queue=self.queue,
                channel=self.channel,
                shown=frozenset(row.id for row in self._known),
                counts=dict(self.counts),
                state=InboxState,
            )
        )

    async def _reader(self, person: SignedIn) -> Reader:
        return workspace_reading.reader_for(person, (await self.get_state(Desk))._spoken())


def list_named(wanted: Mapping[str, str]) -> tuple[str, str, str, str]:
    """View, queue, channel and sort as an address names them; what it cannot mean is left out."""
    view, channel, sort = (wanted.get(part, "") for part in ("inbox", "channel", "sort"))
    return (
        view if view in VIEWS else "mine",
        wanted.get("queue", "")[:60],
        channel if channel in CHANNELS else "",
        sort if sort in SORTS else "waits",
    )


def address_of(view: str, queue: str, channel: str, sort: str) -> str:
    """The part of an address that names this list."""
    parts = {"inbox": view, "queue": queue, "channel": channel, "sort": sort if sort != "waits" else ""}
    return urlencode({name: value for name, value in parts.items() if value})
