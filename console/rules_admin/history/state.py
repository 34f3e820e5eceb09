"""What was live when; and making an earlier version live again."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any

import reflex as rx

from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.history.present import history_lines
from console.rules_admin.history.rows import HistoryLine
from console.ui.desk import Desk, page_load
from console.ui.figures import Reader
from console.ui.i18n import translate
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.publishing.queries import history
from rules_engine.publishing.roll_back import roll_back


class HistoryState(rx.State):
    """`asked` is the version that somebody wants to go back to; `wrong` stands at the reason for it."""

    asked: str = ""
    lines: list[HistoryLine] = []
    wrong: str = ""
    _family: str = ""

    @screen_event(Permission.RULES_READ)
    async def ask_about(self, version: str) -> Any:
        """Name the version that would be made live again."""
        self.asked, self.wrong = version if version.isdecimal() and len(version) < 9 else "", ""

    @screen_event(Permission.RULES_READ)
    async def go_back(self, form: dict[str, str]) -> Any:
        """Make the version that was asked about live again, for the reason of the form."""
        desk, number = await self.get_state(Desk), int(self.asked or 0)
        try:
            await console().perform(
                roll_back, signed_in().actor, family=self._family, version=number, reason=form.get("reason", "")
            )
        except Invalid as refusal:
            if refusal.field != "reason":
                raise
            self.wrong = translate("Say why.", desk._spoken())
            return None
        self.wrong = ""
        desk._tell("green", translate("Version {number} is live again.", desk._spoken(), number=number))
        return page_load()

    async def _show(self, person: SignedIn, reader: Reader, family: str) -> None:
        if family != self._family:
            self._family, self.wrong = family, ""
        self.lines = history_lines(await console().ask(history, person.actor, family=family), family, reader)
