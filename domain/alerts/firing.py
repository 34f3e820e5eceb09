"""Which of the rules that fired act now: on an event once for good, on anything else once until it no longer holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from domain.alerts.about import About
from domain.alerts.facts import OF_CASE, OF_EVENT
from domain.models.alert import AlertFiring
from domain.ports.decisions import Decided
from domain.work.unit import Unit

Subject: TypeAlias = tuple[str, UUID]

_ON_CASES: Final = frozenset({"raise_priority", "move_to_queue", "notify_owner"})


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says that counts, on whom: `effects` without what it only concludes."""

    rule: str
    name: Mapping[str, str]
    subject: Subject
    effects: tuple[Mapping[str, Any], ...]

    @property
    def table(self) -> str:
        """The table that it is a row of, "" for a rule by itself."""
        return self.rule.rpartition("#")[0]

    @property
    def changes_case(self) -> bool:
        return any(each["effect"] in ("raise_priority", "move_to_queue") for each in self.effects)


def said_about(decided: Decided, about: About) -> tuple[Said, ...]:
    """What the rules that fired say, each about the subject that the facts which made it belong to."""
    said = []
    for fired in decided.fired:
        effects = tuple(
            each for each in decided.effects if each["rule"] == fired["rule"] and each["effect"] != "derive"
        )
        facts = {str(each["fact"]) for each in fired["because"]}
        subject = _subject(facts, {str(each["effect"]) for each in effects}, about)
        if effects and subject:
            said.append(Said(fired["rule"], fired["name"], subject, effects))
    return tuple(said)


def _subject(facts: set[str], effects: set[str], about: About) -> Subject | None:
    """The narrowest thing that the facts belong to. A rule that changes a case acts for each case."""
    looked_at = (
        (True, "sku", about.sku_id),  # stock stays low until it is not
        (facts & OF_EVENT, "event", about.event_id),
        ("dispute_due_at" in facts, "dispute", about.dispute_id),
        ("approval_waiting_for" in facts, "approval", about.approval_id),
        ("return_waiting_for" in facts, "return", about.return_id),
        (facts & OF_CASE or effects & _ON_CASES, "case", about.case_id),
        (any(fact.startswith("order_") for fact in facts), "order", about.order_id),
        (True, "customer", about.customer_id),
        (True, "event", about.event_id),
    )
    return next(((kind, id) for applies, kind, id in looked_at if applies and id is not None), None)


def take(unit: Unit, rule: str, subject: Subject) -> bool:
    """Whether the rule acts on the subject now: it has not, or not since it last stopped holding. Waits for whoever
    is about to say the same.
    """
    kind, id = subject
    values = {"rule": rule, "subject_kind": kind, "subject_id": id, "since": unit.now}
    taken = insert(AlertFiring).values(values).on_conflict_do_nothing().returning(AlertFiring.rule)
    return unit.session.execute(taken).first() is not None


def standing(unit: Unit, subjects: Iterable[Subject]) -> list[AlertFiring]:
    """What stands on these subjects."""
    query = select(AlertFiring).where(tuple_(AlertFiring.subject_kind, AlertFiring.subject_id).in_(list(subjects)))
    return list(unit.session.execute(query).scalars())


def end(unit: Unit, rule: str, subject: Subject) -> bool:
    """The rule no longer holds; whether it stood until now. What began later than now stays: the clock was put back."""
    kind, id = subject
    query = delete(AlertFiring).where(
        AlertFiring.rule == rule,
        AlertFiring.subject_kind == kind,
        AlertFiring.subject_id == id,
        AlertFiring.since <= unit.now,
    )
    return unit.session.execute(query.returning(AlertFiring.rule)).first() is not None
