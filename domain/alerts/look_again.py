"""Time has passed: ask the alerting rules about what is open, and do what has become true since."""

from dataclasses import dataclass, replace
from uuid import UUID

from domain.alerts.about import About
from domain.alerts.act_on import act_on
from domain.alerts.facts import gathered
from domain.alerts.firing import Said, Subject, end, said_about, standing, take
from domain.alerts.open_things import KINDS, open_things
from domain.kernel.permissions import Permission
from domain.orders.new_order import check_choice
from domain.ports.decisions import Alerting
from domain.work.unit import Unit

BATCH = 200


@dataclass(frozen=True, slots=True)
class Change:
    """On one subject: what rules say that did not hold before, and the rules that hold no longer."""

    about: About
    subject: Subject
    answer: Alerting
    begins: tuple[Said, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What has changed, and after which id to go on; None: everything was looked at."""

    changes: tuple[Change, ...]
    after: UUID | None


def look_again(unit: Unit, *, kind: str, after: UUID | None = None, limit: int = BATCH) -> Looked:
    """What the clock has changed about some of what is open of `kind` (one of `KINDS`). Nothing is done yet.

    A rule that only rests, outside its hours, has not stopped to hold.
    """
    unit.actor.require(Permission.EVENTS_READ)
    check_choice(kind, KINDS, field="kind")
    abouts, further = open_things(unit, kind, after=after, limit=limit)
    stands: dict[UUID, set[str]] = {}
    for firing in standing(unit, [(kind, _id_of(kind, each)) for each in abouts]):
        stands.setdefault(firing.subject_id, set()).add(firing.rule)
    changes = []
    for about, facts in gathered(unit, abouts):
        before = stands.get(_id_of(kind, about), set())
        answer = unit.ports.decisions.alerting(facts=facts, standing=before)
        if answer is None:
            return Looked((), None)
        changes.append(_change(kind, about, answer, before))
    return Looked(tuple(each for each in changes if each.begins or each.ends), further)


def note_change(unit: Unit, *, change: Change) -> UUID | None:
    """Do what `look_again` found, once however often it was found. Tells the decision, if something was done."""
    unit.actor.require(Permission.EVENTS_READ, Permission.CASES_WRITE)
    for rule in change.ends:
        end(unit, rule, change.subject)
    done = act_on(replace(unit, cause="rules:1:time"), change.answer.decided, change.begins, change.about)
    if done is not None and any(each.changes_case for each in change.begins):
        _take_rows_that_follow(unit, change)
    return done


def _take_rows_that_follow(unit: Unit, change: Change) -> None:
    """A row that holds only since another row of its table changed the case says nothing new: it stands unsaid."""
    unit.session.flush()
    ((about, facts),) = gathered(unit, [change.about])
    answer = unit.ports.decisions.alerting(facts=facts)
    tables = {each.table for each in change.begins if each.changes_case and each.table}
    for said in said_about(answer.decided, about) if answer else ():
        if said.table in tables and said.subject == change.subject:
            take(unit, said.rule, said.subject)


def _change(kind: str, about: About, answer: Alerting, stands: set[str]) -> Change:
    subject = (kind, _id_of(kind, about))
    said = [each for each in said_about(answer.decided, about) if each.subject == subject]
    holds = {each.rule for each in said}
    return Change(
        about=about,
        subject=subject,
        answer=answer,
        begins=tuple(each for each in said if each.rule not in stands),
        ends=tuple(sorted(stands - holds - answer.resting)),
    )


def _id_of(kind: str, about: About) -> UUID:
    id = getattr(about, f"{kind}_id")
    assert isinstance(id, UUID)
    return id
