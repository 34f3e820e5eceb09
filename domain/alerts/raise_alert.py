"""Tell people: an alert for roles, for somebody by name, or both."""

import json
from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select, text

from domain.alerts.about import About
from domain.alerts.firing import Subject
from domain.events.append import CHANNEL
from domain.events.event import Stream
from domain.kernel.ids import new_id
from domain.models.alert import Alert, AlertReader
from domain.work.unit import Unit

_STANDING: Final = ("case", "customer")


def raise_alert(
    unit: Unit,
    about: About,
    *,
    rule: str,
    name: Mapping[str, str],
    severity: str,
    words: Mapping[str, str],
    subject: Subject,
    decision_id: UUID | None,
    roles: Collection[str] = (),
    people: Collection[UUID] = (),
) -> UUID:
    """Write the alert down and tell the screens of those whom it is for. Records `alert.raised`.

    Where the same rule has told the same of the customer already, and nobody has seen to it, that one is for these
    people as well, and nothing is written.
    """
    if (told := _told_already(unit, about, rule, words, subject)) is not None:
        _tell_also(unit, told, roles, people)
        return told.id
    alert = Alert(
        id=new_id(at=unit.now),
        rule=rule,
        rule_name=dict(name),
        severity=severity,
        words=dict(words),
        roles=sorted(roles),
        subject_kind=subject[0],
        subject_id=subject[1],
        customer_id=about.customer_id,
        order_id=about.order_id,
        case_id=about.case_id,
        decision_id=decision_id,
        made_at=unit.now,
    )
    unit.session.add(alert)
    unit.session.flush()
    unit.session.add_all(AlertReader(alert_id=alert.id, staff_id=id, named=True) for id in sorted(set(people)))
    unit.session.flush()
    unit.record(
        "alert.raised",
        stream=Stream.named(f"alert:{alert.id}"),
        customer_id=about.customer_id,
        order_id=about.order_id,
        data={
            "alert_id": str(alert.id),
            "rule": rule,
            "name": dict(name),
            "severity": severity,
            "decision_id": str(decision_id) if decision_id else None,
        },
    )
    announce_alert(unit, roles, people)
    return alert.id


def _told_already(unit: Unit, about: About, rule: str, words: Mapping[str, str], subject: Subject) -> Alert | None:
    """The open alert about the customer or another case of theirs; what happened to an order is told each time."""
    if about.customer_id is None or subject[0] not in _STANDING:
        return None
    query = select(Alert).where(
        Alert.customer_id == about.customer_id,
        Alert.rule == rule,
        Alert.words == dict(words),
        Alert.subject_kind.in_(_STANDING),
        Alert.acknowledged_at.is_(None),
    )
    return unit.session.execute(query.order_by(Alert.made_at.desc()).limit(1).with_for_update()).scalar_one_or_none()


def _tell_also(unit: Unit, told: Alert, roles: Collection[str], people: Collection[UUID]) -> None:
    """Those of them whom it was not for yet."""
    more = sorted(set(roles) - set(told.roles))
    named = select(AlertReader).where(AlertReader.alert_id == told.id)
    readers = {reader.staff_id: reader for reader in unit.session.execute(named).scalars()}
    fresh = [id for id in sorted(set(people)) if id not in readers or not readers[id].named]
    for id in fresh:
        if id in readers:
            readers[id].named = True
        else:
            unit.session.add(AlertReader(alert_id=told.id, staff_id=id, named=True))
    told.roles = sorted({*told.roles, *more})
    unit.session.flush()
    if more or fresh:
        announce_alert(unit, more, fresh)


def announce_alert(unit: Unit, roles: Collection[str], people: Collection[UUID]) -> None:
    """Tell the open screens of everybody with one of `roles`, and of `people`, when the transaction commits."""
    told = [{"t": "alert", "r": sorted(roles)}, *({"t": "alert", "p": str(id)} for id in sorted(set(people)))]
    for each in told if roles else told[1:]:
        unit.session.execute(text("SELECT pg_notify(:channel, :body)"), {"channel": CHANNEL, "body": json.dumps(each)})
