"""Learn the codes that a connector has for SKUs."""

from collections.abc import Set

from sqlalchemy import select

from domain.catalogue.add_product import check_sku
from domain.connectors.known import known_record
from domain.connectors.records import ToldCodes
from domain.kernel.errors import Invalid
from domain.models.catalogue import Variant
from domain.models.connector import Connector
from domain.work.unit import Unit


def take_codes(unit: Unit, connector: Connector, told: ToldCodes) -> bool:
    """Keep every code with its SKU; whether one is new. `Invalid` names `skus` where one is not in the catalogue."""
    skus = {code: check_sku(sku, field="skus") for code, sku in told.skus.items()}
    refuse_unknown(unit, set(skus.values()), field="skus")
    changed = False
    for code in sorted(skus):
        record = known_record(unit, connector.id, "code", code)
        changed, record.value = changed or record.value != skus[code], skus[code]
    return changed


def refuse_unknown(unit: Unit, skus: Set[str], *, field: str) -> None:
    """Refuse with `Invalid` naming `field` where one of `skus` is not in the catalogue."""
    query = select(Variant.sku).where(Variant.sku.in_(skus))
    missing = sorted(skus - set(unit.session.execute(query).scalars()))
    if missing:
        raise Invalid(
            field=field,
            code="unknown_sku",
            en=f"There is no SKU “{missing[0]}”.",
            fr=f"Il n’y a pas de SKU « {missing[0]} ».",
        )
