"""Queues, service levels, opening hours and settings: the lists, and the form of what is chosen."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Callable, Mapping
from typing import Any, Final

import reflex as rx

from console.admin.queues.present import (
    calendar_card,
    calendar_lines,
    choices_of,
    level_card,
    level_lines,
    queue_card,
    queue_lines,
    settings_card,
)
from console.admin.queues.rows import Card, Choice, Line
from console.admin.queues.typed import calendar_typed, level_typed, queue_typed, settings_typed
from console.admin.reader import reader_of
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.assignment.settings import assignment_settings, change_settings
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.queues.put_queue import put_queue
from domain.queues.queries import queues
from domain.service_levels.calendars import calendars, put_calendar
from domain.service_levels.levels import put_service_level, service_levels
from domain.staff.sessions import SignedIn

_FORMS: Final[Mapping[str, tuple[Callable[..., None], Callable[[Mapping[str, str]], dict[str, Any]]]]] = {
    "queue": (put_queue, queue_typed),
    "level": (put_service_level, level_typed),
    "calendar": (put_calendar, calendar_typed),
    "settings": (change_settings, settings_typed),
}


class QueuesState(rx.State):
    """`card` is what the form on the right shows; `wrong` maps its fields to sentences, "form" to one about all."""

    of_queues: list[Line] = []
    of_levels: list[Line] = []
    of_calendars: list[Line] = []
    queue_choices: list[Choice] = []
    level_choices: list[Choice] = []
    calendar_choices: list[Choice] = []
    card: Card = Card()
    chosen: str = ""
    missing: bool = False
    wrong: dict[str, str] = {}
    attempt: int = 0
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.QUEUES_MANAGE)
    async def keep(self, form: dict[str, str]) -> Any:
        """Keep what the form says; a refusal stands at its field."""
        person, desk = signed_in(), await self.get_state(Desk)
        does, typed = _FORMS[self.card.kind]
        name = form.get("name", "").strip() if self.card.fresh else self.card.name
        try:
            values = typed(form) | ({} if self.card.kind == "settings" else {"name": name})
            expected = None if self.card.fresh else self.card.version
            await console().perform(does, person.actor, expected_version=expected, **values)
        except DomainError as refusal:
            self.wrong = {_field(refusal): refusal.sentence(desk._spoken())}
            return None
        desk._tell("green", translate(DONE[does.__name__], desk._spoken()))
        if self.card.fresh:
            return rx.redirect(f"/admin?tab=queues&{self.card.kind}={name}", replace=True)
        await self._show(person, {self.card.kind: name or "1"})
        return None

    @screen_event(Permission.QUEUES_MANAGE)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._show(signed_in(), {})

    async def _show(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        """The lists as they are now, and what the address names."""
        try:
            of_queues = await console().ask(queues, person.actor)
            levels = await console().ask(service_levels, person.actor)
            hours = await console().ask(calendars, person.actor)
            settings = await console().ask(assignment_settings, person.actor)
        except Exception:
            self.failed = True
            raise
        reader = await reader_of(self, person)
        self.of_queues = queue_lines(of_queues, levels, reader)
        self.of_levels = level_lines(levels, hours, reader)
        self.of_calendars = calendar_lines(hours, reader)
        self.queue_choices = choices_of(self.of_queues)
        self.level_choices, self.calendar_choices = choices_of(self.of_levels), choices_of(self.of_calendars)
        cards = {f"queue:{row.name}": queue_card(row) for row in of_queues if row.known}
        cards |= {f"level:{row.name}": level_card(row) for row in levels}
        cards |= {f"calendar:{row.name}": calendar_card(row) for row in hours}
        cards["settings:1"] = settings_card(settings)
        self._choose(cards, wanted)
        self.ready, self.failed = True, False

    def _choose(self, cards: Mapping[str, Card], wanted: Mapping[str, str]) -> None:
        named = next((f"{kind}:{wanted[kind]}" for kind in _FORMS if wanted.get(kind)), "")
        new = wanted.get("new", "")
        self.chosen, self.wrong, self.attempt = named, {}, self.attempt + 1
        self.missing = bool(named) and named not in cards
        if new in ("queue", "level", "calendar"):
            self.card = Card(kind=new, fresh=True, time_zone="Europe/Paris", relax_after="300")
        else:
            self.card = cards.get(named, Card())


def _field(refusal: DomainError) -> str:
    """The field of the form that a refusal is about: the day for hours.mon[0], the language for label.en."""
    field = (refusal.field or "form").removeprefix("hours.").removeprefix("label.").partition("[")[0]
    return field if field in (*Card.__dataclass_fields__, "form") else "form"
