"""Which part of the administration is open. The address says it; this state only follows."""

from collections.abc import Mapping
from typing import Any, Final

import reflex as rx

from console.admin.connectors.state import ConnectorsState
from console.admin.jobs.state import JobsState
from console.admin.keys.state import KeysState
from console.admin.kit.state import KitState
from console.admin.messages.state import MessagesState
from console.admin.payments.state import PaymentsState
from console.admin.people.state import PeopleState
from console.admin.person.state import PersonState
from console.admin.queues.state import QueuesState
from console.admin.roles.state import RolesState
from console.admin.skills.state import SkillsState
from console.admin.templates.state import TemplatesState
from console.admin.webhooks.state import WebhooksState
from console.bell.state import Bell
from console.following import follow
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.waiting import tell_waiting
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

TABS: Final = (
    *("people", "roles", "keys", "queues", "payments", "jobs", "messages", "webhooks", "connectors"),
    *("replies", "templates"),
)
# Those that read the address themselves.
_TOOLS: Final[Mapping[str, Any]] = {
    "connectors": ConnectorsState,
    "messages": MessagesState,
    "queues": QueuesState,
    "replies": KitState,
    "templates": TemplatesState,
}


class Admin(rx.State):
    """`tab` is one of `TABS`, empty while it is not known; `denied`: what the address names is not for this person."""

    tab: str = ""
    denied: bool = False
    may_read: bool = False
    may_manage: bool = False
    may_keys: bool = False
    may_payments: bool = False
    may_webhooks: bool = False
    may_connectors: bool = False
    may_replies: bool = False
    may_templates: bool = False
    may_agents: bool = False
    may_queues: bool = False

    @screen_event()
    async def open(self) -> Any:
        """Show what the address names. Runs at each navigation and each time the line comes back."""
        person, desk = signed_in(), await self.get_state(Desk)
        desk._welcome(person)
        await tell_waiting(desk, person)
        self._note_rights(person)
        follow(self.router.session, person)
        await (await self.get_state(Bell))._renew(person)
        wanted = self.router.url.query_parameters
        tab = wanted.get("tab", self._first_tab())
        self.tab = tab if tab in TABS else "people"
        allowed = {
            "keys": self.may_keys,
            "payments": self.may_payments,
            "jobs": self.may_payments,
            "messages": self.may_payments,
            "webhooks": self.may_webhooks,
            "connectors": self.may_connectors,
            "replies": self.may_replies,
            "templates": self.may_templates,
            "queues": self.may_queues,
        }
        self.denied = not allowed.get(self.tab, self.may_read)
        if not self.denied:
            await self._show(person, wanted)

    async def _show(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        if self.tab == "people":
            await (await self.get_state(PersonState))._show(
                person, wanted=wanted.get("person", ""), new=wanted.get("new", "")
            )
            await (await self.get_state(PeopleState))._read(person)
            await (await self.get_state(SkillsState))._show(person, wanted=wanted.get("person", ""))
        elif self.tab == "roles":
            await (await self.get_state(RolesState))._read(person, wanted=wanted.get("role", ""))
        else:
            await self._show_tools(person, wanted)
        keys = await self.get_state(KeysState)
        if self.tab == "keys":
            await keys._show(person, wanted=wanted.get("key", ""), new=wanted.get("new", ""))
        else:
            keys._forget()

    async def _show_tools(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        if self.tab == "payments":
            await (await self.get_state(PaymentsState))._show(person, wanted=wanted.get("payment", ""))
        elif self.tab == "webhooks":
            await (await self.get_state(WebhooksState))._show(
                person, wanted=wanted.get("webhook", ""), new=wanted.get("new", "")
            )
        elif self.tab == "jobs":
            await (await self.get_state(JobsState))._show(person, wanted=wanted.get("job", ""))
        elif self.tab in _TOOLS:
            await (await self.get_state(_TOOLS[self.tab]))._show(person, wanted)

    def _first_tab(self) -> str:
        """Who administers nobody but sees how the service runs begins there."""
        if self.may_read:
            return "people"
        return "payments" if self.may_payments else "templates" if self.may_templates else "people"

    def _note_rights(self, person: SignedIn) -> None:
        """Who administers nothing has no business here, even with the right to see colleagues."""
        self.may_manage = person.actor.can(Permission.STAFF_MANAGE)
        self.may_keys = person.actor.can(Permission.KEYS_MANAGE)
        self.may_webhooks = person.actor.can(Permission.WEBHOOKS_MANAGE)
        self.may_connectors = person.actor.can(Permission.CONNECTORS_MANAGE)
        self.may_templates = person.actor.can(Permission.TEMPLATES_MANAGE)
        self.may_replies = person.actor.can(Permission.REPLIES_MANAGE)
        self.may_payments = person.actor.can(Permission.OPERATIONS_READ)
        self.may_agents = person.actor.can(Permission.AGENTS_MANAGE)
        self.may_queues = person.actor.can(Permission.QUEUES_MANAGE)
        self.may_read = (self.may_manage or self.may_keys or self.may_agents) and person.actor.can(
            Permission.STAFF_READ
        )
