"""Backtests of the draft or the version that the address names."""

# ruff: noqa: RUF012 - Reflex gives every state its own copy of these defaults

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import reflex as rx

from console.admin.reader import reader_of
from console.bootstrap import console
from console.guard import screen_event, signed_in
from console.rules_admin.naming import named
from console.rules_admin.refusals import without_place
from console.rules_admin.simulation.period import period_said
from console.rules_admin.simulation.present import charts, reasons, rule_choices, run_card, run_lines
from console.rules_admin.simulation.rows import CaseCard, CaseLine, ChartCard, RunCard, RunLine
from console.rules_admin.simulation.words import case_card, case_line
from console.rules_admin.trial.rows import Option
from console.ui.figures import Reader
from domain.kernel.errors import DomainError, NotFound
from domain.kernel.permissions import Permission
from domain.staff.sessions import SignedIn
from rules_engine.simulation.end_backtest import cancel_backtest
from rules_engine.simulation.names import rule_names
from rules_engine.simulation.one_case import replayed_case
from rules_engine.simulation.queries import KINDS, backtests, differences
from rules_engine.simulation.rebuilt import REBUILT
from rules_engine.simulation.rows import BacktestRow
from rules_engine.simulation.start_backtest import start_backtest
from rules_engine.vocabulary.families import family_of
from rules_engine.vocabulary.naming import Names
from rules_engine.vocabulary.terms import Family, Words

PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Tried:
    """What is replayed: a draft, or a version; `base` is its address, `names` what it calls things."""

    family: str = ""
    draft_id: UUID | None = None
    number: int | None = None
    base: str = ""
    names: Names = field(default_factory=dict)

    @property
    def named(self) -> Family:
        """The family in the words of these rules."""
        return named(family_of(self.family), self.names)


class SimulationState(rx.State):
    """`shown`: the address asks for backtests. `there`: a run is open. `kind`: what the list shows, `rule`: only
    where that one says something else, `rules` those to choose from. `wrong` stands at the form.
    """

    shown: bool = False
    may_draft: bool = False
    can_rebuild: bool = False
    back: str = ""
    there: bool = False
    runs: list[RunLine] = []
    run: RunCard = RunCard()
    charts: list[ChartCard] = []
    reasons: list[str] = []
    kind: str = "differs"
    rule: str = ""
    rules: list[Option] = []
    cases: list[CaseLine] = []
    cursor: str = ""
    opened: CaseCard = CaseCard()
    wrong: str = ""
    wrong_at: str = ""
    _tried: Tried = Tried()
    _run_id: UUID | None = None
    _status: str = ""
    _names: Mapping[str, Words] = {}

    @screen_event(Permission.RULES_READ)
    async def start(self, form: dict[str, str]) -> Any:
        """Begin to replay over the period of the form."""
        person, tried = signed_in(), self._tried
        reader = await reader_of(self, person)
        try:
            begun = await console().perform(
                start_backtest,
                person.actor,
                family=tried.family,
                draft_id=tried.draft_id,
                number=tried.number,
                source=form.get("source", "recorded"),
                against=form.get("against", "recorded"),
                **period_said(form, reader),
            )
        except DomainError as refusal:
            self.wrong, self.wrong_at = without_place(refusal, reader.language), refusal.field or ""
            return None
        self.wrong, self.wrong_at = "", ""
        return rx.redirect(f"{tried.base}&see=simulation&run={begun}")

    @screen_event(Permission.RULES_READ)
    async def cancel(self) -> Any:
        """Stop the run on the screen."""
        person = signed_in()
        await console().perform(
            cancel_backtest, person.actor, family=self._tried.family, backtest_id=self._run_id or UUID(int=0)
        )
        await self._read(person)

    @screen_event(Permission.RULES_READ)
    async def show(self, kind: str) -> Any:
        """List what differs, or what could not be replayed."""
        if kind in KINDS and kind != self.kind:
            self.kind, self.rule, self.cases, self.opened = kind, "", [], CaseCard()
            await self._list(signed_in())

    @screen_event(Permission.RULES_READ)
    async def narrow(self, rule: str) -> Any:
        """List only where this rule says something else than before; "" for all."""
        if rule != self.rule and (not rule or any(each.value == rule for each in self.rules)):
            self.rule, self.cases, self.opened = rule, [], CaseCard()
            await self._list(signed_in())

    @screen_event(Permission.RULES_READ)
    async def more(self) -> Any:
        """Read the page after the last case."""
        if self.cursor:
            await self._list(signed_in(), after=True)

    @screen_event(Permission.RULES_READ)
    async def look(self, key: str) -> Any:
        """Open a case of the list, or close it."""
        if key == self.opened.key or not key.isdecimal() or self._run_id is None:
            self.opened = CaseCard()
            return
        person, tried = signed_in(), self._tried
        found = await console().ask(
            replayed_case, person.actor, family=tried.family, backtest_id=self._run_id, number=int(key)
        )
        self.opened = case_card(key, found, tried.named, await reader_of(self, person))

    async def _show(self, person: SignedIn, tried: Tried, wanted: Mapping[str, str], *, may_draft: bool) -> None:
        """What the address names. Nothing is read while it asks for something else."""
        self.shown = wanted.get("see") == "simulation" and bool(tried.base)
        if tried != self._tried:
            self.wrong, self.wrong_at, self.kind = "", "", "differs"
        self._tried, self.back, self.may_draft = tried, tried.base, may_draft
        self.can_rebuild = tried.family in REBUILT
        run_id = _id_in(wanted.get("run", ""))
        if run_id != self._run_id or not self.shown:
            self._forget(run_id)
        if self.shown:
            await self._read(person)

    def _forget(self, run_id: UUID | None) -> None:
        self._run_id, self._status, self._names, self.kind, self.rule = run_id, "", {}, "differs", ""
        self.cases, self.cursor, self.opened, self.charts, self.there = [], "", CaseCard(), [], False

    async def _bring_up_to_date(self, person: SignedIn) -> None:
        """Follow a run. For the live channel, under the state's lock."""
        if self.shown:
            await self._read(person)

    async def _read(self, person: SignedIn) -> None:
        reader, tried = await reader_of(self, person), self._tried
        found = await console().ask(
            backtests, person.actor, family=tried.family, draft_id=tried.draft_id, number=tried.number
        )
        self.runs = run_lines(found, reader, base=tried.base)
        run = next((each for each in found if each.id == self._run_id), found[0] if found else None)
        if run is None:
            self.there, self.run = False, RunCard()
            return
        await self._fill(person, run, reader)

    async def _fill(self, person: SignedIn, run: BacktestRow, reader: Reader) -> None:
        new = run.id != self._run_id or run.status != self._status or not self._names
        self._run_id, self._status = run.id, run.status
        if new:
            self._names = await console().ask(rule_names, person.actor, family=run.family, backtest_id=run.id)
        self.run = run_card(run, reader, may_draft=self.may_draft)
        self.charts, self.reasons = charts(run, self._names, self._tried.named, reader), reasons(run, reader)
        self.there = True
        self.rules = rule_choices(run, self._names, reader)
        if new or len(self.cases) < PAGE:
            await self._list(person)

    async def _list(self, person: SignedIn, *, after: bool = False) -> None:
        """The first cases, or those after the last; of a run that goes on, more may come."""
        reader, family = await reader_of(self, person), self._tried.named
        try:
            page = await console().ask(
                differences,
                person.actor,
                family=family.key,
                backtest_id=self._run_id or UUID(int=0),
                kind=self.kind,
                rule=self.rule,
                cursor=self.cursor if after else None,
                limit=PAGE,
            )
        except NotFound:
            return
        lines = [case_line(each, family, reader) for each in page.items]
        self.cases, self.cursor = ([*self.cases, *lines] if after else lines), page.next_cursor or ""


def _id_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
