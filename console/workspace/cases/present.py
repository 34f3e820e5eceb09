"""Cases, and why they wait where they do, in words. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from console.ui.figures import Reader
from console.workspace.cases.rows import CaseRow, WhyRow
from domain.cases.rows import CaseRow as Known
from domain.decisions.queries import DecisionView
from rules_engine.readback.values import plain_words
from rules_engine.vocabulary.families import FAMILIES

_TONES: Final = {"new": "amber", "open": "blue", "waiting": "", "closed": "green"}


def case_rows(cases: Iterable[Known], reader: Reader, *, me: UUID | None) -> list[CaseRow]:
    """One row for each case, in their order."""
    return [
        CaseRow(
            id=str(each.id),
            number=each.number,
            subject=each.subject or reader.say("(erased)"),
            status=_status(each.status, reader),
            tone=_TONES[each.status],
            waits=_waits(each, reader),
            at=reader.moment(each.opened_at),
            exact=reader.exact(each.opened_at),
            owner=each.owner,
            mine=each.owner_id is not None and each.owner_id == me,
            closed=each.status == "closed",
        )
        for each in cases
    ]


def why_rows(decision: DecisionView, reader: Reader) -> list[WhyRow]:
    """The rules that fired, in their order, with the facts that made each."""
    return [
        WhyRow(
            rule=str(rule["name"][reader.language]),
            facts=", ".join(_fact(each, decision, reader) for each in rule.get("because", ())),
        )
        for rule in decision.fired
    ]


def why_source(decision: DecisionView, reader: Reader) -> str:
    """By which rules it was decided."""
    if decision.answered_by == "built_in":
        return reader.say("No rules were published yet; the topic decided.")
    if not decision.fired:
        return reader.say("No rule applied; it waits in the general queue.")
    return reader.say("Decided by the rules {version}", version=decision.version)


def _status(status: str, reader: Reader) -> str:
    said = {
        "new": reader.say("waiting"),
        "open": reader.say("being worked on"),
        "waiting": reader.say("waits for the customer"),
    }
    return said.get(status) or reader.say("closed")


def _waits(case: Known, reader: Reader) -> str:
    parts = [case.queue.replace("_", " "), reader.say("priority {number}", number=case.priority)]
    return " · ".join([*parts, *(skill.replace("_", " ") for skill in case.skills)])


def _fact(said: Mapping[str, Any], decision: DecisionView, reader: Reader) -> str:
    fact = FAMILIES[decision.family].facts.get(str(said.get("fact")))
    if fact is None:
        return str(said.get("actual"))
    label = fact.label.fr if reader.language == "fr" else fact.label.en
    if said.get("actual") is None:
        return reader.say("{fact}: not known", fact=label)
    value = plain_words(said["actual"], fact, decision.facts, reader.language, reader.zone)
    return reader.say("{fact}: {value}", fact=label, value=value)
