"""Which family, version or draft is open at `/rules`. The address says it; this state only follows."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bell.state import Bell
from console.bootstrap import console
from console.following import follow
from console.guard import screen_event, signed_in
from console.live import RULES
from console.queue_names import learn_queues
from console.rules_admin.changes.state import ChangesState
from console.rules_admin.drafts.present import Rights
from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.editor.state import EditorState
from console.rules_admin.examples.state import ExamplesState
from console.rules_admin.families.present import family_lines
from console.rules_admin.families.rows import FamilyLine
from console.rules_admin.findings.state import FindingsState
from console.rules_admin.history.state import HistoryState
from console.rules_admin.real.state import RealState
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.simulation.shadow_state import ShadowState
from console.rules_admin.simulation.state import SimulationState, Tried
from console.rules_admin.trial.state import TrialState
from console.ui.desk import Desk
from console.ui.figures import Reader
from console.waiting import tell_waiting
from domain.customers.presence import Viewer, viewers
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.rules import FAMILIES
from domain.staff.sessions import SignedIn
from rules_engine.publishing.draft_examples import draft_examples
from rules_engine.publishing.queries import draft, families
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.rows import DraftRow
from rules_engine.simulation.shadow_queries import running_shadows
from rules_engine.vocabulary.naming import Names


class RulesScreen(rx.State):
    """`denied`: this screen is not for this person. The rights are those in the open family. `here`: who else has the
    draft open.
    """

    denied: bool = False
    failed: bool = False
    family: str = ""
    families: list[FamilyLine] = []
    may_draft: bool = False
    may_review: bool = False
    may_publish: bool = False
    here: list[str] = []
    _shadows: tuple[tuple[str, UUID], ...] = ()
    _wanted: dict[str, str] = {}
    _seen: tuple[str, int] = ("", 0)

    @screen_event()
    async def open(self) -> Any:
        """Show what the address names. Runs at each navigation and each time the line comes back."""
        person, desk = signed_in(), await self.get_state(Desk)
        desk._welcome(person)
        await tell_waiting(desk, person)
        self.denied = not person.actor.can(Permission.RULES_READ)
        wanted = self.router.url.query_parameters
        draft_id = None if self.denied else id_in(wanted.get("draft", ""))
        follow(self.router.session, person, topic=RULES, draft_id=draft_id)
        await (await self.get_state(Bell))._renew(person)
        if not self.denied:
            await self._show(person, wanted)
            await self._see_others(person, draft_id)

    @screen_event(Permission.RULES_READ)
    async def again(self) -> Any:
        """Read once more after a failure."""
        await self._show(signed_in(), self.router.url.query_parameters)

    async def _bring_up_to_date(self, person: SignedIn) -> None:
        """Follow what is worked on, and the draft that is open: who else is there, and what they change. For the live
        channel, under the state's lock; what is being written on this screen stays.
        """
        if self.denied or self.failed:
            return
        await self._count_anew(person)
        draft_id = id_in(self._wanted.get("draft", ""))
        await self._see_others(person, draft_id)
        if draft_id is None:
            return
        try:
            row: DraftRow = await console().ask(draft, person.actor, draft_id=draft_id)
        except NotFound:
            return
        if self._seen != (row.status, row.version):
            (await self.get_state(EditorState))._follow(row.changed_by)
            await self._show(person, self._wanted)

    async def _see_others(self, person: SignedIn, draft_id: UUID | None) -> None:
        """Who else has the draft open, by name."""
        found: tuple[Viewer, ...] = ()
        if draft_id is not None:
            found = await console().ask(viewers, person.actor, subject_kind="draft", subject_id=draft_id)
        here = list(dict.fromkeys(each.name for each in found))
        if here != self.here:
            self.here = here

    async def _count_anew(self, person: SignedIn) -> None:
        """Say what is live, written, to be reviewed and in shadow by now. An open screen hears of it only where that
        has changed.
        """
        before, reader = (self._shadows, self.families), await reader_of(self, person)
        lines = await self._read_families(person, reader)
        drafts = await self.get_state(DraftsState)
        if (self._shadows, lines) != before:
            self.families = lines
        await drafts._list_anew(person, reader, self._shadows)

    async def _read_families(self, person: SignedIn, reader: Reader) -> list[FamilyLine]:
        self._shadows = await console().ask(running_shadows, person.actor)
        found = await console().ask(families, person.actor)
        return family_lines(found, [family for family, _ in self._shadows], reader)

    async def _show(self, person: SignedIn, wanted: Mapping[str, str]) -> None:
        self._wanted = dict(wanted)
        family = wanted.get("family", "")
        self.family = family if family in FAMILIES else FAMILIES[0]
        self._note_rights(person)
        reader = await reader_of(self, person)
        await learn_queues(person.actor)
        self.failed = True
        self.families = await self._read_families(person, reader)
        await self._fill(person, reader, wanted)
        self.failed = False

    async def _fill(self, person: SignedIn, reader: Reader, wanted: Mapping[str, str]) -> None:
        sheet, trial = await self.get_state(SheetState), await self.get_state(TrialState)
        version = _number(wanted.get("version", ""))
        row, document, draft_id = None, None, None
        if wanted.get("draft"):
            draft_id = id_in(wanted["draft"])
            found = await sheet._show_draft(
                person, reader, family=self.family, draft_id=draft_id, may_write=self.may_draft
            )
            row, document = found or (None, None)
        else:
            document = await sheet._show_version(person, reader, family=self.family, number=version)
        await (await self.get_state(FindingsState))._about(reader, document)
        (await self.get_state(RealState))._about(self.family)
        await trial._about(reader, document, family=self.family, number=version, draft_id=draft_id)
        self._seen = (row.status, row.version) if row else ("", 0)
        results = await console().ask(draft_examples, person.actor, draft_id=row.id) if row else ()
        (await self.get_state(ExamplesState))._show(row, document, results, reader)
        (await self.get_state(EditorState))._show(row, document, reader, wanted, self.may_draft)
        rights = Rights(self.may_draft, self.may_review, self.may_publish, str(person.actor.id))
        await (await self.get_state(DraftsState))._show(
            person,
            reader,
            family=self.family,
            number=version,
            row=row,
            results=results,
            rights=rights,
            shadows=self._shadows,
        )
        await (await self.get_state(HistoryState))._show(person, reader, self.family)
        number = int(sheet.head.number) if sheet.panel == "version" else None
        changes, draft_id = await self.get_state(ChangesState), row.id if row else None
        await changes._show(person, reader, wanted, family=self.family, number=number, draft_id=draft_id)
        await self._show_simulation(person, wanted, row, document.names if document else {})

    async def _show_simulation(
        self, person: SignedIn, wanted: Mapping[str, str], row: DraftRow | None, names: Names
    ) -> None:
        """What the rules on the screen would have said to what was decided."""
        sheet, see = await self.get_state(SheetState), wanted.get("see") == "simulation"
        number = int(sheet.head.number) if sheet.panel == "version" else None
        tried = Tried(self.family, row.id if row else None, number, "", names)
        if row or number:
            named = f"draft={row.id}" if row else f"version={number}"
            tried = replace(tried, base=f"/rules?family={self.family}&{named}")
        simulation, shadow = await self.get_state(SimulationState), await self.get_state(ShadowState)
        await simulation._show(person, tried, wanted, may_draft=self.may_draft)
        await shadow._show(person, row if see else None, names=names, may_draft=self.may_draft)

    def _note_rights(self, person: SignedIn) -> None:
        can, family = person.actor.can, self.family
        self.may_draft = can(right_to("draft", family))
        self.may_review = can(right_to("review", family))
        self.may_publish = can(right_to("publish", family))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None


def id_in(text: str) -> UUID | None:
    """The id that an address names, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
