"""A message on its way: what is tried, and what came of it. The vendor is called between the two."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.messages.fall_back import ARRIVED, DELIVER, fall_back, is_pointless
from domain.messages.may_go import Verdict, may_go
from domain.messages.record import record_message
from domain.messages.stopped import BAD_ADDRESS, OPTED_OUT, learn
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

# Between two tries; altogether a day. Where there is another channel it is used after a quarter of an hour.
PAUSES: Final = tuple(
    timedelta(seconds=each) for each in (10, 30, 60, 120, 300, 600, 1200, 3600, 3600, 7200, 21600, 43200)
)
MOST_ATTEMPTS: Final = len(PAUSES) + 1
PATIENCE: Final = timedelta(minutes=15)
LOOK_AFTER: Final = timedelta(seconds=5)
SOON: Final = timedelta(minutes=2)
_LOCKED: Final = select(OutboundMessage).where(OutboundMessage.id == bindparam("message")).with_for_update()
FATES: Final = ("sent", "failed", "retry", "unknown")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try. `look_first`: an earlier one may have arrived, so the vendor is asked before it is sent again, and
    `not_these` of what it has are other messages; `only_look`: it may not be sent any more.
    `label_of`: the return whose label goes along."""

    message_id: UUID
    channel: str
    address: str = field(repr=False)
    language: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    look_first: bool
    only_look: str
    first_tried_at: datetime
    not_these: frozenset[str] = frozenset()
    label_of: UUID | None = None


def begin_attempt(unit: Unit, *, message_id: UUID) -> Attempt | None:
    """Note that the message is handed to the vendor now; None when there is nothing to send.

    Whether it may go is asked here, however long ago it was written: it is skipped, or waits (`message.waiting`), as
    `may_go` says. An e-mail whose last try has no known end is not sent again: it becomes "unknown", and
    `message.failed` is recorded so that a person looks at it. A code that is no longer good is not sent either.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    message = _load(unit, message_id)
    if message.status not in ("queued", "sending", "unknown") or _is_early(unit, message):
        return None
    doubtful = message.status != "queued"
    if doubtful and message.channel == "email":
        if message.status == "sending":
            _end(unit, message, "unknown", "fate_unknown")
        return None
    if message.status == "sending" and _may_still_arrive(unit, message):
        return None
    verdict = may_go(unit, message)
    if not doubtful and _stays(unit, message, verdict):
        return None
    first = datetime.fromisoformat(message.details["tried_first"]) if doubtful else unit.now
    message.details = {"patient_since": unit.now.isoformat(), **message.details, "tried_first": first.isoformat()}
    message.status, message.tried_at, message.attempts = "sending", unit.now, message.attempts + 1
    message.not_before, message.problem = None, ""
    return Attempt(
        message_id=message.id,
        channel=message.channel,
        address=message.address,
        language=message.language,
        subject=message.subject,
        text=message.body,
        html=message.html,
        look_first=doubtful,
        only_look=verdict.problem if doubtful and verdict.until is None else "",
        first_tried_at=first,
        not_these=_others(unit, message) if doubtful else frozenset(),
        label_of=UUID(message.details["label_of"]) if "label_of" in message.details else None,
    )


def settle_attempt(unit: Unit, *, message_id: UUID, fate: str, vendor_ref: str = "", problem: str = "") -> bool:
    """Note what came of the try: one of `FATES`; True when it is tried again later, for which it asks itself.

    "retry" is a failure that may pass, tried `MOST_ATTEMPTS` times, or for `PATIENCE` where there is another channel.
    One that failed for good falls back on that. Records `message.sent` or `message.failed`. A message that was settled
    before stays as it is. The text of a secret one is emptied at its end.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    assert fate in FATES
    message = _load(unit, message_id)
    if message.status != "sending":
        return False
    message.vendor_ref = vendor_ref[:200] or message.vendor_ref
    if fate == "sent":
        message.sent_at = unit.now
        _end(unit, message, "sent", "")
        return False
    if _try_again(unit, message, fate):
        message.status = "queued" if fate == "retry" else "unknown"
        message.problem = problem[:300]
        message.not_before = unit.now + PAUSES[min(message.attempts, len(PAUSES)) - 1]
        _ask(unit, message)
        return True
    if problem == OPTED_OUT or problem.startswith(BAD_ADDRESS):
        learn(unit, message.channel, message.address, problem)
    _end(unit, message, "unknown" if fate == "unknown" else "failed", problem or fate)
    if message.status == "failed":
        fall_back(unit, message)
    return False


def _is_early(unit: Unit, message: OutboundMessage) -> bool:
    """Its own job comes when its time has come."""
    return message.not_before is not None and message.not_before > unit.now


def _may_still_arrive(unit: Unit, message: OutboundMessage) -> bool:
    """Whoever handed it over died just now: the vendor is given a moment before it is asked whether it has it."""
    if message.tried_at is None or message.tried_at + LOOK_AFTER <= unit.now:
        return False
    message.not_before = message.tried_at + LOOK_AFTER
    _ask(unit, message)
    return True


def _stays(unit: Unit, message: OutboundMessage, verdict: Verdict) -> bool:
    """Whether it is not handed over now, with what follows from that."""
    good_until = message.details.get("good_until")
    if good_until and datetime.fromisoformat(good_until) <= unit.now:
        _end(unit, message, "failed", "too_late")
    elif is_pointless(unit, message):
        _skip(unit, message, ARRIVED)
    elif verdict.until is not None and not fall_back_instead(unit, message, verdict):
        message.problem, message.not_before = verdict.problem, verdict.until
        _ask(unit, message)
        record_message(unit, "waiting", message, problem=verdict.problem, until=verdict.until.isoformat())
    elif verdict.problem and message.status == "queued":
        _skip(unit, message, verdict.problem)
        fall_back(unit, message)
    return bool(verdict.problem) or message.status != "queued"


def fall_back_instead(unit: Unit, message: OutboundMessage, verdict: Verdict) -> bool:
    """An SMS over the cap goes as an e-mail rather than waiting for hours. Whether it does."""
    if verdict.problem != "over_cap" or message.channel != "sms":
        return False
    message.problem = verdict.problem
    if fall_back(unit, message) is None:
        return False
    _skip(unit, message, verdict.problem)
    return True


def _try_again(unit: Unit, message: OutboundMessage, fate: str) -> bool:
    if message.attempts >= MOST_ATTEMPTS or not (fate == "retry" or (fate == "unknown" and message.channel == "sms")):
        return False
    since = datetime.fromisoformat(message.details["patient_since"])
    impatient = fate == "retry" and "fall_back" in message.details and message.fall_back_of is None
    return not (impatient and message.attempts > 1 and unit.now - since > PATIENCE)


def _others(unit: Unit, message: OutboundMessage) -> frozenset[str]:
    """What the vendor has of the same words to the same number, and is known to be another message."""
    query = select(OutboundMessage.vendor_ref).where(
        OutboundMessage.customer_id == message.customer_id,
        OutboundMessage.address == message.address,
        OutboundMessage.id != message.id,
        OutboundMessage.vendor_ref.is_not(None),
    )
    newest = query.order_by(OutboundMessage.queued_at.desc()).limit(200)
    known = frozenset(ref for ref in unit.session.execute(newest).scalars() if ref)
    return known | frozenset(message.details.get("failed_refs", ()))


def _ask(unit: Unit, message: OutboundMessage) -> None:
    """What waits for long has no job, which every claim of another would have to step over; see `release_messages`."""
    if message.not_before is not None and message.not_before - unit.now > SOON:
        return
    unit.defer(DELIVER, lock=f"message:{message.id}", run_at=message.not_before, message_id=str(message.id))


def _load(unit: Unit, message_id: UUID) -> OutboundMessage:
    message = unit.session.execute(_LOCKED, {"message": message_id}).scalar_one_or_none()
    if message is None:
        raise NotFound.of("message", "message", message_id)
    return message


def _skip(unit: Unit, message: OutboundMessage, problem: str) -> None:
    message.status, message.problem, message.not_before = "skipped", problem, None
    if message.secret:
        message.subject = message.body = message.html = ""
    record_message(unit, "skipped", message, problem=problem)


def _end(unit: Unit, message: OutboundMessage, status: str, problem: str) -> None:
    message.status, message.problem, message.not_before = status, problem[:300], None
    if message.secret:
        message.subject = message.body = message.html = ""
    record_message(unit, "sent" if status == "sent" else "failed", message, problem=message.problem)
