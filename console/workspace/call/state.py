"""Calls that wait, the one that I am on, and the one that I have not wrapped up."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.adapters.telephone import rings_in_browsers
from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace.call.live import bars
from console.workspace.call.present import MOST_SHOWN, call_line, choices, waiting_lines
from console.workspace.call.rows import CallLine, Choice
from console.workspace.conversation.state import ConversationState
from domain.conversations.calls import colleagues, own_calls, queues_of_calls, running_calls
from domain.conversations.hang_up import hang_up
from domain.conversations.hold_call import hold_call
from domain.conversations.mute_call import mute_call
from domain.conversations.offer_call import take_call
from domain.conversations.staff_line import own_line, set_own_line
from domain.conversations.transfer_call import transfer_call
from domain.conversations.wrap_up_call import wrap_up_call
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

_NOTHING: Final = CallLine()


class CallState(rx.State):
    """`mine` is the call that I am rung for, talk in, or have to wrap up; none has no id. `waiting` are the first that
    nobody takes yet, `more` how many others. `targets`: whom it may be put through to, while that is asked. `line` is
    the number that I am called on, "" for the browser; `browser`: pages can be called.
    """

    mine: CallLine = _NOTHING
    waiting: list[CallLine] = []
    more: int = 0
    may_take: bool = False
    passing_on: bool = False
    targets: list[Choice] = []
    choosing_line: bool = False
    line: str = ""
    browser: bool = False
    problem: str = ""

    @screen_event(Permission.CASES_WRITE)
    async def take(self, call_id: str) -> Any:
        """Ring me for it, and open who calls."""
        person, wanted = signed_in(), parse_id(call_id, field="call_id")
        await console().perform(take_call, person.actor, call_id=wanted)
        await self._renew(person)
        return rx.redirect(self.mine.href) if self.mine.href else None

    @screen_event(Permission.CASES_WRITE)
    async def hold(self) -> Any:
        """Let the caller wait, or take them back."""
        person = signed_in()
        await console().perform(hold_call, person.actor, call_id=self._own(), on=not self.mine.held)
        await self._renew(person)

    @screen_event(Permission.CASES_WRITE)
    async def mute(self) -> Any:
        """Do not be heard, or be heard again."""
        person = signed_in()
        await console().perform(mute_call, person.actor, call_id=self._own(), on=not self.mine.muted)
        await self._renew(person)

    @screen_event(Permission.CASES_WRITE)
    async def end(self) -> Any:
        """Hang up."""
        await console().perform(hang_up, signed_in().actor, call_id=self._own())

    @screen_event(Permission.CASES_WRITE)
    async def pass_on(self) -> Any:
        """Ask whom it is put through to, or do not."""
        self.passing_on, self.problem = not self.passing_on, ""
        if self.passing_on:
            person = signed_in()
            free = await console().ask(colleagues, person.actor)
            queues = await console().ask(queues_of_calls, person.actor)
            self.targets = choices(free, queues, await reader_of(self, person))

    @screen_event(Permission.CASES_WRITE)
    async def put_through(self, form: dict[str, str]) -> Any:
        """To whom was chosen."""
        kind, _, name = str(form.get("to", "")).partition(":")
        person, note = signed_in(), str(form.get("note", ""))
        to: dict[str, Any] = {"agent_id": parse_id(name, field="agent_id")} if kind == "agent" else {"queue": name}
        if await self._tried(transfer_call, call_id=self._own(), note=note, **to):
            self.passing_on = False
            await self._renew(person)

    @screen_event(Permission.CASES_WRITE, note=2000)
    async def wrap_up(self, form: dict[str, str]) -> Any:
        """How it ended."""
        said = {"wrap_up": str(form.get("wrap_up", "")), "note": str(form.get("note", ""))}
        if await self._tried(wrap_up_call, call_id=self._own(), **said):
            await self._renew(signed_in())

    @screen_event(Permission.CASES_WRITE)
    async def choose_line(self) -> Any:
        """Ask on which number I am called, or do not."""
        self.choosing_line, self.problem = not self.choosing_line, ""
        self.line = await console().ask(own_line, signed_in().actor)

    @screen_event(Permission.CASES_WRITE)
    async def keep_line(self, form: dict[str, str]) -> Any:
        """That is my number from now on."""
        if await self._tried(set_own_line, number=str(form.get("number", ""))):
            self.choosing_line = False
            self.line = await console().ask(own_line, signed_in().actor)

    async def _tried(self, use_case: Any, **values: Any) -> bool:
        """Whether it was done; what is wrong with it is said beside the form."""
        try:
            await console().perform(use_case, signed_in().actor, **values)
        except DomainError as refusal:
            self.problem = refusal.sentence((await self.get_state(Desk))._spoken())
            return False
        self.problem = ""
        return True

    def _own(self) -> UUID:
        return parse_id(self.mine.id, field="call_id")

    async def _open(self, person: SignedIn) -> None:
        """Show what is going on, and follow it. Called when the page loads."""
        self.may_take = person.actor.can(Permission.CASES_WRITE)
        if person.actor.can(Permission.CASES_READ):
            bars().follow(self.router.session.client_token)
        if self.may_take:
            self.browser = rings_in_browsers(console().settings)
            self.line = await console().ask(own_line, person.actor)
        await self._renew(person)

    async def _stirred(self, person: SignedIn) -> None:
        """Something happened to a call, told by the channel to every process. Who has just picked up sees who calls."""
        before = self.mine
        await self._renew(person)
        rung = before.stage == "offered" or before.id != self.mine.id
        shown = await self.get_state(ConversationState)
        there = bool(shown.id) and shown.id in self.mine.href
        if rung and self.mine.stage == "talking" and self.mine.href and not there:
            shown._summon(self.mine.href, "!")

    async def _renew(self, person: SignedIn) -> None:
        """Show what is going on now; what did not change is not sent again."""
        if not person.actor.can(Permission.CASES_READ):
            return
        reader = await reader_of(self, person)
        own = await console().ask(own_calls, person.actor)
        mine = call_line(own[0], reader) if own else _NOTHING
        waiting = waiting_lines(await console().ask(running_calls, person.actor), reader)
        shown = mine, waiting[:MOST_SHOWN], max(0, len(waiting) - MOST_SHOWN)
        if mine.id != self.mine.id:
            self.passing_on, self.problem = False, ""
        if shown != (self.mine, self.waiting, self.more):
            self.mine, self.waiting, self.more = shown
