"""The messages to customers, the one that is looked at, and when they may go."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

import reflex as rx

from console.admin.messages.present import CHANNELS, FILTERS, form_of, message_lines, minutes_of
from console.admin.messages.rows import MessageLine
from console.admin.reader import reader_of
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.messages.call_off import call_off_message
from domain.messages.queries import messages, one_message
from domain.messages.see_to import confirm_arrival, send_again
from domain.messages.settings import change_delivery_settings, delivery_settings
from domain.staff.sessions import SignedIn

_NUMBERS: Final = ("cap_sms", "cap_email", "cap_hours", "pickup_days")


class MessagesState(rx.State):
    """`panel`: settings, message or gone. `may_act`: this person may see to messages; `may_set`: change when they go.
    `form` are the settings as their form shows them.
    """

    panel: str = "settings"
    rows: list[MessageLine] = []
    chosen: MessageLine = MessageLine()
    form: dict[str, str] = {}
    status: str = ""
    channel: str = ""
    more: str = ""
    may_act: bool = False
    may_set: bool = False
    wrong: str = ""
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.OPERATIONS_READ)
    async def narrow(self, name: str, value: str) -> Any:
        """Show only what the filter `name` says; the address keeps it."""
        wanted = {"status": self.status, "channel": self.channel}
        if name in wanted:
            wanted[name] = value
        return rx.redirect(f"/admin?tab=messages{_query(**wanted)}")

    @screen_event(Permission.OPERATIONS_READ)
    async def again(self) -> Any:
        """Read the list anew."""
        await self._show(signed_in(), {"message": self.chosen.id, "status": self.status, "channel": self.channel})

    @screen_event(Permission.OPERATIONS_READ)
    async def earlier(self) -> Any:
        """The next page, below what is shown."""
        if self.more:
            await self._read(signed_in(), cursor=self.more)

    @screen_event(Permission.MESSAGES_SEND)
    async def arrived(self) -> Any:
        """The chosen message has arrived, as somebody says."""
        await self._act(confirm_arrival)

    @screen_event(Permission.MESSAGES_SEND)
    async def send_once_more(self) -> Any:
        """Send the chosen message again."""
        await self._act(send_again)

    @screen_event(Permission.MESSAGES_SEND)
    async def call_off(self) -> Any:
        """Do not send the chosen message, which still waits."""
        await self._act(call_off_message)

    @screen_event(Permission.OPERATIONS_WRITE)
    async def keep(self, form: dict[str, str]) -> Any:
        """Change when messages may go."""
        values: dict[str, Any] = {name: _number(form.get(name, "")) for name in _NUMBERS}
        values |= {name: minutes_of(form.get(name, "")) for name in ("quiet_from", "quiet_until")}
        values["quiet_email"] = form.get("quiet_email") == "on"
        version = _number(self.form.get("version", ""))
        try:
            await console().perform(
                change_delivery_settings, signed_in().actor, values=values, expected_version=version
            )
        except DomainError as refusal:
            self.wrong = refusal.sentence((await self.get_state(Desk))._spoken())
            return
        await self._settle("change_delivery_settings")

    async def _show(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        """The list as it is now, and the message that the address names."""
        self.may_act = person.actor.can(Permission.MESSAGES_SEND)
        self.may_set = person.actor.can(Permission.OPERATIONS_WRITE)
        status, channel = wanted.get("status", ""), wanted.get("channel", "")
        self.status = status if status in FILTERS else ""
        self.channel = channel if channel in CHANNELS else ""
        if wanted.get("message", "") != self.chosen.id:
            self.wrong = ""
        await self._read(person)
        await self._choose(person, wanted.get("message", ""))
        self.form = form_of(await console().ask(delivery_settings, person.actor))

    async def _choose(self, person: SignedIn, wanted: str) -> None:
        self.chosen, self.panel = MessageLine(), "settings"
        if not wanted:
            return
        try:
            row = await console().ask(one_message, person.actor, message_id=parse_id(wanted, field="message"))
        except DomainError:
            self.panel = "gone"
            return
        (self.chosen,) = message_lines([row], await reader_of(self, person), query="")
        self.panel = "message"

    async def _read(self, person: SignedIn, *, cursor: str = "") -> None:
        try:
            page = await console().ask(
                messages, person.actor, status=self.status, channel=self.channel, cursor=cursor or None
            )
        except Exception:
            self.failed = True
            raise
        query = _query(status=self.status, channel=self.channel)
        lines = message_lines(page.items, await reader_of(self, person), query=query)
        self.rows = [*self.rows, *lines] if cursor else lines
        self.more, self.ready, self.failed = page.next_cursor or "", True, False

    async def _act(self, use_case: Callable[..., None]) -> None:
        if not self.chosen.id:
            return
        try:
            await console().perform(use_case, signed_in().actor, message_id=parse_id(self.chosen.id, field="message"))
        except DomainError as refusal:
            self.wrong = refusal.sentence((await self.get_state(Desk))._spoken())
            return
        await self._settle(use_case.__name__)

    async def _settle(self, done: str) -> None:
        desk = await self.get_state(Desk)
        desk._tell("green", translate(DONE[done], desk._spoken()))
        self.wrong = ""
        await self._show(signed_in(), {"message": self.chosen.id, "status": self.status, "channel": self.channel})


def _query(**filters: str) -> str:
    given = {name: value for name, value in filters.items() if value}
    return f"&{urlencode(given)}" if given else ""


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None
