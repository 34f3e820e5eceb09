"""What every screen shares: the reader's language, who they are, and the word that tells what just went wrong."""

import time
from typing import Any, Final

import reflex as rx
from reflex.state import OnLoadInternalState

from console.ui.i18n import translate
from console.ui.people import initials, role_label
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn

_ADMINISTERS: Final = (
    *(Permission.STAFF_MANAGE, Permission.KEYS_MANAGE, Permission.OPERATIONS_READ, Permission.REPLIES_MANAGE),
    *(Permission.AGENTS_MANAGE, Permission.QUEUES_MANAGE, Permission.TEMPLATES_MANAGE),
)


_NOTICE_SECONDS: Final = 9  # as long as it is seen, see parts.css


class Desk(rx.State):
    """`language` is kept in the browser; "" until the first sign-in there, then the one of the
    person's account. `zone`: the time zone that times are shown in. `waiting`: how many requests wait for their word.
    `over`: the session has ended and the page must go.
    """

    language: str = rx.LocalStorage("", name="comptoir.language")
    name: str = ""
    initials: str = ""
    role: str = ""
    zone: str = ""
    may_administer: bool = False
    may_decide: bool = False
    may_read_rules: bool = False
    waiting: int = 0
    may_write_customers: bool = False
    may_write_notes: bool = False
    notice: str = ""
    notice_tone: str = ""
    notice_number: int = 0
    over: bool = False
    _owner: str = ""
    _told_at: float = 0.0

    def _welcome(self, person: SignedIn) -> None:
        """Show who is signed in. Called first by the loading of every page."""
        self.language = self.language or person.language
        if self.notice and time.monotonic() - self._told_at > _NOTICE_SECONDS:
            self.notice = ""  # a page that is loaded later does not say it again
        actor, self.zone = person.actor, person.time_zone
        self.name, self.initials, self.role = actor.name, initials(actor.name), role_label(actor.role, self.language)
        self.may_administer = any(actor.can(right) for right in _ADMINISTERS)
        self.may_read_rules = actor.can(Permission.RULES_READ)
        self.may_decide = actor.can(Permission.APPROVALS_DECIDE)
        self.may_write_customers = actor.can(Permission.CUSTOMERS_WRITE)
        self.may_write_notes = actor.can(Permission.NOTES_WRITE)

    def _spoken(self) -> str:
        return self.language if self.language in ("en", "fr") else "en"

    def _tell(self, tone: str, text: str) -> None:
        """Say something that has no place of its own on the screen. `tone`: red, amber or green."""
        self.notice, self.notice_tone = text, tone
        self.notice_number += 1
        self._told_at = time.monotonic()

    def _tell_failure(self) -> None:
        self._tell("red", translate("Something went wrong here. Nothing was changed. Try again.", self._spoken()))


def page_load() -> Any:
    """The event that loads the current page again: every row in the reader's new language, or after a change."""
    return OnLoadInternalState.on_load_internal
