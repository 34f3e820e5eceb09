"""The jobs that have failed, and the one that is looked at."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Callable
from typing import Any

import reflex as rx

from console.admin.jobs.present import job_lines
from console.admin.jobs.rows import JobLine
from console.admin.reader import reader_of
from console.admin.words import DONE
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.jobs.failed import discard_job, failed_jobs, retry_job
from console.ui.desk import Desk
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn


class JobsState(rx.State):
    """`panel`: nobody, job or gone. `chosen` is the job in the pane on the right; `may_act`: this person may see to it,
    not only look.
    """

    panel: str = "nobody"
    rows: list[JobLine] = []
    chosen: JobLine = JobLine()
    may_act: bool = False
    wrong: str = ""
    ready: bool = False
    failed: bool = False

    @screen_event(Permission.OPERATIONS_WRITE)
    async def retry(self) -> Any:
        """Do the chosen job once more."""
        if await self._act(retry_job):
            await self._settle("retry_job")

    @screen_event(Permission.OPERATIONS_WRITE)
    async def discard(self, form: dict[str, str]) -> Any:
        """Give the chosen job up, for the reason of the form."""
        if await self._act(discard_job, reason=form.get("reason", "")):
            await self._settle("discard_job")

    @screen_event(Permission.OPERATIONS_READ)
    async def again(self) -> Any:
        """Read the list anew."""
        await self._show(signed_in(), wanted=self.chosen.id)

    async def _show(self, person: SignedIn, *, wanted: str) -> None:
        """The list as it is now, and the job that the address names."""
        self.may_act = person.actor.can(Permission.OPERATIONS_WRITE)
        if wanted != self.chosen.id:
            self.wrong = ""
        await self._read(person)
        self.chosen = next((row for row in self.rows if row.id == wanted), JobLine())
        self.panel = "job" if self.chosen.id else "gone" if wanted else "nobody"

    async def _act(self, use_case: Callable[..., None], **more: str) -> bool:
        """Whether it was done; else the form says why not."""
        if not self.chosen.id:
            return False
        try:
            await console().perform(use_case, signed_in().actor, job_id=int(self.chosen.id), **more)
        except DomainError as refusal:
            self.wrong = refusal.sentence((await self.get_state(Desk))._spoken())
            return False
        return True

    async def _settle(self, done: str) -> None:
        """What was seen to does not stand here any more."""
        desk = await self.get_state(Desk)
        desk._tell("green", translate(DONE[done], desk._spoken(), what=self.chosen.what))
        self.wrong = ""
        await self._show(signed_in(), wanted=self.chosen.id)
        if self.panel == "gone":
            self.panel = "nobody"

    async def _read(self, person: SignedIn) -> None:
        try:
            jobs = await console().ask(failed_jobs, person.actor)
        except Exception:
            self.failed = True
            raise
        self.rows = job_lines(jobs, await reader_of(self, person))
        self.ready, self.failed = True, False
