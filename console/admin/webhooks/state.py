"""Webhooks of other systems. A secret stands in `secret` only while somebody looks at it."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.adapters.webhook_sender import secret_of
from console.admin.reader import reader_of
from console.admin.webhooks.choices import chosen_types, event_groups
from console.admin.webhooks.present import delivery_lines, endpoint_line, wrong_endpoint
from console.admin.webhooks.rows import DeliveryLine, EndpointLine, EventGroup, WrongEndpoint
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError, NotFound
from domain.kernel.ids import parse_id
from domain.kernel.page import MOST_ROWS
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from domain.webhooks.add_endpoint import add_endpoint
from domain.webhooks.change_endpoint import change_endpoint, rotate_secret
from domain.webhooks.deliver import replay_delivery
from domain.webhooks.queries import deliveries, endpoint, endpoints
from domain.webhooks.remove_endpoint import remove_endpoint
from domain.webhooks.send_test import send_test

PAGE: Final = 25


class WebhooksState(rx.State):
    """`panel`: nobody, webhook, new or missing. `chosen` is the endpoint in the pane on the right, `groups` what can be
    ticked there. `private`: addresses within one's own network are allowed.
    """

    panel: str = "nobody"
    rows: list[EndpointLine] = []
    chosen: EndpointLine = EndpointLine()
    groups: list[EventGroup] = []
    private: bool = False
    log: list[DeliveryLine] = []
    cursor: str = ""
    secret: str = ""
    wrong: WrongEndpoint = WrongEndpoint()
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def add(self, form: dict[str, str]) -> Any:
        """Make an endpoint from the form and show it."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            made = await console().perform(
                add_endpoint,
                person.actor,
                url=form.get("url", ""),
                event_types=chosen_types(form),
                description=form.get("description", ""),
            )
        except DomainError as refusal:
            self.wrong = wrong_endpoint(refusal, desk._spoken())
            return None
        return rx.redirect(f"/admin?tab=webhooks&webhook={made}")

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def change(self, form: dict[str, str]) -> Any:
        """Keep what the form says of the chosen one."""
        values = {
            "url": form.get("url", ""),
            "event_types": chosen_types(form),
            "description": form.get("description", ""),
        }
        await self._do(change_endpoint, "change_endpoint", **values)

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def stop(self) -> Any:
        """Tell it nothing for the time being."""
        await self._do(change_endpoint, "stop_endpoint", status="off")

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def go_on(self) -> Any:
        """Tell it what happens from now on."""
        await self._do(change_endpoint, "resume_endpoint", status="active")

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def send_test(self) -> Any:
        """Send it an event that tells that it was tried out."""
        await self._do(send_test, "send_test")

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def remove(self) -> Any:
        """Take it away with what it was told."""
        await self._do(remove_endpoint, "remove_endpoint")
        return None if self.panel == "webhook" else rx.redirect("/admin?tab=webhooks")

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def rotate(self) -> Any:
        """Sign with a new secret, and show it."""
        await self._do(rotate_secret, "rotate_secret")
        await self._tell_secret(signed_in())

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def show_secret(self) -> Any:
        """Show the secret until the page is left."""
        await self._tell_secret(signed_in())

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def replay(self, delivery: str) -> Any:
        """Send it once more."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            await console().perform(replay_delivery, person.actor, delivery_id=parse_id(delivery, field="delivery"))
        except DomainError as refusal:
            desk._tell("red", refusal.sentence(desk._spoken()))
            return
        desk._tell("green", translate(DONE["replay_delivery"], desk._spoken()))
        await self._show(person, wanted=self.chosen.id, new="")

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def more(self) -> Any:
        """Read the deliveries after the last row."""
        person = signed_in()
        page = await console().ask(
            deliveries,
            person.actor,
            endpoint_id=parse_id(self.chosen.id, field="webhook"),
            cursor=self.cursor or None,
            limit=PAGE,
        )
        self.log = [*self.log, *delivery_lines(page.items, await reader_of(self, person))]
        self.cursor = page.next_cursor or ""

    @screen_event(Permission.WEBHOOKS_MANAGE)
    async def again(self) -> Any:
        """Read once more."""
        await self._show(signed_in(), wanted=self.chosen.id, new="")

    async def _do(self, use_case: Any, done: str, **values: Any) -> None:
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            await console().perform(
                use_case, person.actor, endpoint_id=parse_id(self.chosen.id, field="webhook"), **values
            )
        except DomainError as refusal:
            self.wrong = wrong_endpoint(refusal, desk._spoken())
            return
        desk._tell("green", translate(DONE[done], desk._spoken()))
        await self._show(person, wanted=self.chosen.id, new="")

    async def _tell_secret(self, person: SignedIn) -> None:
        found = await console().ask(endpoint, person.actor, endpoint_id=parse_id(self.chosen.id, field="webhook"))
        key = console().settings.secret_key.get_secret_value().encode()
        self.secret = secret_of(key, found.id, found.secret_number)

    async def _show(self, person: SignedIn, *, wanted: str, new: str) -> None:
        """What the address asks for."""
        self.secret, self.wrong = "", WrongEndpoint()
        reader = await reader_of(self, person)
        try:
            self.rows = [endpoint_line(row, reader) for row in await console().ask(endpoints, person.actor)]
        except Exception:
            self.failed = True
            raise
        self.ready, self.failed = True, False
        self.panel = "new" if new == "webhook" else "nobody"
        self.private, self.groups = console().settings.webhooks_private, event_groups((), reader)
        if wanted:
            await self._choose(person, wanted)

    async def _choose(self, person: SignedIn, wanted: str) -> None:
        reader = await reader_of(self, person)
        limit = min(MOST_ROWS, max(PAGE, len(self.log) if wanted == self.chosen.id else PAGE))
        try:
            id = UUID(wanted)
            row = await console().ask(endpoint, person.actor, endpoint_id=id)
            page = await console().ask(deliveries, person.actor, endpoint_id=id, limit=limit)
        except (ValueError, NotFound):
            self.panel, self.chosen, self.log = "missing", EndpointLine(), []
            return
        self.panel, self.chosen, self.groups = (
            "webhook",
            endpoint_line(row, reader),
            event_groups(row.event_types, reader),
        )
        self.log, self.cursor = delivery_lines(page.items, reader), page.next_cursor or ""
