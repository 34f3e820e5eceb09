"""Stock was counted or has arrived: ask the alerting rules about each SKU."""

from typing import Final
from uuid import UUID

from domain.alerts.about import about_stock
from domain.alerts.act_on import act_on
from domain.alerts.facts import gathered
from domain.alerts.firing import end, said_about, standing
from domain.models.event import EventRow
from domain.work.unit import Unit

STOCK: Final = "stock.set"


def react_to_stock(unit: Unit, event: EventRow) -> UUID | None:
    """Do what the rules say of each SKU that the event names, and tell the last decision. A rule that holds for a SKU
    acts once, and again only after a count or an arrival of which it did not hold. A part of `react_to_event`.
    """
    abouts = about_stock(unit, event)
    stands: dict[UUID, set[str]] = {}
    for firing in standing(unit, [("sku", each.sku_id) for each in abouts if each.sku_id]):
        stands.setdefault(firing.subject_id, set()).add(firing.rule)
    last: UUID | None = None
    for about, facts in gathered(unit, abouts):
        assert about.sku_id is not None
        before = stands.get(about.sku_id, set())
        answer = unit.ports.decisions.alerting(facts=facts, standing=before)
        if answer is None:
            return None
        said = said_about(answer.decided, about)
        for rule in sorted(before - {each.rule for each in said} - answer.resting):
            end(unit, rule, ("sku", about.sku_id))
        last = act_on(unit, answer.decided, said, about) or last
    return last
