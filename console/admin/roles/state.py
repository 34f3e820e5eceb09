"""What each role may do, and the one that is being changed. The ticks are the browser's until they are sent."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any

import reflex as rx

from console.admin.reader import reader_of
from console.admin.roles.present import role_columns
from console.admin.roles.rows import RoleColumn
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.staff.change_role_rights import change_role_rights
from domain.staff.queries import roles
from domain.staff.sessions import SignedIn


class RolesState(rx.State):
    """`chosen` is the role in the pane on the right, with no name while there is none."""

    columns: list[RoleColumn] = []
    chosen: RoleColumn = RoleColumn()
    wrong: str = ""
    attempt: int = 0
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.STAFF_MANAGE)
    async def change(self, form: dict[str, str]) -> Any:
        """Give the chosen role exactly the rights that are ticked."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            await console().perform(
                change_role_rights,
                person.actor,
                role=self.chosen.role,
                permissions=[right for right in Permission if right in form],
                expected_version=self.chosen.version,
            )
        except DomainError as refusal:
            self.wrong = refusal.sentence(desk._spoken())
            return
        desk._tell("green", translate(DONE["change_role_rights"], desk._spoken()))
        await self._read(person, wanted=self.chosen.role)

    @screen_event(Permission.STAFF_READ)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in(), wanted=self.chosen.role)

    async def _read(self, person: SignedIn, *, wanted: str) -> None:
        """The matrix as it is now, and the role that the address names."""
        try:
            rows = await console().ask(roles, person.actor)
        except Exception:
            self.failed = True
            raise
        self.columns = role_columns(rows, await reader_of(self, person))
        self.chosen = next((column for column in self.columns if column.role == wanted), RoleColumn())
        self.wrong, self.attempt = "", self.attempt + 1
        self.ready, self.failed = True, False
