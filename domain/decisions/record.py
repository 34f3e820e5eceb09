"""Keep how an answer of the rules came about."""

from collections.abc import Sequence
from uuid import UUID

from domain.kernel.ids import new_id
from domain.models.rules import DecisionRow
from domain.ports.decisions import Decided
from domain.work.unit import Unit


def record_decision(
    unit: Unit,
    decided: Decided,
    *,
    subject_kind: str,
    subject_id: UUID | None = None,
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
) -> UUID:
    """Write the record in the transaction of what was decided, and tell its id. A part of use cases that have asked."""
    return record_decisions(
        unit,
        [decided],
        subject_kind=subject_kind,
        subject_id=subject_id,
        customer_id=customer_id,
        order_id=order_id,
    )[0]


def record_decisions(
    unit: Unit,
    made: Sequence[Decided],
    *,
    subject_kind: str,
    subject_id: UUID | None = None,
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
) -> list[UUID]:
    """The same for several about one subject, in one statement."""
    rows = [
        DecisionRow(
            id=new_id(at=unit.now),
            family=decided.family,
            version_id=decided.version_id,
            version_name=decided.version,
            subject_kind=subject_kind,
            subject_id=subject_id,
            customer_id=customer_id,
            order_id=order_id,
            facts=dict(decided.facts),
            fired=[dict(each) for each in decided.fired],
            effects=[dict(each) for each in decided.effects],
            answered_by=decided.answered_by,
            microseconds=decided.microseconds,
            at=unit.now,
        )
        for decided in made
    ]
    unit.session.add_all(rows)
    unit.session.flush()
    return [row.id for row in rows]


def keep_decision(
    unit: Unit,
    decided: Decided,
    *,
    subject_kind: str,
    subject_id: UUID | None = None,
    customer_id: UUID | None,
    order_id: UUID | None,
) -> UUID:
    """The same, and tell whoever looks at a preview which rules said so. A part of use cases that have asked."""
    remark_rules(unit, decided)
    about = {"subject_id": subject_id, "customer_id": customer_id, "order_id": order_id}
    return record_decision(unit, decided, subject_kind=subject_kind, **about)


def remark_rules(unit: Unit, decided: Decided) -> None:
    """Tell whoever looks at a preview which rules said so."""
    for rule in decided.fired:
        en, fr = str(rule["name"]["en"]), str(rule["name"]["fr"])
        unit.remark(f"{decided.family}.{rule['rule']}", en=en, fr=fr, rule=True)
