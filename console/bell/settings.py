"""How the person at the screen is alerted: a fold of the bell's list."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final

import reflex as rx

from console.admin.messages.present import clock_of, minutes_of
from console.bell.state import Bell
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.alerts.preferences import Preferences, change_my_alert_preferences, my_alert_preferences
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission

_HOURS: Final = ("quiet_from", "quiet_until")
_NUMBERS: Final = ("away_after", "gather")


class AlertSettings(rx.State):
    """`form` are the choices as the form shows them; `wrong` what is wrong with them."""

    form: dict[str, str] = {}
    wrong: str = ""
    opened: bool = False

    @screen_event(Permission.ALERTS_READ)
    async def open(self) -> Any:
        """Show what is chosen now."""
        self.form = form_of(await console().ask(my_alert_preferences, signed_in().actor))
        self.wrong, self.opened = "", True

    @screen_event(Permission.ALERTS_READ)
    async def keep(self, form: dict[str, str]) -> Any:
        """Keep what the form says."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            wanted = preferences_of(form)
            await console().perform(change_my_alert_preferences, person.actor, wanted=wanted)
        except DomainError as refusal:
            self.wrong = refusal.sentence(desk._spoken())
            return
        self.wrong, self.opened = "", False
        bell = await self.get_state(Bell)
        bell.sound = wanted.sound
        desk._tell("green", translate("Your alerts are kept like that.", desk._spoken()))


def form_of(kept: Preferences) -> dict[str, str]:
    """What is kept, as the form shows it."""
    return {
        "sound": "on" if kept.sound else "",
        "channel": kept.channel,
        "phone": kept.phone,
        "least": kept.least,
        **{name: str(getattr(kept, name)) for name in _NUMBERS},
        **{name: clock_of(getattr(kept, name)) for name in _HOURS},
    }


def preferences_of(form: dict[str, str]) -> Preferences:
    """What the form says; what is no number, or no time, is refused by the domain."""
    numbers: dict[str, Any] = {name: _number(form.get(name, "")) for name in _NUMBERS}
    hours: dict[str, Any] = {name: minutes_of(form.get(name, "")) for name in _HOURS}
    return Preferences(
        sound=form.get("sound") == "on",
        channel=form.get("channel", ""),
        phone=form.get("phone", ""),
        least=form.get("least", ""),
        **numbers,
        **hours,
    )


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None
