"""End a tax rate."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.pricing import TaxRate
from domain.pricing.set_tax_rate import STREAM, check_end
from domain.work.unit import Unit


def end_tax_rate(unit: Unit, *, tax_rate_id: UUID, effective_to: date) -> None:
    """Let a rate apply no more from `effective_to` on. Records `tax_rate.ended`.

    Refuses with `NotFound`, and with `Invalid` a day that is not after the day the rate began.
    """
    unit.actor.require(Permission.PRICING_WRITE)
    query = select(TaxRate).where(TaxRate.id == tax_rate_id).with_for_update()
    rate = unit.session.execute(query).scalar_one_or_none()
    if rate is None:
        raise NotFound.of("tax rate", "taux de taxe", tax_rate_id)
    check_end(rate.effective_from, effective_to, field="effective_to")
    if rate.effective_to == effective_to:
        return
    rate.effective_to = effective_to
    data = {"tax_rate_id": str(rate.id), "label": rate.label, "effective_to": effective_to.isoformat()}
    unit.record("tax_rate.ended", stream=STREAM, data=data)
