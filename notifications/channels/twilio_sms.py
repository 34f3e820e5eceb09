"""SMS by Twilio."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from notifications.channels.channel import FateUnknown, NotSent, Parcel

_VENDOR: Final = "https://api.twilio.com"
_TIMEOUT: Final = 20.0  # seconds
_SLACK: Final = timedelta(minutes=1)  # clocks differ


@dataclass(frozen=True, slots=True)
class TwilioSms:
    """`api_url` replaces the vendor's address, for a stand-in.

    Twilio knows no idempotency key and keeps no reference of ours, so an SMS of unknown fate is looked for in its list
    by what is ours alone: number, whole text, and not before it was first handed over.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    messaging_service: str = ""
    sender: str = ""
    api_url: str = ""

    def send(self, parcel: Parcel) -> str:
        where = {"messaging_service_sid": self.messaging_service} if self.messaging_service else {"from_": self.sender}
        try:
            sent = self._client().messages.create(to=parcel.address, body=parcel.text, **where)
        except TwilioRestException as error:
            raise _failed(error) from error
        except ConnectTimeout as error:
            raise NotSent("Twilio could not be reached.", permanent=False) from error
        except RequestException as error:
            raise FateUnknown(type(error).__name__) from error
        return str(sent.sid)

    def find(self, parcel: Parcel) -> str | None:
        since = parcel.first_tried_at - _SLACK if parcel.first_tried_at else None
        try:
            listed = self._client().messages.list(to=parcel.address, date_sent_after=since, limit=200)
        except (TwilioRestException, RequestException) as error:
            raise FateUnknown(type(error).__name__) from error
        found = (each.sid for each in listed if each.body and each.body.endswith(parcel.text))
        return next((str(sid) for sid in found), None)

    def _client(self) -> Client:
        http = _Elsewhere(self.api_url or _VENDOR, timeout=_TIMEOUT)
        return Client(self.account_sid, self.auth_token, http_client=http)


class _Elsewhere(TwilioHttpClient):  # type: ignore[misc]  # Twilio's library has no types
    """The vendor's client, speaking to another address; it never tries again by itself."""

    def __init__(self, base: str, *, timeout: float) -> None:
        super().__init__(pool_connections=False, timeout=timeout, max_retries=None)
        self._base = base.rstrip("/")

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        return super().request(method, url.replace(_VENDOR, self._base, 1), *args, **kwargs)


def _failed(error: TwilioRestException) -> Exception:
    """Its refusals are for good, save for too many at once; of its own troubles nobody knows how far it got."""
    problem = f"{error.code or error.status} {error.msg}"[:300]
    if error.status >= 500:
        return FateUnknown(problem)
    return NotSent(problem, permanent=error.status != 429)
