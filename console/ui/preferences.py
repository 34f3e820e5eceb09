"""The reader's own choices. The theme is the browser's affair alone; the language is known to both sides."""

from typing import Any

import reflex as rx

from console.guard import screen_event
from console.ui.desk import Desk, page_load
from domain.kernel.errors import Invalid


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
