"""Everybody's alerts: those that are open, or those that somebody saw to."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final

import reflex as rx

from console.admin.reader import reader_of
from console.alerts.present import alert_lines
from console.alerts.rows import AlertLine
from console.bootstrap import console
from console.guard import screen_event, signed_in
from domain.alerts.acknowledge_alert import acknowledge_alert
from domain.alerts.queries import STATES, alerts
from domain.alerts.see_alerts import see_alerts
from domain.kernel.ids import parse_id
from domain.kernel.page import MOST_ROWS
from domain.kernel.permissions import Permission
from domain.models.alert import SEVERITIES
from domain.staff.sessions import SignedIn

PAGE: Final = 50


class AlertsState(rx.State):
    """`listed` is a state of `STATES`; `severity` one of `SEVERITIES`, "" for all."""

    shown: bool = False
    listed: str = "open"
    severity: str = ""
    rows: list[AlertLine] = []
    cursor: str = ""
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.ALERTS_OVERSEE)
    async def acknowledge(self, alert_id: str) -> Any:
        """I see to it."""
        person = signed_in()
        await console().perform(acknowledge_alert, person.actor, alert_id=parse_id(alert_id, field="alert"))
        await self._read(person)

    @screen_event(Permission.ALERTS_OVERSEE)
    async def more(self) -> Any:
        """Read the page after the last row."""
        person = signed_in()
        page = await console().ask(alerts, person.actor, cursor=self.cursor or None, limit=PAGE, **self._asked())
        self.rows = [*self.rows, *alert_lines(page.items, await reader_of(self, person))]
        self.cursor = page.next_cursor or ""

    @screen_event(Permission.ALERTS_OVERSEE)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._read(signed_in())

    async def _show(self, person: SignedIn, *, listed: str, severity: str) -> None:
        """The list that the address names."""
        wanted = (listed if listed in STATES else "open", severity if severity in SEVERITIES else "")
        if wanted != (self.listed, self.severity):
            self.rows, self.ready = [], False
        self.shown, (self.listed, self.severity) = True, wanted
        await self._read(person)
        await console().perform(see_alerts, person.actor)

    async def _bring_up_to_date(self, person: SignedIn) -> None:
        """Show what came and what was seen to elsewhere. For the live channel, under the state's lock."""
        await self._read(person)

    async def _read(self, person: SignedIn) -> None:
        """The list as it is now, as long as it was."""
        limit = min(MOST_ROWS, max(PAGE, len(self.rows)))
        try:
            page = await console().ask(alerts, person.actor, limit=limit, **self._asked())
        except Exception:
            self.failed = True
            raise
        self.rows, self.cursor = alert_lines(page.items, await reader_of(self, person)), page.next_cursor or ""
        self.ready, self.failed = True, False

    def _asked(self) -> dict[str, Any]:
        return {"state": self.listed, "severity": self.severity or None}
