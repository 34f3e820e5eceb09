"""Open alerts about the open customer, as far as they are for whoever looks."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final

import reflex as rx

from console import live
from console.alerts.present import alert_lines
from console.alerts.rows import AlertLine
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.figures import Reader
from domain.alerts.acknowledge_alert import acknowledge_alert
from domain.alerts.queries import alerts
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

_MOST: Final = 10


class CustomerAlerts(rx.State):
    rows: list[AlertLine] = []
    _customer_id: str = ""

    @screen_event(Permission.ALERTS_READ)
    async def acknowledge(self, alert_id: str) -> Any:
        """I see to it."""
        person, wanted = signed_in(), parse_id(alert_id, field="alert")
        await console().perform(acknowledge_alert, person.actor, alert_id=wanted)
        live.hub().changed(parse_id(self._customer_id, field="customer"))

    async def _read(self, person: SignedIn, reader: Reader, customer_id: str) -> None:
        """Show the alerts about this customer now."""
        self._customer_id = customer_id
        if not person.actor.can(Permission.ALERTS_READ):
            self.rows = []
            return
        wanted = parse_id(customer_id, field="customer")
        page = await console().ask(alerts, person.actor, customer_id=wanted, limit=_MOST)
        self.rows = alert_lines(page.items, reader)
