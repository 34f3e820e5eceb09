"""What is read to know whether a message may go, in statements that are compiled once: it is read at every try."""

from typing import Any, Final

from sqlalchemy import DateTime, Integer, Text, Uuid, bindparam, func, or_, select

from domain.db.prepared import Prepared
from domain.messages.purposes import URGENT
from domain.models.customer import Consent, Customer, CustomerAddress
from domain.models.message import DeliverySettings, OutboundMessage, UnreachableAddress
from domain.models.telephone import StoppedNumber
from domain.models.template import TemplateSwitch
from domain.work.family import kept_id

_HANDED_OVER: Final = ("sending", "sent", "delivered", "unknown")
_MESSAGE, _CUSTOMER = OutboundMessage.__table__.c, Customer.__table__.alias("owner").c
_CONSENT, _SETTINGS = Consent.__table__.c, DeliverySettings.__table__.c


def _text(name: str) -> Any:
    return bindparam(name, type_=Text)


def _kept() -> Any:
    return kept_id(bindparam("customer", type_=Uuid))


def _said(purpose: str) -> Any:
    """What was said last to any of the records that stand for the person."""
    merged = select(_CUSTOMER.id).where(_CUSTOMER.merged_into_id == _kept())
    query = (
        select(_CONSENT.granted)
        .where(or_(_CONSENT.customer_id == _kept(), _CONSENT.customer_id.in_(merged)))
        .where(_CONSENT.channel == _text("channel"), _CONSENT.purpose == _text(purpose))
        .order_by(_CONSENT.changed_at.desc())
        .limit(1)
    )
    return query.scalar_subquery()


def _grounds() -> Any:
    stopped, bad, off = StoppedNumber.__table__.c, UnreachableAddress.__table__.c, TemplateSwitch.__table__.c
    unreachable = select(bad.address).where(bad.channel == _text("channel"), bad.address == _text("folded"))
    switched = select(off.template).where(off.template == _text("template"), off.off)
    return select(
        select(stopped.number).where(stopped.number == _text("address")).exists().label("stopped"),
        unreachable.exists().label("bad"),
        switched.exists().label("off"),
        _said("service").label("service"),
        _said("own").label("own"),
    )


def _times() -> Any:
    home = CustomerAddress.__table__.c
    country = select(home.country).where(home.customer_id == _CUSTOMER.id).order_by(home.position).limit(1)
    return select(
        *(_SETTINGS.quiet_from, _SETTINGS.quiet_until, _SETTINGS.quiet_email),
        *(_SETTINGS.cap_sms, _SETTINGS.cap_email, _SETTINGS.cap_hours),
        _CUSTOMER.time_zone,
        country.scalar_subquery().label("country"),
    ).where(_CUSTOMER.id == _kept())


def _tried() -> Any:
    members = select(_CUSTOMER.id).where((_CUSTOMER.id == _kept()) | (_CUSTOMER.merged_into_id == _kept()))
    return (
        select(_MESSAGE.tried_at)
        .where(
            _MESSAGE.customer_id.in_(members),
            _MESSAGE.channel == _text("channel"),
            _MESSAGE.status.in_([_named(each) for each in _HANDED_OVER]),
            _MESSAGE.tried_at > bindparam("since", type_=DateTime(timezone=True)),
            _MESSAGE.purpose.not_in([_named(each) for each in sorted(URGENT)]),
            _MESSAGE.secret.is_(False),
            _MESSAGE.id != bindparam("message", type_=Uuid),
        )
        .order_by(_MESSAGE.tried_at.desc())
        .offset(bindparam("skipped", type_=Integer))
        .limit(1)
    )


def _named(value: str) -> Any:
    """A value of a list that never changes, which the driver cannot be handed as a list."""
    return bindparam(f"is_{value}", value, type_=Text)


# Whether the customer may be written to: the switch of the message, STOP, bad addresses, consent to service and `own`.
GROUNDS: Final = Prepared(_grounds)
# When: the settings, and where the customer lives.
TIMES: Final = Prepared(_times)
# When the message was tried after which `skipped` more came since `since`, if there were as many.
TRIED: Final = Prepared(_tried)
LOCK_CAP: Final = Prepared(lambda: select(func.pg_advisory_xact_lock(func.hashtextextended(_text("key"), 0))))
