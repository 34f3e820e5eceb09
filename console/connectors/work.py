"""Work a delivery off: each record of it by itself, taken or refused and kept; or only look what would come of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.exc import DataError, IntegrityError

from console.connectors.files import Item, item_again, items_of_file, items_of_webhook
from console.connectors.interpret import interpret
from console.connectors.reading import formats
from domain.connectors.records import Told
from domain.connectors.take import take_record
from domain.connectors.work_off import Refused, Sent, end_delivery, note_refused, refused_record, sent, settle_retry
from domain.kernel.actor import Actor
from domain.kernel.errors import ApprovalNeeded, DomainError, Invalid
from domain.work.application import Application

_FAULTS: Final = (ValueError, TypeError, LookupError, ArithmeticError, AssertionError, IntegrityError, DataError)
log = structlog.get_logger("connectors")
WORKER: Final = Actor.system("connectors")
Take = Callable[[Actor, UUID, Told], bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many records were taken and known already, and those that were refused."""

    taken: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()

    @property
    def records(self) -> int:
        return self.taken + self.unchanged + len(self.refused)


def work_off(application: Application, delivery_id: UUID) -> Outcome | None:
    """Take what waits, record by record, each in a transaction of its own; None where nothing waits.

    May be begun anew after a kill: what was taken before is known then.
    """
    found = application.perform(sent, WORKER, delivery_id=delivery_id)
    if found is None:
        return None
    outcome = _outcome(found, _takes(application))
    for refused in outcome.refused:
        application.perform(note_refused, WORKER, delivery_id=delivery_id, refused=refused)
    application.perform(end_delivery, WORKER, delivery_id=delivery_id, taken=outcome.taken, unchanged=outcome.unchanged)
    return outcome


def look_at(application: Application, delivery_id: UUID) -> Outcome:
    """What would come of it: everything is tried and rolled back, each record as if it came alone."""
    found = application.perform(sent, WORKER, delivery_id=delivery_id)
    if found is None:
        return Outcome()
    return _outcome(found, _looks(application))


def retry(application: Application, refusal_id: UUID, *, only_look: bool = False) -> Refused | None:
    """Try a refused record once more; None once it was taken, or why not. `only_look`: nothing of it is kept."""
    found = application.perform(refused_record, WORKER, refusal_id=refusal_id)
    outcome = _outcome(found, _looks(application) if only_look else _takes(application))
    refused = outcome.refused[0] if outcome.refused else None
    if not only_look:
        application.perform(settle_retry, WORKER, refusal_id=refusal_id, refused=refused)
    return refused


def _takes(application: Application) -> Take:
    return lambda actor, connector_id, told: application.perform(
        take_record, actor, connector_id=connector_id, told=told
    )


def _looks(application: Application) -> Take:
    return lambda actor, connector_id, told: (
        application.preview(take_record, actor, connector_id=connector_id, told=told).result
    )


def _outcome(found: Sent, take: Take) -> Outcome:
    counts, refused = [0, 0], []
    for item in _items(found):
        if isinstance(item, Refused):
            refused.append(item)
            continue
        try:
            counts[0 if _take(found, item, take) else 1] += 1
        except _RecordRefused as refusal:
            refused.append(refusal.refused)
    return Outcome(counts[0], counts[1], tuple(refused))


class _RecordRefused(Exception):
    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.en)
        self.refused = refused


def _items(found: Sent) -> Iterator[Item | Refused]:
    """The records, or why there are none: then the whole of it is refused, at place 0."""
    format = formats()[found.format]
    try:
        if found.place:
            yield item_again(format, found.kind, found.place, found.body)
        elif found.kind == "webhook":
            yield from items_of_webhook(format, found.topic, found.body)
        else:
            yield from items_of_file(format, found.body)
    except DomainError as refusal:
        yield Refused.of(refusal, place=0, kind="", reference=found.topic, raw=found.body, field=refusal.field or "")


def _take(found: Sent, item: Item, take: Take) -> bool:
    if item.is_passed_over:
        return False
    origin: Callable[[str | None], str] = str
    try:
        if item.document is None:
            raise _unknown(found)
        read = interpret(item.document, item.value, zone=found.time_zone)
        origin = read.origin
        return take(Actor.system(found.name), found.connector_id, read.told)
    except ApprovalNeeded as refusal:
        raise _refused(refusal, item, "") from refusal
    except DomainError as refusal:
        raise _refused(refusal, item, origin(refusal.field or "")) from refusal
    except _FAULTS as fault:
        # A fault of ours about one record must not keep back all that the shop sends after it.
        log.exception("record not taken", connector=str(found.connector_id), delivery=str(found.delivery_id))
        raise _refused(_fault(), item, "") from fault


def _refused(refusal: DomainError, item: Item, field: str) -> _RecordRefused:
    return _RecordRefused(
        Refused.of(refusal, place=item.place, kind=item.kind, reference=item.reference, raw=item.raw, field=field)
    )


def _fault() -> Invalid:
    return Invalid(
        field="",
        code="fault",
        en="Something went wrong with it here; the log says what. Try it again later.",
        fr="Une erreur s’est produite ici ; le journal dit laquelle. Réessayez plus tard.",
    )


def _unknown(found: Sent) -> Invalid:
    return Invalid(
        field=found.topic if found.kind == "webhook" else "",
        code="unknown_record",
        en="It is none of the records that this connector reads.",
        fr="Ce n’est aucun des enregistrements que ce connecteur lit.",
    )
