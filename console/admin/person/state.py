"""One person in the pane on the right: what is read about them, and what is done to them."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Callable
from typing import Any
from uuid import UUID

import reflex as rx

from console.admin.people.state import PeopleState
from console.admin.person.present import person_card, session_lines, wrong_person
from console.admin.person.rows import PersonCard, SessionLine, WrongPerson
from console.admin.person.suggest import suggest_password
from console.admin.reader import reader_of
from console.admin.words import DONE
from console.auth.argon2 import passwords
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.staff.add_person import add_person
from domain.staff.change_person import change_person
from domain.staff.lock_person import lock_person
from domain.staff.queries import person as read_person
from domain.staff.sessions import SignedIn, open_sessions
from domain.staff.set_password import set_password
from domain.staff.sign_out_everywhere import sign_out_everywhere
from domain.staff.unlock_person import unlock_person


class PersonState(rx.State):
    """`panel`: nobody, person, new or missing. `attempt` counts, so that a form is drawn anew after it was taken."""

    panel: str = "nobody"
    id: str = ""
    card: PersonCard = PersonCard()
    sessions: list[SessionLine] = []
    wrong: WrongPerson = WrongPerson()
    suggested: str = ""
    attempt: int = 0

    @screen_event(Permission.STAFF_MANAGE)
    async def add(self, form: dict[str, str]) -> Any:
        """Add somebody and open them; a refusal stands at its field and the form stays as it was typed."""
        try:
            staff_id: UUID = await console().perform(
                add_person,
                signed_in().actor,
                email=form.get("email", ""),
                name=form.get("name", ""),
                role=form.get("role", ""),
                password=form.get("password", ""),
                passwords=passwords(),
                language=form.get("language", ""),
                time_zone=form.get("time_zone", "").strip(),
            )
        except DomainError as refusal:
            await self._refuse(refusal)
            return None
        await self._say(add_person, form.get("name", "").strip())
        return rx.redirect(f"/admin?person={staff_id}", replace=True)

    @screen_event(Permission.STAFF_MANAGE)
    async def change(self, form: dict[str, str]) -> Any:
        """Change name, role, language and time zone of who is open."""
        await self._do(
            change_person,
            name=form.get("name", ""),
            role=form.get("role", ""),
            language=form.get("language", ""),
            time_zone=form.get("time_zone", "").strip(),
            expected_version=self.card.version,
        )

    @screen_event(Permission.STAFF_MANAGE)
    async def new_password(self, form: dict[str, str]) -> Any:
        """Give who is open a new password."""
        await self._do(
            set_password,
            password=form.get("password", ""),
            passwords=passwords(),
        )

    @screen_event(Permission.STAFF_MANAGE)
    async def suggest(self) -> Any:
        """Write a password that is hard to guess into the field."""
        self.suggested = suggest_password()

    @screen_event(Permission.STAFF_MANAGE)
    async def lock(self) -> Any:
        """Lock out who is open."""
        await self._do(lock_person)

    @screen_event(Permission.STAFF_MANAGE)
    async def unlock(self) -> Any:
        """Let who is open in again."""
        await self._do(unlock_person)

    @screen_event(Permission.STAFF_MANAGE)
    async def sign_out_everywhere(self) -> Any:
        """Close every open screen of who is open."""
        await self._do(sign_out_everywhere)

    async def _do(self, use_case: Callable[..., Any], **values: Any) -> None:
        """Perform on who is open, say what was done, and show them as they are now."""
        person = signed_in()
        try:
            await console().perform(use_case, person.actor, staff_id=parse_id(self.id, field="person"), **values)
        except DomainError as refusal:
            await self._refuse(refusal)
            return
        await self._say(use_case, self.card.name)
        await self._show(person, wanted=self.id, new="")
        await (await self.get_state(PeopleState))._read(person)

    async def _show(self, person: SignedIn, *, wanted: str, new: str) -> None:
        """What the address asks for: somebody, an empty form, or nobody."""
        self.wrong, self.suggested, self.attempt = WrongPerson(), "", self.attempt + 1
        self.id, self.sessions = wanted, []
        if not wanted:
            self.panel = "new" if new == "person" and person.actor.can(Permission.STAFF_MANAGE) else "nobody"
            return
        found = await _find(person, wanted)
        if found is None:
            self.panel = "missing"
            return
        reader = await reader_of(self, person)
        self.card = person_card(found, reader, own=found.id == person.staff_id)
        if found.id == person.staff_id or person.actor.can(Permission.STAFF_MANAGE):
            lines = await console().ask(open_sessions, person.actor, staff_id=found.id)
            self.sessions = session_lines(lines, reader)
        self.panel = "person"

    async def _refuse(self, refusal: DomainError) -> None:
        language = (await self.get_state(Desk))._spoken()
        self.wrong = wrong_person(refusal, language)

    async def _say(self, use_case: Callable[..., Any], name: str) -> None:
        desk = await self.get_state(Desk)
        desk._tell("green", translate(DONE[use_case.__name__], desk._spoken(), name=name))


async def _find(person: SignedIn, wanted: str) -> Any:
    try:
        staff_id = UUID(wanted)
    except ValueError:
        return None
    return await console().ask(read_person, person.actor, staff_id=staff_id)
