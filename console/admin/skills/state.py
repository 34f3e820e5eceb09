"""What the person in the pane can do as an agent."""

from typing import Any
from uuid import UUID

import reflex as rx

from console.admin.skills.rows import AgentCard, WrongAgent
from console.admin.typed import number_typed, words_typed
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.assignment.agent import CAPACITY
from domain.assignment.change_agent import change_agent
from domain.assignment.queries import AgentRow, agent
from domain.kernel.errors import DomainError, NotFound
from domain.kernel.ids import parse_id
from domain.kernel.permissions import Permission
from domain.models.case import CHANNELS
from domain.staff.queries import PersonRow
from domain.staff.queries import person as read_person
from domain.staff.sessions import SignedIn


class SkillsState(rx.State):
    """`attempt` counts, so that the form is drawn anew after it was taken."""

    card: AgentCard = AgentCard()
    wrong: WrongAgent = WrongAgent()
    attempt: int = 0

    @screen_event(Permission.AGENTS_MANAGE, form=2_000)
    async def change(self, form: dict[str, str]) -> Any:
        """Keep what the form says; a refusal stands at its field."""
        person, desk = signed_in(), await self.get_state(Desk)
        try:
            await console().perform(change_agent, person.actor, **self._typed(form))
        except DomainError as refusal:
            self.wrong = _wrong(refusal, desk._spoken())
            return
        desk._tell("green", translate(DONE["change_agent"], desk._spoken(), name=self.card.name))
        await self._show(person, wanted=self.card.id)

    def _typed(self, form: dict[str, str]) -> dict[str, Any]:
        numbers = {each: number_typed(form.get(each, ""), field=f"capacity.{each}") or 0 for each in CHANNELS}
        return {
            "staff_id": parse_id(self.card.id, field="person"),
            "skills": words_typed(form.get("skills", "")),
            "languages": [code for code, name in (("fr", "french"), ("en", "english")) if name in form],
            "capacity": numbers,
            "calls_alone": "calls_alone" in form,
            "wrap_up": number_typed(form.get("wrap_up", ""), field="wrap_up") or 0,
            "expected_version": self.card.version or None,
        }

    async def _show(self, person: SignedIn, *, wanted: str) -> None:
        """The person that the address names; nobody for who may not change it."""
        self.card, self.wrong, self.attempt = AgentCard(), WrongAgent(), self.attempt + 1
        if not person.actor.can(Permission.AGENTS_MANAGE):
            return
        try:
            staff_id = UUID(wanted)
        except ValueError:
            return
        found = await console().ask(read_person, person.actor, staff_id=staff_id)
        if found is None or found.locked:
            return
        try:
            self.card = _card(found, await console().ask(agent, person.actor, staff_id=staff_id))
        except NotFound:
            self.card = _card(found, None)


def _card(person: PersonRow, row: AgentRow | None) -> AgentCard:
    capacity = {each: str((row.capacity if row else CAPACITY).get(each, 0)) for each in CHANNELS}
    languages = row.languages if row else (person.language,)
    spoken = {"french", "english"}
    return AgentCard(
        id=str(person.id),
        name=person.name,
        skills=", ".join(skill for skill in row.skills if skill not in spoken) if row else "",
        french="fr" in languages,
        english="en" in languages,
        calls_alone=row.calls_alone if row else False,
        wrap_up=str(row.wrap_up if row else 30),
        version=row.version if row else 0,
        **capacity,
    )


def _wrong(refusal: DomainError, language: str) -> WrongAgent:
    field = (refusal.field or "").partition(".")[0].partition("[")[0]
    known = field if field in ("skills", "capacity", "wrap_up") else "form"
    return WrongAgent(**{known: refusal.sentence(language)})
