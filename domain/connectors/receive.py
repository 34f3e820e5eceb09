"""Keep what a connector sent: a webhook is worked off by a job, a file only after somebody has looked at it."""

import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.connectors.load import load_connector, load_delivery, record_connector
from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, keepable_text
from domain.models.connector import Connector, ConnectorDelivery, ConnectorRefusal
from domain.work.unit import Unit

TASK: Final = "connectors.work_off"
QUEUE: Final = "connectors"
LONGEST_ID: Final = 200
FORGOTTEN_AFTER: Final = timedelta(days=30)  # what was refused and nobody took up
UNCOMMITTED_FOR: Final = timedelta(days=1)


def receive_webhook(unit: Unit, *, connector_id: UUID, delivery_id: str, topic: str, body: str) -> bool:
    """Keep a webhook whose signature was checked, and have it worked off; False if it was kept before.

    Refuses with `Conflict` "delivery_differs" another body under an id that is known. Those of one connector are
    worked off one after the other, in the order in which they came.
    """
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    row = _row(unit, connector_id, delivery_id, topic, body) | {"kind": "webhook", "status": "waiting"}
    kept = insert(ConnectorDelivery).values(row).on_conflict_do_nothing().returning(ConnectorDelivery.id)
    id = unit.session.execute(kept).scalar_one_or_none()
    if id is None:
        _refuse_another(unit, connector_id, row["delivery_id"], row["digest"])
        return False
    unit.defer(TASK, queue=QUEUE, lock=f"connector:{connector_id}", delivery_id=str(id))
    return True


def keep_file(unit: Unit, *, connector_id: UUID, name: str, body: str) -> UUID:
    """Keep a file to be looked at before anything of it is taken, and tell its id. The same bytes are one file."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    connector = load_connector(unit, connector_id)
    _refuse_off(connector)
    row = _row(unit, connector_id, "", clean_text(name, field="file", most=200, required=False) or "file", body)
    row |= {"kind": "file", "status": "looked_at", "delivery_id": f"file-{row['digest']}"}
    anew = {name: row[name] for name in ("topic", "body", "status", "received_by", "received_at")}
    kept = insert(ConnectorDelivery).values(row)
    kept = kept.on_conflict_do_update(
        index_elements=["connector_id", "delivery_id"],
        set_=anew | {"taken": 0, "unchanged": 0, "refused": 0, "ended_at": None},
        where=ConnectorDelivery.status != "waiting",
    )
    id = unit.session.execute(kept.returning(ConnectorDelivery.id)).scalar_one_or_none()
    if id is None:
        raise Conflict(
            code="file_in_work",
            field="file",
            en="This file is being worked off already.",
            fr="Ce fichier est déjà en cours de traitement.",
        )
    unit.session.execute(delete(ConnectorRefusal).where(ConnectorRefusal.delivery_id == id))
    return id


def commit_file(unit: Unit, *, delivery_id: UUID, later: bool = True) -> None:
    """Take what was looked at: by a job, or (not `later`) by whoever asks. Records `connector.file_committed`.

    Refuses with `Conflict` a file that was committed or dropped already.
    """
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = _looked_at(unit, delivery_id)
    connector = load_connector(unit, found.connector_id)
    _refuse_off(connector)
    found.status = "waiting"
    record_connector(unit, "connector.file_committed", connector, delivery_id=str(found.id))
    if later:
        lock = f"connector-file:{found.connector_id}"
        unit.defer(TASK, queue=QUEUE, lock=lock, delivery_id=str(found.id))


def drop_file(unit: Unit, *, delivery_id: UUID) -> None:
    """Leave a file that was looked at; its content is forgotten."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = _looked_at(unit, delivery_id)
    found.status, found.body, found.ended_at = "dropped", "", unit.now


def forget_bodies(unit: Unit) -> int:
    """Forget files that nobody committed, and records that were refused and taken up by nobody. How many."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    files = (
        update(ConnectorDelivery)
        .where(ConnectorDelivery.status == "looked_at", ConnectorDelivery.received_at < unit.now - UNCOMMITTED_FOR)
        .values(status="dropped", body="", ended_at=unit.now)
    )
    old = update(ConnectorRefusal).where(ConnectorRefusal.raw != "", ConnectorRefusal.at < unit.now - FORGOTTEN_AFTER)
    dropped = unit.session.execute(files.returning(ConnectorDelivery.id)).all()
    return len(dropped) + len(unit.session.execute(old.values(raw="").returning(ConnectorRefusal.id)).all())


def _row(unit: Unit, connector_id: UUID, delivery_id: str, topic: str, body: str) -> dict[str, object]:
    return {
        "id": new_id(at=unit.now),
        "connector_id": connector_id,
        "delivery_id": keepable_text(delivery_id, most=LONGEST_ID),
        "topic": keepable_text(topic, most=200),
        "body": body,
        "digest": hashlib.sha256(body.encode()).hexdigest(),
        "received_by": unit.actor.name,
        "received_at": unit.now,
    }


def _refuse_another(unit: Unit, connector_id: UUID, delivery_id: object, digest: object) -> None:
    query = select(ConnectorDelivery.digest).where(
        ConnectorDelivery.connector_id == connector_id, ConnectorDelivery.delivery_id == delivery_id
    )
    if unit.session.execute(query).scalar_one() != digest:
        raise Conflict(
            code="delivery_differs",
            en="Another delivery was kept under this id.",
            fr="Un autre envoi a été gardé sous cet identifiant.",
        )


def _looked_at(unit: Unit, delivery_id: UUID) -> ConnectorDelivery:
    found = load_delivery(unit, delivery_id)
    if found.status != "looked_at":
        raise Conflict(
            code="not_to_commit",
            en="This file was committed or left already.",
            fr="Ce fichier a déjà été validé ou abandonné.",
        )
    return found


def _refuse_off(connector: Connector) -> None:
    if connector.status != "active":
        raise Conflict(code="connector_off", en="The connector is off.", fr="Le connecteur est arrêté.")
