"""TwiML followed as the vendor follows it, verb by verb, for one leg of a call, in the leg's own thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin
from xml.etree import ElementTree as Xml

import httpx

from console.adapters.local_twilio.dialling import Dialling
from console.adapters.local_twilio.leg import Entry, Gone, Leg, Sent, Where

if TYPE_CHECKING:
    from console.adapters.local_twilio.exchange import Exchange

_APOLOGY: Final = "An application error has occurred. Goodbye."
_MUSIC, _BREATH = 10.0, 0.05  # seconds: a piece of music; the least that a document of a queue lasts
_SLOW_TYPIST: Final = 6.0  # a page is slower than a telephone's keys


class Left(Exception):
    """A document of a queue said Leave."""


class Script(Dialling):
    """Follows documents until one ends the call. Raises `Gone` when the telephone was hung up meanwhile."""

    def __init__(self, exchange: Exchange, leg: Leg) -> None:
        self.exchange, self.leg = exchange, leg
        self._base, self._asking = "", False
        self._verbs: dict[str, Callable[[Xml.Element], Where | None]] = {
            "Say": self._say,
            "Play": self._play,
            "Pause": self._pause,
            "Gather": self._gather,
            "Redirect": lambda verb: self._there(verb.text or "", method=verb.get("method", "POST")),
            "Enqueue": self._enqueue,
            "Leave": self._leave,
            "Dial": self._dial,
            "Record": self._record,
            "Hangup": self._hang_up,
            "Reject": self._hang_up,
        }

    def follow(self, where: Where | None) -> None:
        """From document to document; the API may send the call elsewhere at any moment."""
        while where is not None:
            try:
                where = self._document(where)
            except Sent as sent:
                where = sent.where

    def _document(self, where: Where) -> Where | None:
        try:
            text = where.twiml or self._ask(where)
            root = Xml.fromstring(text or "<Response/>")  # noqa: S314  (our own site's answer)
            self.leg.pick_up()
        except (httpx.HTTPError, Xml.ParseError) as error:
            self.leg.hear(f"⚠ {type(error).__name__}: {error}"[:200])
            self.leg.hear(_APOLOGY)
            return None
        for verb in root:
            perform = self._verbs.get(verb.tag)
            if perform is None:
                self.leg.hear(f"⚠ <{verb.tag}> is not understood")
            elif (onward := perform(verb)) is not None:
                return onward
        return None

    def _ask(self, where: Where) -> str:
        self._base = where.url or self._base
        return self.exchange.courier.ask(
            where.url, {**self.exchange.told(self.leg), **where.fields}, method=where.method
        )

    def _there(self, address: str, *, method: str = "POST", **fields: str) -> Where:
        """An address of a document, which may be relative to the one that names it."""
        return Where(url=urljoin(self._base, address.strip()), method=method, fields=fields)

    def _say(self, verb: Xml.Element) -> None:
        self.leg.hear((verb.text or "").strip())
        self.leg.pause(0)

    def _play(self, verb: Xml.Element) -> None:
        self.leg.hear(f"♪ {(verb.text or '').strip().rpartition('/')[2]}")
        self._rest(_MUSIC)

    def _pause(self, verb: Xml.Element) -> None:
        self._rest(float(verb.get("length", "1")))

    def _rest(self, seconds: float) -> None:
        """A question is broken off by its answer; nothing else is."""
        until = self.leg.has_entry if self._asking else lambda: False
        self.leg.pause(seconds * self.exchange.tempo, until=until)

    def _hang_up(self, _verb: Xml.Element) -> None:
        raise Gone

    def _leave(self, _verb: Xml.Element) -> None:
        raise Left

    def _gather(self, verb: Xml.Element) -> Where | None:
        self._asking = True
        for child in verb:
            if not self.leg.has_entry():  # who knows the question need not hear it out
                self._verbs[child.tag](child)
        self._asking = False
        kinds = verb.get("input", "dtmf").split()
        seconds = float(verb.get("timeout", "5")) * _SLOW_TYPIST
        answer = self._answer(kinds, seconds, most=int(verb.get("numDigits", "0")), end=verb.get("finishOnKey", "#"))
        if not answer and verb.get("actionOnEmptyResult", "false") != "true":
            return None
        return self._there(verb.get("action", ""), method=verb.get("method", "POST"), **answer)

    def _answer(self, kinds: list[str], seconds: float, *, most: int, end: str) -> dict[str, str]:
        pressed = ""
        while (entry := self.leg.next_entry(seconds)) is not None:
            if entry.kind == "say" and "speech" in kinds:
                return {"SpeechResult": entry.text, "Confidence": "0.9"}
            if entry.kind == "press" and "dtmf" in kinds:
                pressed, rest, complete = _pressed(pressed + entry.text, most=most, end=end)
                if rest:
                    self.leg.give_back(Entry("press", rest))
                if complete:
                    break
        return {"Digits": pressed} if pressed else {}

    def _record(self, verb: Xml.Element) -> Where | None:
        if verb.get("playBeep", "true") == "true":
            self.leg.hear("(beep)")
        try:
            entry = self.leg.next_entry(float(verb.get("timeout", "5")) * _SLOW_TYPIST)
        except Gone:
            return None  # nothing was said
        if entry is None or entry.kind != "say":
            return None
        callback = urljoin(self._base, verb.get("recordingStatusCallback", ""))
        seconds = max(1, len(entry.text.split()) // 2)
        made = self.exchange.recordings.add(
            call=self.leg.sid,
            seconds=seconds,
            callback=callback if verb.get("recordingStatusCallback") else "",
            text=entry.text,
        )
        said = {"RecordingUrl": made["media_url"], "RecordingSid": made["sid"], "RecordingDuration": str(seconds)}
        return self._there(verb.get("action", ""), method=verb.get("method", "POST"), **said)

    def _enqueue(self, verb: Xml.Element) -> Where | None:
        queue = self.exchange.rooms.enqueue((verb.text or "").strip(), self.leg)
        waiting, action = verb.get("waitUrl", ""), verb.get("action", "")
        base, result = self._base, "leave"
        try:
            while True:
                self._wait_in(queue.name, urljoin(base, waiting) if waiting else "")
        except Left:
            pass
        except Gone:
            result = "hangup"
            raise
        except Sent:
            result = "redirected"
            raise
        finally:
            self.exchange.rooms.leave_queue(queue, self.leg)
            self._base = base
            if action and result != "leave":
                fields = {**self.exchange.told(self.leg), "QueueResult": result, "QueueSid": queue.sid}
                self.exchange.courier.tell(urljoin(base, action), fields, status=result)
        return self._there(action, QueueResult=result, QueueSid=queue.sid) if action else None

    def _wait_in(self, name: str, url: str) -> None:
        if not url:
            self.leg.pause(None)
        queue = self.exchange.rooms.queues[name]
        fields = {
            "QueuePosition": str(queue.position(self.leg)),
            "QueueTime": str(queue.seconds(self.leg)),
            "QueueSid": queue.sid,
            "CurrentQueueSize": str(len(queue.members)),
        }
        where: Where | None = Where(url=url, fields=fields)
        while where is not None:
            where = self._document(where)
        self.leg.pause(_BREATH)


def _pressed(keys: str, *, most: int, end: str) -> tuple[str, str, bool]:
    """The answer, the keys that were pressed after it, and whether it is complete. `most` 0: as many as wanted."""
    ends = [place for place in (keys.find(end) if end else -1, most or -1) if 0 <= place <= len(keys)]
    if not ends:
        return keys, "", False
    place = min(ends)
    return keys[:place], keys[place:].removeprefix(end) if end else keys[place:], True
