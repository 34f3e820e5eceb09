"""What a connector told last of a thing, locked so that two deliveries about it wait for each other."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.models.connector import ConnectorRecord
from domain.work.unit import Unit


def known_record(unit: Unit, connector_id: UUID, kind: str, key: str) -> ConnectorRecord:
    """The record, made where there is none: then its `value` is empty."""
    made = insert(ConnectorRecord).values(connector_id=connector_id, kind=kind, key=key, parts={})
    unit.session.execute(made.on_conflict_do_nothing())
    query = select(ConnectorRecord).where(
        ConnectorRecord.connector_id == connector_id, ConnectorRecord.kind == kind, ConnectorRecord.key == key
    )
    return unit.session.execute(query.with_for_update(), execution_options={"populate_existing": True}).scalar_one()


def value_of(unit: Unit, connector_id: UUID, kind: str, key: str) -> str:
    """What a key stands for here, "" for one that was never told."""
    query = select(ConnectorRecord.value).where(
        ConnectorRecord.connector_id == connector_id, ConnectorRecord.kind == kind, ConnectorRecord.key == key
    )
    return unit.session.execute(query).scalar_one_or_none() or ""
