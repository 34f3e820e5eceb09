"""The rules engine does not do what it should: people are told, decisions go on without it."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid5

from domain.alerts.about import About
from domain.alerts.firing import Subject, end, take
from domain.alerts.raise_alert import raise_alert
from domain.events.event import Stream
from domain.kernel.permissions import Permission
from domain.models.rules import FAMILIES
from domain.orders.new_order import check_choice
from domain.work.unit import Unit

TOLD: Final = ("administrator", "supervisor")
KINDS: Final = ("disagreed", "down", "back")
_SPACE: Final = UUID("5b1f3c9e-7d2a-4c58-9a64-1c0e8f7b2d36")
_NAME: Final = {"en": "Rules engine", "fr": "Moteur de règles"}


def report_engine(
    unit: Unit,
    *,
    kind: str,
    family: str,
    version: str,
    called: Mapping[str, str] | None = None,
    engine: Sequence[str] = (),
    reference: Sequence[str] = (),
) -> None:
    """Note that the engine "disagreed" with the reference about what fires, is "down", or is "back".

    Records `rules.engine_disagreed` each time, and alerts once for each version; `rules.engine_down` and an alert once
    for each outage of a family, until `rules.engine_back`. People read what the version is `called` ("en", "fr").
    """
    unit.actor.require(Permission.EVENTS_READ)
    check_choice(kind, KINDS, field="kind")
    check_choice(family, FAMILIES, field="family")
    words = called or {"en": version, "fr": version}
    if kind == "disagreed":
        _record(unit, kind, family, version, engine=list(engine), reference=list(reference))
        if take(unit, "engine.disagreed", subject := _subject(version)):
            _alert(unit, "engine.disagreed", "critical", subject, _disagrees(words))
    elif kind == "down":
        if take(unit, "engine.down", subject := _subject(family)):
            _record(unit, kind, family, version)
            _alert(unit, "engine.down", "warning", subject, _is_down(words))
    elif end(unit, "engine.down", _subject(family)):
        _record(unit, kind, family, version)


def _subject(name: str) -> Subject:
    return "engine", uuid5(_SPACE, name)


def _record(unit: Unit, kind: str, family: str, version: str, **told: list[str]) -> None:
    unit.record(
        f"rules.engine_{kind}",
        stream=Stream.named(f"rules:{family}"),
        data={"family": family, "version": version} | told,
    )


def _alert(unit: Unit, rule: str, severity: str, subject: Subject, words: Mapping[str, str]) -> None:
    raise_alert(
        unit,
        About(),
        rule=rule,
        name=_NAME,
        severity=severity,
        words=words,
        subject=subject,
        decision_id=None,
        roles=TOLD,
    )


def _disagrees(called: Mapping[str, str]) -> Mapping[str, str]:
    return {
        "en": f"Engine and reference disagree about {called['en']}; the reference decided. Report it.",
        "fr": f"Le moteur et la référence divergent sur {called['fr']} ; la référence a décidé. Signalez-le.",
    }


def _is_down(called: Mapping[str, str]) -> Mapping[str, str]:
    return {
        "en": f"The rules engine does not answer for {called['en']}; the reference decides alone.",
        "fr": f"Le moteur de règles ne répond pas pour {called['fr']} ; la référence décide seule.",
    }
