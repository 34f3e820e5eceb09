"""Dial: another telephone rings, or the call joins a conference."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as Xml

from console.adapters.local_twilio.leg import Leg, Where

if TYPE_CHECKING:
    from console.adapters.local_twilio.exchange import Exchange

_RINGS = 30.0  # seconds


class Dialling:
    """The part of a script that connects its leg with others."""

    exchange: Exchange
    leg: Leg
    _base: str

    def _dial(self, verb: Xml.Element) -> Where | None:
        room = verb.find("Conference")
        said = self._confer(room) if room is not None else self._ring(verb)
        action = verb.get("action")
        if action is None:
            return None
        address = urljoin(self._base, action)
        return Where(url=address, method=verb.get("method", "POST"), fields=said)

    def _confer(self, room: Xml.Element) -> dict[str, str]:
        options = dict(room.attrib)
        for name in ("statusCallback", "recordingStatusCallback", "waitUrl"):
            if options.get(name):
                options[name] = urljoin(self._base, options[name])
        conference = self.exchange.rooms.join((room.text or "").strip(), self.leg, options)
        me = conference.participants[self.leg.sid]
        self.leg.hear(f"(in conference {conference.name})")
        try:
            self.leg.pause(None, until=lambda: me.removed or conference.over)
        finally:
            self.exchange.rooms.leave(conference, self.leg)
        return {"DialCallStatus": "completed", "ConferenceSid": conference.sid}

    def _ring(self, verb: Xml.Element) -> dict[str, str]:
        target = next(iter(verb), verb)
        to = (target.text or "").strip()
        to = f"client:{to}" if target.tag == "Client" else to
        onward = Where(url=urljoin(self._base, target.get("url", ""))) if target.get("url") else None
        other = self.exchange.calls.place(to=to, sender=verb.get("callerId") or self.leg.sender, onward=onward)
        other.watchers.append(self.leg)
        limit = float(verb.get("timeout", _RINGS))
        try:
            talking = self.leg.pause(limit, until=lambda: other.leg.over or other.leg.answered is not None)
            if talking:
                self.leg.pause(None, until=lambda: other.leg.over)
            else:
                other.unanswered()
        finally:
            other.leg.hang_up()
        status = other.leg.status if other.leg.over else "no-answer"
        said = {"DialCallStatus": status, "DialCallSid": other.leg.sid}
        return {**said, "DialCallDuration": str(other.leg.seconds)}
