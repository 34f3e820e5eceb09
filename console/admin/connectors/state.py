"""Connectors: their settings, what came, what was refused. A secret stands in `secret` only while it is looked at."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

import anyio
import reflex as rx

from console.admin.connectors.present import (
    connector_line,
    inbound_lines,
    locations_of,
    looked,
    refused_lines,
    wrong_connector,
)
from console.admin.connectors.rows import ConnectorLine, InboundLine, Looked, RefusedLine, WrongConnector
from console.admin.reader import reader_of
from console.admin.words import DONE
from console.bootstrap import console
from console.connectors.secrets import address_of, plain, sealed
from console.connectors.work import look_at, retry
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.connectors.add_connector import add_connector
from domain.connectors.change_connector import change_connector, change_secret
from domain.connectors.queries import connector, connectors, inbound, inbound_one, refusals, sealed_secret
from domain.connectors.receive import commit_file, drop_file
from domain.kernel.errors import DomainError, NotFound
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

PAGE: Final = 25
_FIELDS: Final = ("name", "node", "number_prefix", "time_zone")


class ConnectorsState(rx.State):
    """`panel`: nobody, connector, new, missing, or file with what would come of it in `looked`."""

    panel: str = "nobody"
    rows: list[ConnectorLine] = []
    chosen: ConnectorLine = ConnectorLine()
    log: list[InboundLine] = []
    cursor: str = ""
    refused: list[RefusedLine] = []
    looked: Looked = Looked()
    secret: str = ""
    wrong: WrongConnector = WrongConnector()
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def add(self, form: dict[str, str]) -> Any:
        """Make a connector from the form and show it."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            made = await console().perform(
                add_connector,
                person.actor,
                format=form.get("format", ""),
                secret=sealed(form.get("secret", "")),
                **_settings(form),
            )
        except DomainError as refusal:
            self.wrong = wrong_connector(refusal, desk._spoken())
            return None
        return rx.redirect(f"/admin?tab=connectors&connector={made}")

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def change(self, form: dict[str, str]) -> Any:
        """Keep what the form says of the chosen one."""
        try:
            values = _settings(form)
        except DomainError as refusal:
            self.wrong = wrong_connector(refusal, (await self.get_state(Desk))._spoken())
            return
        await self._do(change_connector, "change_connector", **values)

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def stop(self) -> Any:
        """Refuse what it sends for the time being."""
        await self._do(change_connector, "stop_connector", status="off")

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def go_on(self) -> Any:
        """Take what it sends."""
        await self._do(change_connector, "resume_connector", status="active")

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def take_secret(self, form: dict[str, str]) -> Any:
        """Believe another secret: the one typed, or a new one."""
        try:
            kept = sealed(form.get("secret", ""))
        except DomainError as refusal:
            self.wrong = wrong_connector(refusal, (await self.get_state(Desk))._spoken())
            return
        await self._do(change_secret, "change_connector_secret", secret=kept)
        await self._tell_secret(signed_in())

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def show_secret(self) -> Any:
        """Show the secret until the page is left."""
        await self._tell_secret(signed_in())

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def file_kept(self, delivery: str) -> Any:
        """A file was brought: look what would come of it."""
        return rx.redirect(f"/admin?tab=connectors&connector={self.chosen.id}&delivery={delivery}")

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def commit(self) -> Any:
        """Take the file that was looked at."""
        return await self._end_file(commit_file, "commit_file")

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def drop(self) -> Any:
        """Leave it."""
        return await self._end_file(drop_file, "drop_file")

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def try_again(self, refusal: str) -> Any:
        """Try a refused record once more."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            id = parse_id(refusal, field="refusal")
            refused = await anyio.to_thread.run_sync(partial(retry, console().application, id))
        except DomainError as wrong:
            desk._tell("red", wrong.sentence(desk._spoken()))
            return
        if refused is None:
            desk._tell("green", translate(DONE["retry_refusal"], desk._spoken()))
        else:
            desk._tell("red", refused.fr if desk._spoken() == "fr" else refused.en)
        await self._show(person, {"connector": self.chosen.id})

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def more(self) -> Any:
        """Read the deliveries after the last row."""
        person = signed_in()
        id = parse_id(self.chosen.id, field="connector")
        page = await console().ask(inbound, person.actor, connector_id=id, cursor=self.cursor or None, limit=PAGE)
        self.log = [*self.log, *inbound_lines(page.items, await reader_of(self, person))]
        self.cursor = page.next_cursor or ""

    @screen_event(Permission.CONNECTORS_MANAGE)
    async def again(self) -> Any:
        """Read once more."""
        await self._show(signed_in(), {"connector": self.chosen.id})

    async def _do(self, use_case: Any, done: str, **values: Any) -> None:
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            id = parse_id(self.chosen.id, field="connector")
            await console().perform(use_case, person.actor, connector_id=id, **values)
        except DomainError as refusal:
            self.wrong = wrong_connector(refusal, desk._spoken())
            return
        desk._tell("green", translate(DONE[done], desk._spoken()))
        await self._show(person, {"connector": self.chosen.id})

    async def _end_file(self, use_case: Any, done: str) -> Any:
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            await console().perform(use_case, person.actor, delivery_id=parse_id(self.looked.id, field="delivery"))
        except DomainError as refusal:
            desk._tell("red", refusal.sentence(desk._spoken()))
            return None
        desk._tell("green", translate(DONE[done], desk._spoken()))
        return rx.redirect(f"/admin?tab=connectors&connector={self.chosen.id}")

    async def _tell_secret(self, person: SignedIn) -> None:
        id = parse_id(self.chosen.id, field="connector")
        self.secret = plain(await console().ask(sealed_secret, person.actor, connector_id=id))

    async def _show(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        """What the address asks for."""
        self.secret, self.wrong, self.looked = "", WrongConnector(), Looked()
        reader = await reader_of(self, person)
        try:
            self.rows = [connector_line(row, reader) for row in await console().ask(connectors, person.actor)]
        except Exception:
            self.failed = True
            raise
        self.ready, self.failed = True, False
        self.panel = "new" if wanted.get("new") == "connector" else "nobody"
        if wanted.get("connector"):
            await self._choose(person, wanted["connector"], wanted.get("delivery", ""))

    async def _choose(self, person: SignedIn, wanted: str, delivery: str) -> None:
        reader = await reader_of(self, person)
        try:
            id = UUID(wanted)
            row = await console().ask(connector, person.actor, connector_id=id)
            self.chosen = connector_line(row, reader, address=address_of(id))
            if delivery:
                await self._look(person, UUID(delivery))
                return
            page = await console().ask(inbound, person.actor, connector_id=id, limit=PAGE)
            refused = await console().ask(refusals, person.actor, connector_id=id, limit=PAGE)
        except (ValueError, NotFound):
            self.panel, self.chosen, self.log, self.refused = "missing", ConnectorLine(), [], []
            return
        self.panel = "connector"
        self.log, self.cursor = inbound_lines(page.items, reader), page.next_cursor or ""
        self.refused = refused_lines(refused.items, reader)

    async def _look(self, person: SignedIn, delivery: UUID) -> None:
        """Everything in the file is tried and rolled back, in a thread of its own."""
        row = await console().ask(inbound_one, person.actor, delivery_id=delivery)
        outcome = await anyio.to_thread.run_sync(partial(look_at, console().application, delivery))
        self.looked, self.panel = looked(row, outcome, await reader_of(self, person)), "file"


def _settings(form: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: form.get(name, "") for name in _FIELDS}
    return values | {"locations": locations_of(form.get("locations", ""))}
