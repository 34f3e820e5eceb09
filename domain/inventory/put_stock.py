"""Set what is on hand at nodes, as a warehouse or a count tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from domain.catalogue.add_product import check_sku
from domain.events.event import Stream
from domain.inventory.levels import lock_levels, move
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, sought_text
from domain.models.catalogue import Variant
from domain.models.inventory import Node, StockLevel
from domain.work.unit import Unit

MOST_ENTRIES = 1000
MOST_PIECES = 10**9


@dataclass(frozen=True)
class StockEntry:
    """`node` is a node's code; `safety` and `in_transit` stay as they are when None. Pieces, not negative."""

    node: str
    sku: str
    on_hand: int
    safety: int | None = None
    in_transit: int | None = None


def put_stock(unit: Unit, *, entries: Sequence[StockEntry], reason: str = "") -> int:
    """Set the levels that `entries` name and tell how many changed. All of them, or none.

    What changes goes to the ledger as a movement of kind `counted`, and one `stock.set` is recorded per node. When
    fewer pieces are on hand than are reserved, the level keeps the shortage and `stock.short` is recorded.
    """
    unit.actor.require(Permission.STOCK_WRITE)
    why = clean_text(reason, field="reason", most=200, required=False)
    entries = _check(entries)
    nodes = _nodes(unit, [entry.node for entry in entries])
    _check_skus(unit, entries)
    levels = lock_levels(unit, [(nodes[entry.node], entry.sku) for entry in entries])
    changed: dict[UUID, list[StockEntry]] = {}
    for entry in entries:
        node_id = nodes[entry.node]
        if _set(unit, levels[node_id, entry.sku], entry, why):
            changed.setdefault(node_id, []).append(entry)
    for node_id, own in changed.items():
        skus = {entry.sku: entry.on_hand for entry in own}
        data = {"node": own[0].node, "on_hand": skus, "reason": why}
        unit.record("stock.set", stream=Stream.of_node(node_id), data=data)
    return sum(len(own) for own in changed.values())


def _check(entries: Sequence[StockEntry]) -> Sequence[StockEntry]:
    if not 1 <= len(entries) <= MOST_ENTRIES:
        raise Invalid(
            field="entries",
            code="too_many" if entries else "missing",
            en=f"“entries” must hold from 1 to {MOST_ENTRIES} levels.",
            fr=f"« entries » doit contenir de 1 à {MOST_ENTRIES} niveaux.",
        )
    for i, entry in enumerate(entries):
        for name in ("on_hand", "safety", "in_transit"):
            value = getattr(entry, name)
            if value is not None and not 0 <= value <= MOST_PIECES:
                raise Invalid(
                    field=f"entries[{i}].{name}",
                    code="negative_quantity" if value < 0 else "too_large",
                    en=f"“entries[{i}].{name}” must be a number of pieces, not negative.",
                    fr=f"« entries[{i}].{name} » doit être un nombre de pièces, positif ou nul.",
                )
    checked = [
        replace(entry, node=sought_text(entry.node).upper(), sku=check_sku(entry.sku, field=f"entries[{i}].sku"))
        for i, entry in enumerate(entries)
    ]
    if len({(entry.node, entry.sku) for entry in checked}) < len(checked):
        raise Invalid(
            field="entries",
            code="duplicate_entry",
            en="Each node and SKU may be named once.",
            fr="Chaque couple site et SKU ne peut être cité qu’une fois.",
        )
    return checked


def _nodes(unit: Unit, codes: Sequence[str]) -> Mapping[str, UUID]:
    found = {code: id for id, code in unit.session.execute(select(Node.id, Node.code).where(Node.code.in_(codes)))}
    if missing := sorted(set(codes) - found.keys()):
        raise NotFound.of("node", "site", missing[0])
    return found


def _check_skus(unit: Unit, entries: Sequence[StockEntry]) -> None:
    known = set(
        unit.session.execute(select(Variant.sku).where(Variant.sku.in_([entry.sku for entry in entries]))).scalars()
    )
    for i, entry in enumerate(entries):
        if entry.sku not in known:
            raise Invalid(
                field=f"entries[{i}].sku",
                code="unknown_sku",
                en=f"There is no SKU “{entry.sku}”.",
                fr=f"Il n’y a pas de SKU « {entry.sku} ».",
            )


def _set(unit: Unit, level: StockLevel, entry: StockEntry, reason: str) -> bool:
    before = (level.on_hand, level.safety, level.in_transit)
    in_transit = level.in_transit if entry.in_transit is None else entry.in_transit
    level.safety = level.safety if entry.safety is None else entry.safety
    level.shortage = max(0, level.reserved - entry.on_hand)
    move(
        unit,
        level,
        kind="counted",
        on_hand=entry.on_hand - level.on_hand,
        in_transit=in_transit - level.in_transit,
        reason=reason,
    )
    if level.shortage:
        data = {"node": entry.node, "sku": level.sku, "missing": level.shortage}
        unit.record("stock.short", stream=Stream.of_node(level.node_id), data=data)
    return before != (level.on_hand, level.safety, level.in_transit)
