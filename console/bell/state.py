"""What is new with whom the person at the screen watches."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console import live
from console.admin.reader import reader_of
from console.alerts.present import alert_lines
from console.alerts.rows import AlertLine
from console.bell.present import bell_rows
from console.bell.rows import BellRow
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.presence.state import PresenceState
from domain.alerts.acknowledge_alert import acknowledge_alert
from domain.alerts.preferences import my_alert_preferences
from domain.alerts.queries import alerts
from domain.alerts.see_alerts import see_alerts
from domain.customers.see_news import see_news
from domain.customers.watch import unwatch
from domain.customers.watched import WatchedRow, watched
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

MOST_LISTED: Final = 50
MOST_ALERTS: Final = 20


class Bell(rx.State):
    """`count` is how many of those that are watched have news; `rows` are the first `MOST_LISTED`, with news first,
    `more` how many others there are. `alerts` are for this person, `unseen` of them not seen yet. `shown`: there is a
    bell, `watches`: this person can watch somebody, `alerted`: be alerted, with a `sound` if they want.
    """

    shown: bool = False
    watches: bool = False
    count: int = 0
    alerts: list[AlertLine] = []
    unseen: int = 0
    alerted: bool = False
    sound: bool = False
    rows: list[BellRow] = []
    more: int = 0

    @screen_event(Permission.CUSTOMERS_READ)
    async def look(self) -> Any:
        """Read the list anew, so that its times are those of now; the alerts in it are seen with that."""
        person = signed_in()
        await self._renew(person)
        if self.unseen:
            await console().perform(see_alerts, person.actor)
            self.unseen = 0

    @screen_event(Permission.ALERTS_READ)
    async def acknowledge(self, alert_id: str) -> Any:
        """I see to it."""
        person = signed_in()
        await console().perform(acknowledge_alert, person.actor, alert_id=parse_id(alert_id, field="alert"))
        await self._renew(person)

    @screen_event(Permission.CUSTOMERS_READ)
    async def see_all(self) -> Any:
        """Nothing of what happened until now is new any more."""
        person = signed_in()
        await console().perform(see_news, actor=person.actor)
        await self._renew(person)

    @screen_event(Permission.NOTES_WRITE)
    async def stop(self, kind: str, subject: str) -> Any:
        """Watch this customer or order no longer."""
        person, subject_id = signed_in(), parse_id(subject, field="subject")
        await console().perform(unwatch, actor=person.actor, subject_kind=kind, subject_id=subject_id)
        await self._renew(person)

    async def _renew(self, person: SignedIn, *, opened: UUID | None = None) -> None:
        """Show what is new. What happened to the customer that is `opened` is seen with that."""
        can = person.actor.can
        watches = can(Permission.CUSTOMERS_READ) and can(Permission.NOTES_WRITE)
        found = await _read(person, opened) if watches else ()
        await self._renew_alerts(person)
        shown = watches or can(Permission.ALERTS_READ)
        if self.watches != watches:
            self.watches = watches
        rows = bell_rows(found[:MOST_LISTED], await reader_of(self, person))
        told = shown, sum(row.news > 0 for row in found), rows, len(found) - len(rows)
        if told != (self.shown, self.count, self.rows, self.more):  # an open screen hears only of what changed
            self.shown, self.count, self.rows, self.more = told
        await (await self.get_state(PresenceState))._renew(person)
        members = frozenset(id for row in found for id in row.members)
        live.hub().renew(self.router.session.client_token, members)

    async def _renew_alerts(self, person: SignedIn) -> None:
        """Open alerts that are for this person."""
        lines: list[AlertLine] = []
        if person.actor.can(Permission.ALERTS_READ):
            page = await console().ask(alerts, person.actor, mine=True, limit=MOST_ALERTS)
            lines = alert_lines(page.items, await reader_of(self, person))
            kept = await console().ask(my_alert_preferences, person.actor)
            if (True, kept.sound) != (self.alerted, self.sound):
                self.alerted, self.sound = True, kept.sound
        told = sum(line.fresh for line in lines), lines
        if told != (self.unseen, self.alerts):
            self.unseen, self.alerts = told


async def _read(person: SignedIn, opened: UUID | None) -> tuple[WatchedRow, ...]:
    found = await console().ask(watched, actor=person.actor)
    if opened is None or not any(row.news and opened in row.members for row in found):
        return found
    await console().perform(see_news, actor=person.actor, customer_id=opened)
    return await console().ask(watched, actor=person.actor)
