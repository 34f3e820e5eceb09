"""The conversation that is open. The address says which; what is said in it comes by `following`."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Collection
from typing import Any
from uuid import UUID

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.queue_names import learn_queues
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.workspace import reading as workspace_reading
from console.workspace.conversation import following
from console.workspace.conversation.again import write_again
from console.workspace.conversation.gathered import newest_of
from console.workspace.conversation.present import (
    canned_rows,
    changed_lines,
    head,
    likely_rows,
    lines,
    way_rows,
    with_changed,
)
from console.workspace.conversation.reading import WINDOW, Opened, come_in, kit, opened, others
from console.workspace.conversation.rows import Canned, Choice, Head, Line, Way
from console.workspace.orders.present import order_key
from console.workspace.suggestions.state import SuggestionsState
from domain.conversations.fill import reply_facts
from domain.conversations.queries import thread
from domain.conversations.rows import Thread
from domain.customers.presence import look_away
from domain.kernel.errors import NotFound
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class ConversationState(rx.State):
    """`id` is "" while none is open. `base` are the entries as they were read last, `older` a page before all others,
    which the page keeps, `fresh` those that came or changed since, so that one message sends one. `typing` is who
    writes, with a number that tells two times apart. `beside_…` is the customer beside a conversation with nobody
    known; `summons` is where the page is asked to go. `taken_by` has taken it over from this person, while they look.
    """

    id: str = ""
    missing: bool = False
    head: Head = Head()
    base: list[Line] = []
    fresh: list[Line] = []
    older: list[Line] = []
    earlier: bool = False
    viewers: list[str] = []
    typing: str = ""
    ways: list[Way] = []
    facts: dict[str, str] = {}
    canned: list[Canned] = []
    macros: list[Choice] = []
    likely: list[Choice] = []
    parts: list[Choice] = []
    beside_id: str = ""
    beside_name: str = ""
    summons: str = ""
    taken_by: str = ""
    _cursor: str = ""
    _typed: int = 0
    _filled_from: str = ""
    _named: dict[str, str] = {}
    _follows: tuple[str, ...] = ()

    @screen_event(Permission.CASES_READ)
    async def read_earlier(self) -> Any:
        """The entries before those that are shown."""
        if not self._cursor:
            return
        person, id = signed_in(), self._open_id()
        page = await console().ask(
            thread, actor=person.actor, conversation_id=id, before=self._cursor, limit=WINDOW * 2
        )
        self.older = lines(page.entries, page.conversation, await self._reader(person))
        self._cursor, self.earlier = page.earlier or "", page.earlier is not None

    @screen_event(Permission.CASES_READ)
    async def stay(self) -> Any:
        """The page still shows the conversation; said every few seconds while it is open."""
        if self.id:
            await self._come_in(signed_in())

    @screen_event(Permission.MESSAGES_SEND)
    async def send_again(self, entry_id: str) -> Any:
        """Write a message that did not arrive once more, the same way."""
        await write_again(signed_in(), self._open_id(), parse_id(entry_id, field="entry_id"))

    async def _turn_to(self, person: SignedIn, wanted: UUID | None) -> None:
        """Open this conversation, or none. Reads it anew also if it is the one that is open."""
        if wanted is None or not person.actor.can(Permission.CASES_READ):
            await self._leave(person)
            return
        try:
            found: Opened = await console().ask(opened, actor=person.actor, conversation_id=wanted)
        except NotFound:
            await self._leave(person)
            self.missing = True
            return
        if self.id and self.id != str(found.thread.conversation.id):
            await self._leave(person)
        self.missing = False
        await learn_queues(person.actor)
        reader = await self._reader(person)
        self._show(person, found.thread, reader)
        self._follow()
        self.ways = way_rows(found.ways, reader, subject=found.subject)
        self.facts, self._filled_from = found.facts, ""
        self.canned = canned_rows(found.canned, reader.language)
        self.macros = [Choice(str(each.id), each.title_in(reader.language)) for each in found.macros]
        self.parts = [Choice(str(id), number) for id, number in found.parts]
        await (await self.get_state(SuggestionsState))._turn_to(person, found.thread, reader)
        await self._come_in(person)

    async def _come_in(self, person: SignedIn) -> None:
        """Others see that it is open here; and what was said before it was followed is not missed."""
        names, last = await console().perform(come_in, actor=person.actor, conversation_id=self._open_id())
        self._see(names)
        if last != self.head.last_seq:
            await self._catch_up(person)

    async def _stand_beside(self, person: SignedIn, customer_id: str, name: str, order_id: UUID | None) -> None:
        """Whose record and which order stand at the right: texts are filled from these; and while nobody knows who it
        is, it may be they.
        """
        if self.id and order_id is not None and str(order_id) != self._filled_from:
            self._filled_from = str(order_id)
            self.facts = await console().ask(
                reply_facts, actor=person.actor, conversation_id=self._open_id(), order_id=order_id
            )
        known = (customer_id, name) if self.id and customer_id and not self.head.customer else ("", "")
        if known != (self.beside_id, self.beside_name):
            self.beside_id, self.beside_name = known

    async def _leave(self, person: SignedIn) -> None:
        if self.id:
            following.leave(self.router.session.client_token, self._follows)
            gone, self.id = self._open_id(), ""
            self.head, self.base, self.fresh, self.ways, self.viewers, self.likely = Head(), [], [], [], [], []
            self.parts, self.taken_by, self.older = [], "", []
            self.earlier, self._cursor, self._follows, self.facts, self.typing = False, "", (), {}, ""
            (await self.get_state(SuggestionsState))._leave()
            await console().perform(look_away, actor=person.actor, subject_kind="conversation", subject_id=gone)
        if self.missing:
            self.missing = False

    def _show(self, person: SignedIn, found: Thread, reader: Reader) -> None:
        self.id = str(found.conversation.id)
        self.base, self.fresh, self.older = lines(found.entries, found.conversation, reader), [], []
        self._cursor, self.earlier = found.earlier or "", found.earlier is not None
        self._name(person, found, reader)

    def _name(self, person: SignedIn, found: Thread, reader: Reader) -> None:
        """The head and the likely customers; sent only where they changed."""
        may_write = person.actor.can(Permission.CASES_WRITE)
        may_oversee = person.actor.can(Permission.CONVERSATIONS_OVERSEE)
        fresh = head(found.conversation, reader, me=person.actor.id, may_write=may_write, may_oversee=may_oversee)
        likely = likely_rows(found)
        if self.head.id == fresh.id and fresh.customer and not self.head.customer:
            self._summon(self._beside(fresh.customer, found.conversation.order_number or ""))
        if not fresh.customer:
            self._named = {str(customer): number for customer, _, number in found.named}
        if fresh != self.head:
            self.head = fresh
        if likely != self.likely:
            self.likely = likely

    def _beside(self, customer: str, order: str = "") -> str:
        """Where the conversation stands beside a customer: with the order that it is about, or that they named."""
        number = order_key(order or self._named.get(customer, ""))
        return f"/?conversation={self.id}&customer={customer}" + (f"&order={number}" if number else "")

    def _summon(self, address: str, only_seen: str = "") -> None:
        """Ask the page to go there, with "!" only one that is in sight; a number makes two times the same differ."""
        self._typed += 1
        self.summons = f"{address}#{self._typed}{only_seen}"

    def _follow(self) -> None:
        follows = (self.id, self.head.case_id)
        token = self.router.session.client_token
        if self._follows and self._follows != follows:
            following.leave(token, self._follows)
        self._follows = follows
        following.follow(token, follows, ConversationState)

    async def _stirred(self, person: SignedIn, told: Collection[following.Told]) -> None:
        """Something happened in the conversation. For the live channel, under the state's lock."""
        if not self.id:
            return
        for each in told:
            if each.what == "thread.typing" and each.who != str(person.actor.id):
                self._typed += 1
                self.typing = f"{self._typed}:{'staff' if each.who and each.who != 'customer' else 'customer'}"
        whats = {each.what for each in told}
        if "thread.viewers" in whats:
            self._see(await console().ask(others, actor=person.actor, conversation_id=self._open_id()))
        if whats - {"thread.typing", "thread.viewers"}:
            await self._catch_up(person)
        if self.head.mine and self.taken_by:
            self.taken_by = ""
        elif any(each.what == "thread.taken" and each.who == str(person.actor.id) for each in told):
            self.taken_by = self.head.owner

    async def _catch_up(self, person: SignedIn) -> None:
        """Read the newest entries alone; the whole window where more came than these."""
        found = await newest_of(person.actor, self._open_id())
        reader = await self._reader(person)
        if str(found.conversation.id) != self.id:  # it goes on in another
            await self._turn_to(person, found.conversation.id)
            return
        known = {line.id: line for line in (*self.base, *self.fresh)}
        page = lines(found.entries, found.conversation, reader)
        (await self.get_state(SuggestionsState))._note(found, reader)
        before = self.head
        if page and known and page[0].id not in known and found.earlier:
            found = await console().ask(thread, actor=person.actor, conversation_id=self._open_id(), limit=WINDOW)
            self._show(person, found, reader)
        elif changed := changed_lines(page, known):
            whole, self.fresh = with_changed(self.base, self.fresh, changed)
            if whole:
                self.base = whole
        self._name(person, found, reader)
        await self._renew_kit(person, before, reader)

    async def _renew_kit(self, person: SignedIn, before: Head, reader: Reader) -> None:
        """Texts are filled anew once somebody has said who it is, or in which language they are answered."""
        if (before.customer, before.language) == (self.head.customer, self.head.language):
            return
        found = await console().ask(kit, actor=person.actor, conversation_id=self._open_id())
        self.facts, self._filled_from = found.facts, ""
        self.ways = way_rows(found.ways, reader, subject=found.subject)

    def _see(self, names: list[str]) -> None:
        if names != self.viewers:
            self.viewers = names

    def _open_id(self) -> UUID:
        return parse_id(self.id, field="conversation")

    async def _reader(self, person: SignedIn) -> Reader:
        return workspace_reading.reader_for(person, (await self.get_state(Desk))._spoken())
