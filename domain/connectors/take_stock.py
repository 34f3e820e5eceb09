"""Take what a connector says of stock."""

from domain.catalogue.add_product import check_sku
from domain.connectors.known import known_record, value_of
from domain.connectors.particulars import at
from domain.connectors.places import node_of
from domain.connectors.records import ToldStock
from domain.connectors.take_codes import refuse_unknown
from domain.fulfilment.nodes import node_named
from domain.inventory.levels import lock_levels
from domain.inventory.put_stock import StockEntry, put_stock
from domain.kernel.errors import DomainError, Invalid
from domain.models.connector import Connector
from domain.work.unit import Unit

_FIELDS = {"entries[0].sku": "sku", "entries[0].on_hand": "on_hand"}


def take_stock(unit: Unit, connector: Connector, told: ToldStock) -> bool:
    """Set the level; whether it changed. What is older than what was told last of it changes nothing.

    What is told as left to sell is on hand together with what is kept here for orders and for safety.
    """
    node, sku = node_of(unit, connector, node=told.node, location=told.location), _sku(unit, connector, told)
    record = known_record(unit, connector.id, "stock", f"{node}/{sku}")
    if told.told_at and record.told_at and told.told_at < record.told_at:
        return False
    record.told_at = told.told_at or record.told_at
    try:
        entry = StockEntry(node=node, sku=sku, on_hand=_on_hand(unit, node, sku, told))
        return put_stock(unit, entries=[entry], reason=connector.name) > 0
    except DomainError as refusal:
        raise at(refusal, _FIELDS.get(refusal.field or "", refusal.field or "sku")) from refusal


def _sku(unit: Unit, connector: Connector, told: ToldStock) -> str:
    if told.sku:
        sku = check_sku(told.sku, field="sku")
        refuse_unknown(unit, {sku}, field="sku")
        return sku
    if found := value_of(unit, connector.id, "code", told.sku_code):
        return found
    raise Invalid(
        field="sku_code",
        code="unknown_code",
        en=f"It is not known which SKU “{told.sku_code}” is; send its product first.",
        fr=f"On ne sait pas quel SKU est « {told.sku_code} » ; envoyez d’abord son produit.",
    )


def _on_hand(unit: Unit, node: str, sku: str, told: ToldStock) -> int:
    if told.on_hand is not None:
        return told.on_hand
    if told.available is None:
        raise Invalid(
            field="available",
            code="missing",
            en="It does not say how many pieces there are.",
            fr="Le nombre de pièces manque.",
        )
    node_id = node_named(unit, node)
    assert node_id is not None
    level = lock_levels(unit, [(node_id, sku)])[node_id, sku]
    return max(0, told.available + level.reserved + level.safety)
