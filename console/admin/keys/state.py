"""The keys of other systems. A new key stands in `made` until it is said to be kept, and nowhere else."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.admin.keys.present import key_lines, wrong_key
from console.admin.keys.rows import KeyLine, WrongKey
from console.admin.reader import reader_of
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.page import MOST_ROWS
from domain.kernel.permissions import Permission, Role
from domain.staff.add_api_key import NewKey, add_api_key
from domain.staff.keys import api_key, api_keys
from domain.staff.revoke_api_key import revoke_api_key
from domain.staff.rights_of_role import rights_of_role
from domain.staff.scopes import ATTESTED, KNOWN
from domain.staff.sessions import SignedIn

PAGE: Final = 50


class KeysState(rx.State):
    """`panel`: nobody, key, new, made or missing. `chosen` is the key in the pane on the right, `within` what the role
    of a new one may do at most.
    """

    panel: str = "nobody"
    rows: list[KeyLine] = []
    chosen: KeyLine = KeyLine()
    cursor: str = ""
    within: list[str] = []
    made: str = ""
    made_name: str = ""
    wrong: WrongKey = WrongKey()
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.KEYS_MANAGE)
    async def add(self, form: dict[str, str]) -> Any:
        """Make a key from the form and show it this once."""
        person, desk = signed_in(), await self.get_state(Desk)
        scopes = _scopes(form)
        if scopes is None:
            text = translate("Tick what it may do, or choose everything that its role may.", desk._spoken())
            self.wrong = WrongKey(reach=text)
            return
        try:
            new: NewKey = await console().perform(
                add_api_key,
                person.actor,
                name=form.get("name", ""),
                role=form.get("role", ""),
                scopes=scopes,
            )
        except DomainError as refusal:
            self.wrong = wrong_key(refusal, desk._spoken())
            return
        self.made, self.made_name, self.wrong, self.panel = new.key, form.get("name", "").strip(), WrongKey(), "made"
        await self._read(person)

    @screen_event(Permission.KEYS_MANAGE)
    async def kept(self) -> Any:
        """Show the new key no more."""
        self._forget()
        return rx.redirect("/admin?tab=keys")

    @screen_event(Permission.KEYS_MANAGE)
    async def of_role(self, role: str) -> Any:
        """Offer what this role may do, and nothing else."""
        self.within = sorted(await console().ask(rights_of_role, signed_in().actor, role=role))

    @screen_event(Permission.KEYS_MANAGE)
    async def revoke(self) -> Any:
        """Make the chosen key useless."""
        person, desk = signed_in(), await self.get_state(Desk)
        await console().perform(revoke_api_key, person.actor, key_id=parse_id(self.chosen.id, field="key"))
        desk._tell("green", translate(DONE["revoke_api_key"], desk._spoken(), name=self.chosen.name))
        await self._show(person, wanted=self.chosen.id, new="")

    @screen_event(Permission.KEYS_MANAGE)
    async def more(self) -> Any:
        """Read the page after the last row."""
        person = signed_in()
        page = await console().ask(api_keys, person.actor, cursor=self.cursor or None, limit=PAGE)
        self.rows = [*self.rows, *key_lines(page.items, await reader_of(self, person))]
        self.cursor = page.next_cursor or ""

    @screen_event(Permission.KEYS_MANAGE)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in())

    async def _show(self, person: SignedIn, *, wanted: str, new: str) -> None:
        """What the address asks for. A key that was just made stands there until it is said to be kept."""
        await self._read(person)
        self.chosen, self.wrong = await self._find(person, wanted), WrongKey()
        if self.made:
            self.panel = "made"
        elif wanted:
            self.panel = "key" if self.chosen.id else "missing"
        elif new == "key":
            self.panel = "new"
            self.within = sorted(await console().ask(rights_of_role, person.actor, role=Role.AGENT))
        else:
            self.panel = "nobody"

    async def _find(self, person: SignedIn, wanted: str) -> KeyLine:
        try:
            found = await console().ask(api_key, person.actor, key_id=UUID(wanted))
        except ValueError:
            return KeyLine()
        return key_lines([found], await reader_of(self, person))[0] if found else KeyLine()

    def _forget(self) -> None:
        self.made, self.made_name, self.wrong = "", "", WrongKey()

    async def _read(self, person: SignedIn) -> None:
        """The list as it is now, as long as it was."""
        limit = min(MOST_ROWS, max(PAGE, len(self.rows)))
        try:
            page = await console().ask(api_keys, person.actor, limit=limit)
        except Exception:
            self.failed = True
            raise
        self.rows = key_lines(page.items, await reader_of(self, person))
        self.cursor = page.next_cursor or ""
        self.ready, self.failed = True, False


def _scopes(form: Mapping[str, str]) -> list[str] | None:
    """What is ticked, or nothing but the identity where everything was chosen; None: neither was said."""
    ticked = [scope for scope in KNOWN if scope in form]
    if form.get("reach") == "all":
        return [scope for scope in ticked if scope == ATTESTED]
    named = form.get("reach") == "some" and any(scope != ATTESTED for scope in ticked)
    return ticked if named else None
