"""The reader's own choices. The theme is the browser's affair alone; the language is known to both sides."""

from typing import Any

import reflex as rx

from console.bootstrap import console
from console.guard import read_anew, screen_event, signed_in
from console.ui.desk import Desk, page_load
from console.ui.i18n import translate
from domain.kernel.errors import Invalid
from domain.staff.change_own_preferences import change_own_preferences


class Preferences(rx.State):
    """Holds nothing: the language stands on the desk."""

    @screen_event()
    async def choose_language(self, language: str) -> Any:
        """Speak `language` ("en" or "fr") from now on in this browser, and say again what is on the screen."""
        if language not in ("en", "fr"):
            raise Invalid(
                field="language",
                code="unknown_language",
                en="The language must be English or French.",
                fr="La langue doit être l’anglais ou le français.",
            )
        desk = await self.get_state(Desk)
        desk.language = language
        return page_load()

    @screen_event()
    async def choose_time_zone(self, form: dict[str, str]) -> Any:
        """Show times in the zone of the form from now on, everywhere that this person signs in."""
        desk, zone = await self.get_state(Desk), form.get("time_zone", "").strip()
        await console().perform(change_own_preferences, signed_in().actor, time_zone=zone)
        read_anew()
        desk._tell("green", translate("Times are shown in {zone} from now on.", desk._spoken(), zone=zone))
        return page_load()
