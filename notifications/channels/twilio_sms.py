"""SMS by Twilio."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException

from notifications.channels.channel import FateUnknown, NotSent, Parcel
from notifications.twilio.account import TwilioAccount, problem_of
from notifications.twilio.codes import is_passing, problem_with

_LOST: Final = ("failed", "undelivered", "canceled")  # what did not arrive is not what is looked for
_SLACK: Final = timedelta(minutes=1)  # clocks differ


@dataclass(frozen=True, slots=True)
class TwilioSms:
    """Twilio knows no idempotency key and keeps no reference of ours, so an SMS of unknown fate is looked for in its
    list by what is ours alone: number, whole text, and not before it was first handed over.
    """

    account: TwilioAccount

    def send(self, parcel: Parcel) -> str:
        service, callback = self.account.messaging_service, self.account.webhook(f"status?message={parcel.id}")
        where = {"messaging_service_sid": service} if service else {"from_": self.account.number}
        told = {"status_callback": callback} if callback else {}
        try:
            sent = self.account.client().messages.create(to=parcel.address, body=parcel.text, **where, **told)
        except TwilioRestException as error:
            raise _failed(error) from error
        except ConnectTimeout as error:
            raise NotSent("Twilio could not be reached.", permanent=False) from error
        except (RequestException, TwilioException) as error:
            raise FateUnknown(type(error).__name__) from error
        return str(sent.sid)

    def find(self, parcel: Parcel) -> str | None:
        since = parcel.first_tried_at - _SLACK if parcel.first_tried_at else None
        try:
            listed = self.account.client().messages.list(to=parcel.address, date_sent_after=since, limit=200)
        except (TwilioException, RequestException) as error:  # a page that it refuses is no TwilioRestException
            raise FateUnknown(type(error).__name__) from error
        return next((str(each.sid) for each in listed if _is(parcel, each)), None)


def _is(parcel: Parcel, listed: Any) -> bool:
    same = bool(listed.body) and listed.body.endswith(parcel.text)
    return same and listed.status not in _LOST and listed.sid not in parcel.not_these


def _failed(error: TwilioRestException) -> Exception:
    """Its refusals are for good, save for those that pass; of its own troubles nobody knows how far it got."""
    if error.status >= 500:
        return FateUnknown(problem_of(error))
    if is_passing(error.code, error.status):
        return NotSent(problem_of(error), permanent=False)
    return NotSent(problem_with(error.code or error.status, str(error.msg)), permanent=True)
