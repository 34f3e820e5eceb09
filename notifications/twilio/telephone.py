"""What the vendor is asked to do with calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import requests
from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException

from domain.conversations.call_rows import Errand
from notifications.twilio.account import TIMEOUT, VENDOR, TwilioAccount, problem_of
from notifications.voice.links import Links

_RINGS: Final = 25  # seconds
_SLACK: Final = timedelta(minutes=1)  # clocks differ
_RUNNING: Final = ("queued", "ringing", "in-progress")
_EVENTS: Final = ["initiated", "ringing", "answered", "completed"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an errand: done, retry or failed; `vendor_ref` of a telephone that is rung now."""

    fate: str
    vendor_ref: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Telephone:
    """Each errand blocks. All but ringing may be repeated without harm; a telephone of unknown fate is looked for among
    the calls to its line before it is rung again.
    """

    account: TwilioAccount

    @property
    def links(self) -> Links:
        return Links(self.account.webhook("").rstrip("/"))

    def carry_out(self, errand: Errand) -> Fate:
        """Do it. A call that is over by now is done with."""
        kinds: dict[str, Callable[[Any, Errand], str]] = {
            "ring": self._ring,
            "dial": self._dial,
            "join": lambda client, one: self._go_to(client, one, "join"),
            "wait": lambda client, one: self._go_to(client, one, "requeue"),
            "hold": lambda client, one: self._hold(client, one, on=True),
            "unhold": lambda client, one: self._hold(client, one, on=False),
            "mute": lambda client, one: self._mute(client, one, on=True),
            "unmute": lambda client, one: self._mute(client, one, on=False),
            "drop": lambda client, one: self._end(client, one.leg_ref),
            "hang_up": lambda client, one: self._end(client, one.caller_ref),
        }
        try:
            return Fate("done", kinds[errand.kind](self.account.client(), errand))
        except TwilioRestException as error:
            return _refused(error)
        except ConnectTimeout:
            return Fate("retry", problem="Twilio could not be reached.")
        except (RequestException, TwilioException, _NotYet) as error:
            return Fate("retry", problem=f"{type(error).__name__} {error}"[:300])

    def recording(self, recording_ref: str) -> bytes:
        """The sound of a recording, as WAV. Raises `requests.RequestException`."""
        path = f"/2010-04-01/Accounts/{self.account.sid}/Recordings/{recording_ref}.wav"
        base = self.account.api_url or VENDOR
        found = requests.get(f"{base}{path}", auth=(self.account.sid, self.account.token), timeout=TIMEOUT)
        found.raise_for_status()
        return bytes(found.content)

    def remove_recording(self, recording_ref: str) -> None:
        """For good; one that is gone already is no trouble. Raises what the vendor's library raises."""
        try:
            self.account.client().recordings(recording_ref).delete()
        except TwilioRestException as error:
            if error.status != 404:
                raise

    def _ring(self, client: Any, errand: Errand) -> str:
        if errand.look_first and (found := self._rung(client, errand, errand.line)):
            return found
        call = client.calls.create(
            to=errand.line,
            from_=self.account.number,
            url=self.links.voice("offer", leg=errand.leg_id),
            status_callback=self.links.status(leg=errand.leg_id),
            status_callback_event=_EVENTS,
            timeout=_RINGS,
        )
        return str(call.sid)

    def _dial(self, client: Any, errand: Errand) -> str:
        """The customer, once the agent is there."""
        if errand.look_first and (found := self._rung(client, errand, errand.number)):
            return found
        call = client.calls.create(
            to=errand.number,
            from_=self.account.number,
            url=self.links.voice("called", call=errand.call_id, lang=errand.language),
            status_callback=self.links.status(call=errand.call_id),
            status_callback_event=_EVENTS,
            timeout=_RINGS,
        )
        return str(call.sid)

    def _rung(self, client: Any, errand: Errand, number: str) -> str:
        listed = client.calls.list(to=number, start_time_after=errand.asked_at - _SLACK, limit=20)
        return next((str(call.sid) for call in listed if call.status in _RUNNING), "")

    def _go_to(self, client: Any, errand: Errand, step: str) -> str:
        client.calls(errand.caller_ref).update(url=self.links.voice(step, call=errand.call_id), method="POST")
        return ""

    def _participant(self, client: Any, errand: Errand, ref: str) -> Any:
        rooms = client.conferences.list(friendly_name=errand.room, status="in-progress", limit=1)
        if not rooms:
            raise _NotYet("they have not met yet")
        return client.conferences(rooms[0].sid).participants(ref)

    def _mute(self, client: Any, errand: Errand, *, on: bool) -> str:
        self._participant(client, errand, errand.leg_ref).update(muted=on)
        return ""

    def _hold(self, client: Any, errand: Errand, *, on: bool) -> str:
        caller = self._participant(client, errand, errand.caller_ref)
        music = {"hold_url": self.links.voice("hold", lang=errand.language)} if on else {}
        caller.update(hold=on, **music)
        return ""

    def _end(self, client: Any, ref: str) -> str:
        if ref:
            client.calls(ref).update(status="completed")
        return ""


class _NotYet(Exception):
    """It will be possible in a moment."""


def _refused(error: TwilioRestException) -> Fate:
    """A call that is over, or not known any more, needs nothing; of its own troubles nobody knows how far it got."""
    if error.status == 404 or error.code == 21220:
        return Fate("done", problem=problem_of(error))
    return Fate("retry" if error.status >= 500 or error.status == 429 else "failed", problem=problem_of(error))
