"""What is left to do of a delivery, and what came of it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from domain.connectors.load import load_delivery
from domain.connectors.particulars import renamed
from domain.kernel.errors import Conflict, DomainError, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import keepable_text
from domain.models.connector import Connector, ConnectorDelivery, ConnectorRefusal
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Sent:
    """What came, and how its sender writes. `place` is that of a record that is tried again, None for all of it."""

    delivery_id: UUID
    connector_id: UUID
    name: str
    format: str
    time_zone: str
    kind: str
    topic: str
    body: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was not taken: where it stands, what it is about, and the field at fault as its sender says it."""

    place: int
    kind: str
    reference: str
    raw: str
    field: str
    code: str
    en: str
    fr: str

    @classmethod
    def of(cls, refusal: DomainError, *, place: int, kind: str, reference: str, raw: str, field: str) -> "Refused":
        said = [keepable_text(renamed(each, refusal.field, field), most=500) for each in (refusal.en, refusal.fr)]
        return cls(place, kind, reference, raw, field, refusal.code, *said)


def sent(unit: Unit, *, delivery_id: UUID) -> Sent | None:
    """A delivery that waits or is looked at; None for one that is done or dropped."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = load_delivery(unit, delivery_id)
    return _sent(unit, found, found.body) if found.status in ("waiting", "looked_at") else None


def note_refused(unit: Unit, *, delivery_id: UUID, refused: Refused) -> None:
    """Keep a record that was not taken; noted twice it is kept once."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    said = {"field": refused.field, "code": refused.code, "en": refused.en, "fr": refused.fr, "at": unit.now}
    row = said | {
        "id": new_id(at=unit.now),
        "delivery_id": delivery_id,
        "place": refused.place,
        "kind": refused.kind,
        "reference": keepable_text(refused.reference, most=200),
        "raw": refused.raw.replace("\x00", "\ufffd"),
    }
    kept = insert(ConnectorRefusal).values(row)
    unit.session.execute(kept.on_conflict_do_update(index_elements=["delivery_id", "place"], set_=said))


def end_delivery(unit: Unit, *, delivery_id: UUID, taken: int, unchanged: int) -> None:
    """It needs no more work. What was refused is kept by itself, the rest of its content is forgotten."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = load_delivery(unit, delivery_id)
    if found.status != "waiting":
        return
    refused = select(func.count()).select_from(ConnectorRefusal).where(ConnectorRefusal.delivery_id == found.id)
    found.taken, found.unchanged = taken, unchanged
    found.refused = unit.session.execute(refused).scalar_one()
    found.status, found.body, found.ended_at = "done", "", unit.now


def refused_record(unit: Unit, *, refusal_id: UUID) -> Sent:
    """A record that was refused, to be tried again; `Conflict` where it was taken or forgotten meanwhile."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = _refusal(unit, refusal_id)
    if found.taken_at is not None or not found.raw:
        raise Conflict(
            code="nothing_to_retry",
            en="It was taken already, or its content is forgotten.",
            fr="Elle a déjà été prise, ou son contenu est oublié.",
        )
    sent = _sent(unit, unit.session.get_one(ConnectorDelivery, found.delivery_id), found.raw)
    return Sent(
        sent.delivery_id,
        sent.connector_id,
        sent.name,
        sent.format,
        sent.time_zone,
        found.kind,
        sent.topic,
        found.raw,
        found.place,
    )


def settle_retry(unit: Unit, *, refusal_id: UUID, refused: Refused | None) -> None:
    """Note what came of trying it again: taken, and its content forgotten; or why not this time."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = _refusal(unit, refusal_id)
    found.tries, found.at = found.tries + 1, unit.now
    if refused is None:
        found.taken_at, found.raw = unit.now, ""
    else:
        found.field, found.code, found.en, found.fr = refused.field, refused.code, refused.en, refused.fr


def _refusal(unit: Unit, refusal_id: UUID) -> ConnectorRefusal:
    query = select(ConnectorRefusal).where(ConnectorRefusal.id == refusal_id).with_for_update()
    found = unit.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound.of("refused record", "ligne refusée", refusal_id)
    return found


def _sent(unit: Unit, delivery: ConnectorDelivery, body: str) -> Sent:
    of = unit.session.get_one(Connector, delivery.connector_id)
    return Sent(delivery.id, of.id, of.name, of.format, of.time_zone, delivery.kind, delivery.topic, body)
