"""The draft that runs beside the live version."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.naming import named
from console.rules_admin.refusals import without_place
from console.rules_admin.simulation.present import reasons, shadow_card
from console.rules_admin.simulation.rows import CaseCard, CaseLine, ShadowCard
from console.rules_admin.simulation.words import case_card, case_line
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.publishing.rows import DraftRow
from rules_engine.simulation.one_case import compared_case
from rules_engine.simulation.rows import ShadowRow
from rules_engine.simulation.shadow_queries import compared, last_shadow
from rules_engine.simulation.start_shadow import SHADOWED, start_shadow
from rules_engine.simulation.stop_shadow import stop_shadow
from rules_engine.vocabulary.families import family_of
from rules_engine.vocabulary.naming import Names
from rules_engine.vocabulary.terms import Family

PAGE: Final = 25


class ShadowState(rx.State):
    """`wrong` stands at the form. `can_start`, `can_stop`: what this reader may do now."""

    shadow: ShadowCard = ShadowCard()
    can_start: bool = False
    can_stop: bool = False
    cases: list[CaseLine] = []
    cursor: str = ""
    reasons: list[str] = []
    opened: CaseCard = CaseCard()
    wrong: str = ""
    _family: Family | None = None
    _draft_id: UUID | None = None
    _shadow_id: UUID | None = None
    _may_start: bool = False
    _may_draft: bool = False

    @screen_event(Permission.RULES_READ)
    async def start(self, form: dict[str, str]) -> Any:
        """Let the draft run beside the live version for the days of the form."""
        person, days = signed_in(), form.get("days", "").strip()
        reader = await reader_of(self, person)
        try:
            await console().perform(
                start_shadow,
                person.actor,
                draft_id=self._draft_id or UUID(int=0),
                days=int(days) if days.isdecimal() and len(days) < 9 else 0,
            )
        except DomainError as refusal:
            self.wrong = without_place(refusal, reader.language)
            return
        self.wrong = ""
        await self._read(person)

    @screen_event(Permission.RULES_READ)
    async def stop(self) -> Any:
        """End it; what was compared stays."""
        person = signed_in()
        await console().perform(stop_shadow, person.actor, draft_id=self._draft_id or UUID(int=0))
        await self._read(person)

    @screen_event(Permission.RULES_READ)
    async def more(self) -> Any:
        """Read the page after the last case."""
        if self.cursor:
            await self._list(signed_in(), after=True)

    @screen_event(Permission.RULES_READ)
    async def look(self, key: str) -> Any:
        """Open a case of the list, or close it."""
        if key == self.opened.key or self._shadow_id is None or key not in {each.key for each in self.cases}:
            self.opened = CaseCard()
            return
        person = signed_in()
        found = await console().ask(compared_case, person.actor, shadow_id=self._shadow_id, decision_id=UUID(key))
        self.opened = case_card(key, found, self._named(), await reader_of(self, person))

    async def _show(self, person: SignedIn, row: DraftRow | None, *, names: Names, may_draft: bool) -> None:
        """The shadow of the draft on the screen, if one is, in the words of its rules."""
        if (row.id if row else None) != self._draft_id:
            self.wrong, self.opened, self.cases, self.cursor = "", CaseCard(), [], ""
        self._family, self._draft_id = (named(family_of(row.family), names), row.id) if row else (None, None)
        self._may_draft, self._may_start = may_draft, may_draft and row is not None and row.status in SHADOWED
        await self._read(person)

    async def _bring_up_to_date(self, person: SignedIn) -> None:
        """Follow what is compared. For the live channel, under the state's lock."""
        await self._read(person)

    async def _read(self, person: SignedIn) -> None:
        found: ShadowRow | None = None
        if self._draft_id is not None:
            found = await console().ask(last_shadow, person.actor, draft_id=self._draft_id)
        reader = await reader_of(self, person)
        self.shadow = shadow_card(found, reader) if found else ShadowCard()
        self.reasons = reasons(found, reader) if found else []
        self.can_start = self._may_start and not self.shadow.running
        self.can_stop = self._may_draft and self.shadow.running
        new, self._shadow_id = (found.id if found else None) != self._shadow_id, found.id if found else None
        if found is None:
            self.cases, self.cursor = [], ""
        elif new or len(self.cases) <= PAGE:
            await self._list(person)

    async def _list(self, person: SignedIn, *, after: bool = False) -> None:
        reader, family = await reader_of(self, person), self._named()
        page = await console().ask(
            compared,
            person.actor,
            shadow_id=self._shadow_id or UUID(int=0),
            cursor=self.cursor if after else None,
            limit=PAGE,
        )
        lines = [case_line(each, family, reader) for each in page.items]
        self.cases, self.cursor = ([*self.cases, *lines] if after else lines), page.next_cursor or ""

    def _named(self) -> Family:
        assert self._family is not None
        return self._family
